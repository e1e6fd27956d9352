import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeCorpus } from '../bench/corpus.ts'
import { counts, storedAtLeast, tally } from './imported.ts'
import { noProc, openPrograms, processesOf, readyUrl, send, storeChild } from './program.ts'

/** 3 in `npm run test:all`, 20 in `npm run faults`. */
const rounds = Number(process.env['FAULT_ROUNDS'] ?? 3)
const n = 6_000
const all = { stored: n, counted: n }
/** Enough that something is left to be killed in every round. */
const many = Math.max(n, rounds * 3_000)
const allOfMany = { stored: many, counted: many }

const programs = openPrograms()
afterAll(programs.close)
const rows = join(programs.folder(), 'rows.jsonl')
writeCorpus(rows, n)
const manyRows = join(programs.folder(), 'rows.jsonl')
writeCorpus(manyRows, many)

const importRows = (data: string, file = rows) => programs.run(['import', file, '--json'], { data })

describe('import', () => {
  it('accepts every row once; the second time all are duplicates and the counts stay', async () => {
    const data = programs.folder()
    const big = join(data, 'big.jsonl')
    writeCorpus(big, 9_000)
    const importBig = () => tally(programs.run(['import', big, '--json'], { data }))
    expect(await importBig()).toEqual({ read: 9_000, accepted: 9_000, duplicate: 0, rejected: 0 })
    expect(await counts(data, 'big')).toEqual({ stored: 9_000, counted: 9_000 })
    expect(await importBig()).toEqual({ read: 9_000, accepted: 0, duplicate: 9_000, rejected: 0 })
    expect(await counts(data, 'big')).toEqual({ stored: 9_000, counted: 9_000 })
  })

  it(`killed with -9 ${rounds} times and run again, it has stored and counted every row once`, async () => {
    const data = programs.folder()
    for (let round = 1; round <= rounds; round++) {
      const importing = importRows(data, manyRows)
      await storedAtLeast(importing, data, Math.floor((many * round) / (rounds + 2)))
      importing.signalGroup('SIGKILL')
      await importing.ended
    }
    const last = await tally(importRows(data, manyRows))
    expect(last.accepted + last.duplicate).toBe(many)
    expect(await counts(data)).toEqual(allOfMany)
  }, 600_000)

  it.skipIf(noProc)(
    `ends by itself with every row counted when its store is killed with -9 ${rounds} times`,
    async () => {
      const data = programs.folder()
      const importing = importRows(data, manyRows)
      let child: number | undefined
      for (let round = 1; round <= rounds; round++) {
        await storedAtLeast(importing, data, Math.floor((many * round) / (rounds + 2)))
        child = await storeChild(data, child)
        send(child, 'SIGKILL')
      }
      expect((await tally(importing)).accepted).toBe(many)
      expect(await counts(data)).toEqual(allOfMany)
    },
    600_000,
  )

  it('stopped with Ctrl-C it ends in order, and run again it completes', async () => {
    const data = programs.folder()
    const importing = importRows(data)
    await storedAtLeast(importing, data, 1)
    importing.signalGroup('SIGINT')
    expect(await importing.ended).toBe(1)
    expect(importing.stderr().trim().split('\n')).toEqual([
      expect.stringMatching(/stopped after .*run the import again/),
    ])
    if (!noProc) expect(processesOf(data)).toEqual([])
    const again = await tally(importRows(data))
    expect(again.duplicate).toBeGreaterThan(0)
    expect(again.accepted + again.duplicate).toBe(n)
    expect(await counts(data)).toEqual(all)
  })
})

describe('import beside others', () => {
  it('beside a running start only publishes, and still returns when everything is counted', async () => {
    const data = programs.folder()
    const start = programs.run(['start', '--only', 'enrich,alerts,api'], { data })
    await readyUrl(start)
    const importing = importRows(data)
    expect((await tally(importing)).accepted).toBe(n)
    expect(await counts(data)).toEqual(all)
    expect((await tally(importRows(data))).duplicate).toBe(n)
    expect(await counts(data)).toEqual(all)
    start.signal('SIGTERM')
    expect(await start.ended).toBe(0)
  })

  it.skipIf(noProc)('goes on alone when the start beside it is killed with -9', async () => {
    const data = programs.folder()
    const start = programs.run(['start', '--only', 'enrich,alerts,api'], { data })
    await readyUrl(start)
    const importing = importRows(data)
    await storedAtLeast(importing, data, Math.floor(n / 10))
    start.signalGroup('SIGKILL')
    expect((await tally(importing)).accepted).toBe(n)
    expect(await counts(data)).toEqual(all)
  })

  it('two at once both end with everything counted', async () => {
    const data = programs.folder()
    const other = join(programs.folder(), 'other.jsonl')
    writeCorpus(other, 3_000)
    const importing = [programs.run(['import', other, '--json'], { data }), importRows(data)]
    const [small, big] = await Promise.all(importing.map((each) => tally(each)))
    expect([small!.accepted, big!.accepted]).toEqual([3_000, n])
    expect([await counts(data, 'other'), await counts(data)]).toEqual([{ stored: 3_000, counted: 3_000 }, all])
  })
})

describe('import of bad rows', () => {
  it('accepts the neighbours of a bad row, and the rejects file names line and reason', async () => {
    const data = programs.folder()
    const file = join(data, 'mixed.csv')
    const lines = [
      'id,text,date',
      '1,The kettle arrived broken,2026-01-05 10:00',
      '2,too,many,cells,2026-01-05 10:01',
      '3,,2026-01-05 10:02',
      '4,No time was told,',
      '5,"It works, and I like it",2026-01-05 10:04',
    ]
    writeFileSync(file, `${lines.join('\n')}\n`)
    const importing = programs.run(['import', file, '--json'], { data })
    expect(await tally(importing)).toEqual({ read: 5, accepted: 2, duplicate: 0, rejected: 3 })
    const path = join(data, 'rejects', 'mixed.jsonl')
    expect(importing.stderr()).toContain(path)
    const rejects = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; reason: string })
    expect(rejects.map((reject) => reject.line)).toEqual([3, 4, 5])
    expect(rejects.map((reject) => reject.reason)).toEqual([
      expect.stringMatching(/column|length/i),
      expect.stringMatching(/no text/),
      expect.stringMatching(/no readable time/),
    ])
    expect(await counts(data, 'mixed')).toEqual({ stored: 2, counted: 2 })
  })

  it('refuses a file without a column of times, and names the flag that mends it', async () => {
    const data = programs.folder()
    const file = join(data, 'timeless.csv')
    writeFileSync(file, 'id,text,wann\n1,Hello,2026-01-05 10:00\n')
    const refused = programs.run(['import', file], { data })
    expect(await refused.ended).toBe(2)
    expect(refused.stderr()).toContain('--map createdAt=')
    expect(await tally(programs.run(['import', file, '--map', 'createdAt=wann', '--json'], { data }))).toMatchObject({
      accepted: 1,
    })
  })
})
