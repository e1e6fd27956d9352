import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import pino from 'pino'
import { Webhook } from 'standardwebhooks'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../app/config.ts'
import { restore } from '../../app/restore.ts'
import { openStore } from '../../infra/store/open-store.ts'
import { UsageError } from '../../infra/verb.ts'
import { until } from '../until.ts'
import { openPrograms, output, readyUrl, type Program } from './program.ts'

const programs = openPrograms()
afterAll(programs.close)

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const place = programs.folder()
const config = join(place, 'groundswell.yaml')
const kept = join(place, 'backup')
writeFileSync(config, `sources: [{ type: webhook, name: shop, secret: "${secret}" }]\n`)
writeFileSync(
  join(place, 'scheduled.yaml'),
  `${readFileSync(config, 'utf8')}backup: { folder: ./made, every: "*/2 * * * * *", keep: 2 }\n`,
)

const run = (args: readonly string[], data: string) => programs.run([...args, '--config', config], { data })

let sent = 0
/** Sends mentions and returns the ids that were acknowledged. */
async function send(url: string, count: number): Promise<string[]> {
  const items = Array.from({ length: count }, () => {
    const id = `m${sent++}`
    return { id, text: `Parcel number ${id} is late and nobody answers`, createdAt: new Date().toISOString() }
  })
  const body = JSON.stringify(items)
  const at = new Date()
  const headers = {
    'content-type': 'application/json',
    'webhook-id': items[0]!.id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(items[0]!.id, at, body),
  }
  const answer = await fetch(`${url}/api/v1/webhooks/shop`, { method: 'POST', headers, body })
  expect(answer.status).toBe(202)
  return items.map(({ id }) => id)
}

/** The ids that are stored, each row of the table once. */
async function stored(data: string): Promise<string[]> {
  const opened = await openStore({ data, role: 'command', logger: pino({ level: 'silent' }) })
  try {
    const Row = Type.Object({ id: Type.String() })
    const rows = await opened.store.select(Row, 'SELECT id FROM mentions FINAL')
    return rows.map(({ id }) => id.slice(id.lastIndexOf(':') + 1))
  } finally {
    await opened.close()
  }
}

/** Whether the counts of every topic are those of the mentions. */
async function isCounted(data: string): Promise<boolean> {
  const opened = await openStore({ data, role: 'command', logger: pino({ level: 'silent' }) })
  try {
    const Row = Type.Object({ topic: Type.String(), n: Type.Integer() })
    const of = (sql: string) => opened.store.select(Row, `${sql} GROUP BY topic HAVING n > 0 ORDER BY topic`)
    const counted = await of(
      "SELECT subject AS topic, sum(mentions) AS n FROM bucket_counts FINAL WHERE subject_kind = 'topic' AND dimension = ''",
    )
    const mentions = await of('SELECT arrayJoin(topic_tree) AS topic, count() AS n FROM mentions FINAL')
    return mentions.length > 0 && isDeepStrictEqual(counted, mentions)
  } finally {
    await opened.close()
  }
}

async function killed(start: Program): Promise<void> {
  start.signalGroup('SIGKILL')
  await start.ended
}

