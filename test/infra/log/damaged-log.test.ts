import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog } from '../../../app/open-log.ts'
import { readPositions } from '../../../infra/log/embedded/positions-file.ts'
import type { EventLog } from '../../../infra/log/event-log.ts'
import { numberedTopic, type Numbered } from '../../fixtures/numbered.ts'
import { until } from '../../until.ts'

const handled = 1_000
const published = 3_000
const topic = numberedTopic('numbers', 4)
const pageBytes = 4_096

let folder: string
/** Closed in order, and as kill -9 leaves it: with its write-ahead log. */
let [clean, killed] = ['', '']

// Some events are longer than a page.
const events = (from: number, until: number): Numbered[] =>
  Array.from({ length: until - from }, (_, i) => {
    const n = from + i
    return { n, key: `k${n % 97}`, padding: 'ü'.repeat(n % 100 === 0 ? 6_000 : 90) }
  })

interface Logged {
  msg: string
  setAside?: string
  missing?: { count: number; unhandled: Record<string, number> }[]
}

async function open(data: string): Promise<{ log: EventLog; logged: Logged[] }> {
  const logged: Logged[] = []
  const logger = pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line) as Logged) })
  return { log: await openLog({ log: 'embedded', data, logger }), logged }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundswell-damaged-'))
  ;[clean, killed] = [join(folder, 'clean'), join(folder, 'killed')]
  const { log } = await open(clean)
  const stop = await log.subscribe(topic, 'g', async () => undefined)
  await log.reached('g', await log.publish(topic, events(0, handled)))
  await stop()
  for (let n = handled; n < published; n += 100) await log.publish(topic, events(n, n + 100))
  await until('it is written down how far the log has come', () => {
    const { partitions } = readPositions(join(clean, 'log.sqlite'))
    return partitions.reduce((sum, { end }) => sum + end - 1, 0) === published
  })
  await cp(clean, killed, { recursive: true })
  await log.close()
})
afterAll(() => rm(folder, { recursive: true }))

function overwrite(file: string, position: number, bytes: Uint8Array): void {
  const content = readFileSync(file)
  content.set(bytes, position)
  writeFileSync(file, content)
}

const flip = (file: string, position: number) =>
  overwrite(file, position, [readFileSync(file)[position]! ^ 0x10] as never)
const zeros = (length: number) => new Uint8Array(length)
const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7_919 + (i >> 3)) & 0xff)

function rootOf(data: string, table: string): number {
  const db = new DatabaseSync(join(data, 'log.sqlite'), { readOnly: true })
  const row = db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table) as { rootpage: number }
  db.close()
  return row.rootpage
}

/** The number of a leaf page in the middle of the file. */
function leafOf(data: string): number {
  const bytes = readFileSync(join(data, 'log.sqlite'))
  for (let page = Math.floor(bytes.length / pageBytes / 2); ; page++)
    if (bytes[(page - 1) * pageBytes] === 0x0d && bytes.readUInt16BE((page - 1) * pageBytes + 3) > 5) return page
}

const at = (page: number) => (page - 1) * pageBytes
const inFile = (data: string) => join(data, 'log.sqlite')
const inWal = (data: string) => join(data, 'log.sqlite-wal')
const half = (file: string) => Math.floor(statSync(file).size / 2)

type Damage = (data: string) => void
const keeps = { everything: published - handled, something: 1, nothing: 0 }

