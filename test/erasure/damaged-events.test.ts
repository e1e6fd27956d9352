import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alertCommandsTopic, type AlertCommand } from '../../alerts/alert/alert-command.ts'
import type { ErasureRequest } from '../../erasure/request.ts'
import type { Topic } from '../../infra/log/event-log.ts'
import { mentionsTopic } from '../../ingest/mention/mention.ts'
import type { RawMention } from '../../ingest/mention/source.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'
import { erasureOf, mentionsOf, now, words } from './planted.ts'
import { filesWith } from './search.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

let count = 0
/** Two mentions that no other test has: of the person, and of somebody else. */
const freshPair = (): [RawMention, RawMention] => {
  const n = ++count
  return [
    { ...theirs, nativeId: `one-${n}` },
    { ...other, nativeId: `two-${n}` },
  ]
}
const idOf = ({ nativeId }: RawMention) => `forum:${nativeId}`
const publish = (...raws: RawMention[]) => platform.log.publish(mentionsTopic, mentionsOf(platform as never, raws))

const theirs: RawMention = {
  nativeId: 'one',
  createdAt: now,
  text: `My parcel is late, ${words.text} says the driver`,
  author: { id: 'id-77', handle: words.handle },
}
const other: RawMention = {
  nativeId: 'two',
  createdAt: now,
  text: 'Where is my parcel? It is late, terrible',
  author: { id: 'id-78', handle: 'handle-two' },
}

interface Row {
  table: string
  offset: number
  key: string
  value: string
}

const onFile = <R>(use: (db: DatabaseSync) => R): R => {
  const db = new DatabaseSync(join(platform.data, 'log.sqlite'), { timeout: 10_000 })
  try {
    return use(db)
  } finally {
    db.close()
  }
}

const tablesOf = ({ name, partitions }: Pick<Topic<never>, 'name' | 'partitions'>) =>
  Array.from({ length: partitions }, (_, partition) => `${name}/${partition}`)

const rowsOf = (topic: Topic<never>): Row[] =>
  onFile((db) =>
    tablesOf(topic).flatMap((table) => {
      const rows = db.prepare(`SELECT offset, key, hex(value) AS value FROM "${table}" ORDER BY offset`).all()
      return (rows as unknown as Omit<Row, 'table'>[]).map((row) => ({ ...row, table }))
    }),
  )

/** Changes bytes of stored values as a disk does: their checksums stay. */
function damage(topic: Topic<never>, key: string, change: (bytes: Buffer) => void): void {
  const wanted = rowsOf(topic).filter((row) => row.key === key)
  expect(wanted.length).toBeGreaterThan(0)
  onFile((db) => {
    for (const { table, offset, value } of wanted) {
      const bytes = Buffer.from(value, 'hex')
      change(bytes)
      db.exec(`DROP TRIGGER IF EXISTS "${table} changed"`)
      db.prepare(`UPDATE "${table}" SET value = CAST(? AS TEXT) WHERE offset = ?`).run(bytes, offset)
    }
  })
}

const flip =
  (part: string, at = 0, mask = 1) =>
  (bytes: Buffer): void => {
    const index = bytes.indexOf(part) + at
    expect(index).toBeGreaterThanOrEqual(at)
    bytes[index]! ^= mask
  }

/** Lets a group make dead letters of the damaged events. */
async function deliver<T>(topic: Topic<T>, ...keys: string[]): Promise<void> {
  const stop = await platform.log.subscribe(topic, 'reader', async () => {})
  await until('the dead letters', () => keys.every((key) => lettersOf(key).length === 1))
  await stop()
}

const erase = async (request: ErasureRequest) => {
  const report = await erasureOf(platform).erase(request, 'kim')
  expect(report.places.filter(({ remaining }) => remaining > 0)).toEqual([])
  return report
}

const byAuthor: ErasureRequest = { kind: 'author', author: words.handle }
const byText: ErasureRequest = { kind: 'match', text: words.text }
const requests: ErasureRequest['kind'][] = ['author', 'match', 'mention']

const damages = {
  'is no JSON any more': flip('"type"'),
  'is no mention any more': flip('"type"', 1),
  'lost the name of its author': flip('"author"', 1),
  'has another id': flip('"forum:one', 9),
  'has a byte that is no text': flip('parcel', 0, 0x80),
  'has an open quotation': flip('","'),
}