describe('a restore drill', () => {
  const data = programs.folder()
  let before: string[] = []

  beforeAll(async () => {
    // Acknowledged, and handled by nobody before the store is copied.
    const receiving = run(['start', '--only', 'api'], data)
    const early = await send(await readyUrl(receiving), 400)
    await killed(receiving)
    const start = run(['start'], data)
    const url = await readyUrl(start)
    before = [...early, ...(await send(url, 400)), ...(await send(url, 400))]
    // Mentions arrive while the backup is made, and after it.
    const over = new AbortController()
    const meanwhile = (async () => {
      while (!over.signal.aborted) await send(url, 50)
    })()
    const printed = await output(run(['backup', kept], data))
    over.abort()
    await meanwhile
    await send(url, 100)
    await killed(start)
    expect(printed).toMatch(
      /^backed up to .*backup: \d+ files, [\d.]+ MiB\neverything acknowledged before .*Z is in it\n$/,
    )
    rmSync(data, { recursive: true })
    mkdirSync(data)
  }, 120_000)

  test('everything acknowledged before the backup is there after the restore, once', async () => {
    expect(await output(run(['restore', kept], data))).toContain(`into ${data}`)
    const start = run(['start'], data)
    const url = await readyUrl(start)
    await until('all of it is stored', async () => {
      const ids = new Set(await stored(data))
      return before.every((id) => ids.has(id))
    })
    const after = await send(url, 30)
    await until('what comes later, too', async () => new Set(await stored(data)).has(after.at(-1)!))
    const ids = await stored(data)
    expect(new Set(ids).size).toBe(ids.length)
    await until('the counts are those of the mentions', () => isCounted(data))
    expect(readFileSync(join(data, 'author-secret')).length).toBeGreaterThan(0)
    await killed(start)
  }, 120_000)

  test('a data folder that is not empty is refused and stays as it is', async () => {
    const full = programs.folder()
    writeFileSync(join(full, 'mine'), 'mine')
    const refused = run(['restore', kept], full)
    expect(await refused.ended).toBe(2)
    expect(refused.stderr()).toContain(`the data folder ${full} is not empty (mine …)`)
    expect(readdirSync(full)).toEqual(['mine'])
  })

  test('a backup is not made over another', async () => {
    const refused = run(['backup', kept], programs.folder())
    expect(await refused.ended).toBe(2)
    expect(refused.stderr()).toContain('is not empty: name a new one for the backup')
  })

  test.each([
    [
      'a changed file',
      'log.sqlite does not have its checksum',
      (d: string) => {
        const content = readFileSync(join(d, 'log.sqlite'))
        content[content.length >> 1]! ^= 1
        writeFileSync(join(d, 'log.sqlite'), content)
      },
    ],
    [
      'a cut file',
      /log\.sqlite has 1000 bytes instead of \d+/,
      (d: string) => truncateSync(join(d, 'log.sqlite'), 1_000),
    ],
    ['a missing file', 'log.sqlite is missing', (d: string) => rmSync(join(d, 'log.sqlite'))],
    [
      'a missing manifest',
      'is not a complete backup: it has no manifest.json',
      (d: string) => rmSync(join(d, 'manifest.json')),
    ],
    [
      'a manifest that is none',
      'is damaged, or written by another version',
      (d: string) => writeFileSync(join(d, 'manifest.json'), '{'),
    ],
  ] as const)('%s of the backup is refused with a sentence, and nothing is written', async (_, sentence, damage) => {
    const damaged = join(programs.folder(), 'backup')
    cpSync(kept, damaged, { recursive: true })
    damage(damaged)
    const fresh = programs.folder()
    const open = () => Promise.reject(new Error('nothing is opened'))
    const refused = restore(damaged, { config: { ...readConfig(config, {}), data: fresh }, open })
    await expect(refused).rejects.toThrow(UsageError)
    await expect(refused).rejects.toThrow(sentence)
    expect(readdirSync(fresh)).toEqual([])
  })

  test('start refuses the folder of an interrupted restore, which can be repeated', async () => {
    const half = programs.folder()
    writeFileSync(join(half, 'restore-unfinished'), '')
    mkdirSync(join(half, 'clickhouse'))
    const refused = run(['start'], half)
    expect(await refused.ended).toBe(2)
    expect(refused.stderr()).toContain('a restore was interrupted: run `groundswell restore DIR` again')
    await output(run(['restore', kept], half))
    expect(existsSync(join(half, 'restore-unfinished'))).toBe(false)
  })
})

test('start makes backups at the configured times, and keeps the newest', async () => {
  const data = programs.folder()
  const start = programs.run(['start', '--config', join(place, 'scheduled.yaml')], { data })
  await readyUrl(start)
  const made = join(place, 'made')
  const complete = () =>
    existsSync(made)
      ? readdirSync(made)
          .filter((name) => existsSync(join(made, name, 'manifest.json')))
          .toSorted()
      : []
  await until('there are two', () => complete().length === 2)
  const [first] = complete()
  await until('the first one has gone', () => !complete().includes(first!) && complete().length === 2)
  await killed(start)
})

test('a backup by hand holds no other backup, where these lie in the data folder', async () => {
  const data = programs.folder()
  const inside = join(place, 'inside.yaml')
  writeFileSync(inside, `${readFileSync(config, 'utf8')}backup: { folder: ${join(data, 'backups')} }\n`)
  const make = (to: string) => output(programs.run(['backup', to, '--config', inside], { data }))
  mkdirSync(join(data, 'backups'))
  // Makes the tables.
  await output(run(['erase', '--mention', 'shop:none', '--dry-run'], data))
  await make(join(data, 'backups', 'first'))
  await make(join(data, 'second'))
  const third = join(programs.folder(), 'third')
  await make(third)
  expect(readdirSync(join(third, 'data'))).not.toContain('backups')
  expect(readdirSync(join(third, 'data'))).not.toContain('second')
})