/** What was damaged, how it was closed before, how, and how much of what was not handled comes back at least. */
const kinds: [string, 'clean' | 'killed', Damage, keyof typeof keeps][] = [
  ['nothing', 'killed', () => {}, 'everything'],
  ['a bit in the header of a page', 'clean', (d) => flip(inFile(d), at(leafOf(d))), 'something'],
  ['a page of zeros', 'clean', (d) => overwrite(inFile(d), at(leafOf(d)), zeros(pageBytes)), 'something'],
  ['a page of noise', 'clean', (d) => overwrite(inFile(d), at(leafOf(d)), noise(pageBytes)), 'something'],
  ['the cells of a page', 'clean', (d) => overwrite(inFile(d), at(leafOf(d)) + 8, noise(20)), 'something'],
  [
    'the root of a partition',
    'clean',
    (d) => overwrite(inFile(d), at(rootOf(d, 'numbers/1')), zeros(pageBytes)),
    'everything',
  ],
  [
    'the table of commits',
    'clean',
    (d) => overwrite(inFile(d), at(rootOf(d, 'commits')), zeros(pageBytes)),
    'everything',
  ],
  [
    'the table of topics',
    'clean',
    (d) => overwrite(inFile(d), at(rootOf(d, 'topics')), noise(pageBytes)),
    'everything',
  ],
  ['the second half cut off', 'clean', (d) => truncateSync(inFile(d), half(inFile(d))), 'something'],
  ['the last bytes cut off', 'clean', (d) => truncateSync(inFile(d), statSync(inFile(d)).size - 10), 'something'],
  ['the first page', 'clean', (d) => overwrite(inFile(d), 0, zeros(pageBytes)), 'everything'],
  ['the list of tables', 'clean', (d) => overwrite(inFile(d), 100, noise(pageBytes - 100)), 'everything'],
  ['the first bytes', 'clean', (d) => overwrite(inFile(d), 0, noise(16)), 'everything'],
  ['a file of no bytes', 'clean', (d) => writeFileSync(inFile(d), ''), 'nothing'],
  ['a file of no bytes, with a write-ahead log', 'killed', (d) => writeFileSync(inFile(d), ''), 'everything'],
  ['a file that is a text', 'clean', (d) => writeFileSync(inFile(d), 'This is no database.\n'.repeat(900)), 'nothing'],
  ['no file', 'clean', (d) => rmSync(inFile(d)), 'nothing'],
  ['no file, but its write-ahead log', 'killed', (d) => rmSync(inFile(d)), 'everything'],
  ['a bit in the write-ahead log', 'killed', (d) => flip(inWal(d), half(inWal(d))), 'something'],
  ['the header of the write-ahead log', 'killed', (d) => overwrite(inWal(d), 0, zeros(32)), 'everything'],
  [
    'pages of the write-ahead log',
    'killed',
    (d) => overwrite(inWal(d), half(inWal(d)), noise(3 * pageBytes)),
    'something',
  ],
  ['half of the write-ahead log cut off', 'killed', (d) => truncateSync(inWal(d), half(inWal(d))), 'something'],
  ['a write-ahead log of no bytes', 'killed', (d) => writeFileSync(inWal(d), ''), 'nothing'],
  ['no write-ahead log', 'killed', (d) => rmSync(inWal(d)), 'nothing'],
  [
    'the index of the write-ahead log',
    'killed',
    (d) => writeFileSync(join(d, 'log.sqlite-shm'), noise(32_768)),
    'everything',
  ],
  [
    'a page, and how far the log had come',
    'clean',
    (d) => {
      overwrite(inFile(d), at(leafOf(d)), zeros(pageBytes))
      writeFileSync(join(d, 'log.sqlite.positions'), '{')
    },
    'something',
  ],
]

describe('a damaged log starts, loses only what is unreadable, and says what', () => {
  test.each(kinds)('%s (%s)', async (name, from, damage, least) => {
    const data = await mkdtemp(join(folder, 'case-'))
    await cp(from === 'clean' ? clean : killed, data, { recursive: true })
    damage(data)
    const before = existsSync(inFile(data)) ? readFileSync(inFile(data)) : undefined
    const { log, logged } = await open(data)
    const got = new Set<number>()
    await log.subscribe(topic, 'g', async (some) => some.forEach(({ n }) => got.add(n)))
    const isKept = (n: number) => got.has(n)
    await until('everything is handled', async () => (await log.lag(topic, 'g')) === 0)

    // What is gone is counted, exactly.
    const unhandled = events(handled, published).filter(({ n }) => isKept(n)).length
    const said = logged
      .flatMap(({ missing }) => missing ?? [])
      .reduce((sum, each) => sum + (each.unhandled['g'] ?? 0), 0)
    const deadLetters = (await log.deadLetters(published)).length
    expect(said + deadLetters).toBe(published - handled - unhandled)
    expect(unhandled).toBeGreaterThanOrEqual(keeps[least])

    // A damaged file is kept as it was.
    const isDamaged = logged.some(({ setAside }) => setAside !== undefined)
    const aside = readdirSync(data).find((file) => /\.damaged-\w+$/.test(file))
    if (isDamaged && before) expect(readFileSync(join(data, aside!)).equals(before)).toBe(true)

    // No offset is used twice: what comes now is delivered, also after a restart.
    await log.reached('g', await log.publish(topic, events(published, published + 200)))
    await log.close()
    expect(events(published, published + 200).every(({ n }) => isKept(n))).toBe(true)
    const again = await open(data)
    const repeated: number[] = []
    await again.log.subscribe(topic, 'g', async (some) => void repeated.push(...some.map(({ n }) => n)))
    await again.log.reached('g', await again.log.publish(topic, events(published + 200, published + 300)))
    await again.log.close()
    expect(repeated.toSorted((a, b) => a - b)).toEqual(events(published + 200, published + 300).map(({ n }) => n))
    expect(again.logged).toEqual([])
    const isHarmless = name === 'nothing' || name.startsWith('the index')
    expect(logged.length > 0 || deadLetters > 0).toBe(!isHarmless)
  })
})