describe.each(Object.entries(damages))('a damaged mention that %s', (_, change) => {
  test.each(requests)('disappears with its dead letter, by %s', async (kind) => {
    const [one, two] = freshPair()
    await publish(one, two)
    damage(mentionsTopic, idOf(one), change)
    await deliver(mentionsTopic, idOf(one))
    const neighbour = () => rowsOf(mentionsTopic).filter(({ key }) => key === idOf(two))
    const before = neighbour()
    expect(filesWith(platform.data, [words.text]).length).toBeGreaterThan(0)
    const byId: ErasureRequest = { kind: 'mention', id: idOf(one) }
    await erase({ author: byAuthor, match: byText, mention: byId }[kind])
    expect(filesWith(platform.data, [words.text, words.handle])).toEqual([])
    expect(neighbour()).toEqual(before)
  })
})

test('what is left of the log is read to its end', async () => {
  const [one, two] = freshPair()
  await publish(one, two)
  damage(mentionsTopic, idOf(one), flip('"type"'))
  await erase(byAuthor)
  const seen: string[] = []
  const stop = await platform.log.subscribe(mentionsTopic, 'late reader', async (events) => {
    for (const event of events) seen.push(`${event.type} ${event.id}`)
  })
  await until('the rest is read', () => seen.includes(`mention ${idOf(two)}`))
  await until('the deletion is read', () => seen.includes(`deletion ${idOf(one)}`))
  await stop()
  expect(seen).not.toContain(`mention ${idOf(one)}`)
})

test('a damaged event that neither has their id nor names them stays byte for byte, also as a dead letter', async () => {
  const [one, two] = freshPair()
  await publish(one, two)
  damage(mentionsTopic, idOf(two), flip('"type"'))
  await deliver(mentionsTopic, idOf(two))
  const untouched = () => [rowsOf(mentionsTopic).filter(({ key }) => key === idOf(two)), lettersOf(idOf(two))]
  const before = untouched()
  expect((await erase(byAuthor)).mentions).toBeGreaterThan(0)
  expect(untouched()).toEqual(before)
  // A word that is part of every event means none of them.
  for (const text of ['createdAt', 'backfill'])
    expect(await erasureOf(platform).preview({ kind: 'match', text })).toMatchObject({ mentions: 0 })
})

const lettersOf = (key: string) =>
  onFile((db) => db.prepare('SELECT key, event, reason FROM dead_letters WHERE key = ?').all(key))

test('a damaged event of another topic goes when it holds a trace, and stays when it holds none', async () => {
  const [one] = freshPair()
  await publish(one)
  const command = { alertId: 'a', command: 'comment', by: 'kim', at: now } as const
  const commands: AlertCommand[] = [
    { ...command, alertId: 'a1', commandId: 'c1', reason: `${words.handle} called: “${theirs.text}”\n"again"` },
    { ...command, alertId: 'a2', commandId: 'c2', reason: `${words.handle} called again` },
    { ...command, alertId: 'a3', commandId: 'c3', reason: 'handle-two called' },
  ]
  await platform.log.publish(alertCommandsTopic, commands)
  damage(alertCommandsTopic, 'a1', flip('"commandId"'))
  // Still JSON, and still a command: under this name nobody looks for handles.
  damage(alertCommandsTopic, 'a2', flip('"reason"', 1))
  damage(alertCommandsTopic, 'a3', flip('"commandId"'))
  await deliver(alertCommandsTopic, 'a1', 'a2', 'a3')
  const untouched = () => [rowsOf(alertCommandsTopic).filter(({ key }) => key === 'a3'), lettersOf('a3')]
  const before = untouched()
  await erase(byAuthor)
  expect(filesWith(platform.data, [words.text, words.handle])).toEqual([])
  expect(untouched()).toEqual(before)
  const letters = (await platform.log.deadLetters(100)).filter(({ topic }) => topic === alertCommandsTopic.name)
  expect(new Map(letters.map(({ key, event }) => [key, event]))).toEqual(
    new Map<string, unknown>([
      ['a1', '[erased]'],
      ['a2', '[erased]'],
      ['a3', expect.stringContaining('handle-two')],
    ]),
  )
})

test('an author who was asked for in one source only keeps the damaged events of another one', async () => {
  const [one] = freshPair()
  await publish(one)
  damage(mentionsTopic, idOf(one), flip('"type"'))
  await erase({ ...byAuthor, source: 'desk' })
  expect(filesWith(platform.data, [words.handle]).length).toBeGreaterThan(0)
  await erase({ ...byAuthor, source: 'forum' })
  expect(filesWith(platform.data, [words.handle])).toEqual([])
})
