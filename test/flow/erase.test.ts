import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ErasureReport } from '../../erasure/erasure.ts'
import { filesWith } from '../erasure/search.ts'
import { counts, tally } from './imported.ts'
import { openPrograms, output, readyUrl } from './program.ts'

const programs = openPrograms()
afterAll(programs.close)

const word = 'quixodrome'
const handle = 'zorblaxian'
const line = (id: number, author: string, text: string) =>
  JSON.stringify({ id, text, author, createdAt: new Date(Date.now() - id * 60_000).toISOString() })
const rows = [
  line(1, handle, `The ${word} parcel is late`),
  line(2, handle, 'Still no parcel, and nobody answers'),
  line(3, 'kim', 'My parcel came today, thank you'),
  // Rejected: it has no time.
  JSON.stringify({ id: 4, text: `The ${word} again`, author: handle }),
].join('\n')

function filled(): { data: string; file: string } {
  const data = programs.folder()
  const elsewhere = join(programs.folder(), 'rows.jsonl')
  writeFileSync(elsewhere, rows)
  return { data, file: elsewhere }
}

describe('erase on the command line', () => {
  it('says what it would erase, exports, erases with a proof, and an import does not bring it back', async () => {
    const { data, file } = filled()
    const run = (...args: string[]) => output(programs.run(args, { data }))
    await tally(programs.run(['import', file, '--json'], { data }))
    const before = await counts(data)

    const dry = JSON.parse(await run('erase', '--author', handle, '--dry-run', '--json')) as ErasureReport
    expect(dry).toMatchObject({ dryRun: true, mentions: 2 })
    expect(filesWith(data, [word]).length).toBeGreaterThan(1)

    const exported = join(programs.folder(), 'exported.json')
    expect(await run('erase', '--author', handle, '--export', exported)).toContain('2 mentions written to')
    expect((JSON.parse(readFileSync(exported, 'utf8')) as unknown[]).length).toBe(2)

    expect(await run('erase', '--author', handle)).toContain('2 mentions erased')
    expect(filesWith(data, [word, handle, 'nobody answers'])).toEqual([])
    expect(await counts(data)).toEqual(before)

    const again = await tally(programs.run(['import', file, '--json'], { data }))
    expect(again).toMatchObject({ accepted: 0, duplicate: 1, rejected: 3 })
    expect(await counts(data)).toEqual(before)
  }, 240_000)

  it('beside a running start, of all mentions with a text, and of one mention', async () => {
    const { data, file } = filled()
    const source = '  - { type: webhook, name: desk, secret: a-secret-of-24-characters }'
    writeFileSync(join(data, 'groundswell.yaml'), `data: ${data}\nsources:\n${source}\n`)
    const started = programs.run(['start'], { data })
    await readyUrl(started)
    await tally(programs.run(['import', file, '--json'], { data }))
    const run = (...args: string[]) => output(programs.run(args, { data }))
    const report = JSON.parse(await run('erase', '--match', word.toUpperCase(), '--json')) as ErasureReport
    expect(report.mentions).toBe(1)
    expect(report.places.filter(({ remaining }) => remaining > 0)).toEqual([])
    expect(filesWith(data, [word])).toEqual([])
    await run('erase', '--mention', 'rows:3')
    expect(filesWith(data, ['came today'])).toEqual([])
    expect(filesWith(data, ['nobody answers']).length).toBeGreaterThan(0)
    expect(await counts(data)).toEqual({ stored: 3, counted: 3 })
    started.signal('SIGTERM')
    await started.ended
  }, 240_000)
})