test('a changed value goes to the dead letters with its reason, and its neighbours are delivered', async () => {
  const data = await mkdtemp(join(folder, 'value-'))
  await cp(clean, data, { recursive: true })
  const content = readFileSync(inFile(data))
  content[content.indexOf('"n":2345,') + 4] = '9'.charCodeAt(0)
  writeFileSync(inFile(data), content)
  const { log } = await open(data)
  const got = new Set<number>()
  await log.subscribe(topic, 'g', async (some) => some.forEach(({ n }) => got.add(n)))
  await until('everything is handled', async () => (await log.lag(topic, 'g')) === 0)
  expect(got.size).toBe(published - handled - 1)
  expect(got.has(9_345)).toBe(false)
  const [letter] = await log.deadLetters(1)
  expect(letter!.reason).toMatch(
    /its record in the log is damaged \(offset \d+ of numbers\/\d: the checksum is wrong\)/,
  )
  await log.close()
})

test('an event that is replaced in the file, as by an erasure, is delivered as it is now', async () => {
  const data = await mkdtemp(join(folder, 'replaced-'))
  await cp(clean, data, { recursive: true })
  const db = new DatabaseSync(inFile(data))
  const { changes } = db.prepare(`UPDATE "numbers/1" SET value = '{"n":77777,"key":"k1"}' WHERE offset = 400`).run()
  expect(changes).toBe(1)
  db.close()
  const { log } = await open(data)
  const got = new Set<number>()
  await log.subscribe(topic, 'g', async (some) => some.forEach(({ n }) => got.add(n)))
  await until('everything is handled', async () => (await log.lag(topic, 'g')) === 0)
  expect(await log.deadLetters(1)).toEqual([])
  expect([got.size, got.has(77_777)]).toEqual([published - handled, true])
  await log.close()
})

test('a log of a version without checksums and traces is used, and salvaged, too', async () => {
  const data = await mkdtemp(join(folder, 'older-'))
  await cp(clean, data, { recursive: true })
  const db = new DatabaseSync(inFile(data))
  for (const partition of [0, 1, 2, 3])
    db.exec(
      `DROP TRIGGER "numbers/${partition} changed"; ALTER TABLE "numbers/${partition}" DROP COLUMN crc;
       ALTER TABLE "numbers/${partition}" DROP COLUMN traceparent`,
    )
  db.exec('DROP TABLE floors')
  db.close()
  overwrite(inFile(data), at(leafOf(data)), zeros(pageBytes))
  const { log, logged } = await open(data)
  const got = new Set<number>()
  await log.subscribe(topic, 'g', async (some) => some.forEach(({ n }) => got.add(n)))
  await log.reached('g', await log.publish(topic, events(published, published + 100)))
  const lost = logged.flatMap(({ missing }) => missing ?? []).reduce((sum, each) => sum + (each.unhandled['g'] ?? 0), 0)
  await until('everything is handled', () => got.size === published - handled - lost + 100)
  expect(lost).toBeLessThan(50)
  await log.close()
})

test('damage is mended while the log is in use, by one of the processes that use it', async () => {
  const data = await mkdtemp(join(folder, 'used-'))
  await cp(clean, data, { recursive: true })
  const { log, logged } = await open(data)
  const other = await open(data)
  const root = at(rootOf(data, 'numbers/2'))
  overwrite(inFile(data), root, noise(pageBytes))
  const got = new Set<number>()
  await log.subscribe(topic, 'g', async (some) => some.forEach(({ n }) => got.add(n)))
  await until('all of it is handled', () => got.size === published - handled)
  await Promise.all(
    [log, other.log].map((each, i) => each.publish(topic, events(published + i * 50, published + i * 50 + 50))),
  )
  await until('what comes later is handled', () => got.size === published - handled + 100)
  await log.close()
  await other.log.close()
  expect([...logged, ...other.logged].filter(({ setAside }) => setAside !== undefined)).toHaveLength(1)
})

test('a file that may not be opened is refused with the cure, and stays as it is', async () => {
  const data = await mkdtemp(join(folder, 'refused-'))
  mkdirSync(join(data, 'log.sqlite'))
  await expect(open(data)).rejects.toThrow('log.sqlite is not a file: move it away, or name another folder in `data`')
})
