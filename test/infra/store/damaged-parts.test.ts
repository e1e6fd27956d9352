import {
  closeSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { Type } from 'typebox'
import { afterEach, expect, test } from 'vitest'
import { mendTables, putBackSalvaged, reportBrokenParts } from '../../../infra/store/damaged-parts.ts'
import { openClickHouse } from '../../../infra/store/clickhouse.ts'
import { readStoreFile } from '../../../infra/store/store-file.ts'
import { partsCheck } from '../../../infra/store/watch-parts.ts'
import { openStore, type OpenStore } from '../../../infra/store/open-store.ts'

const folders: string[] = []
let opened: OpenStore | undefined
let logged: { msg: string; table?: string; lost?: number; rows?: number }[] = []
const logger = pino(
  { level: 'error' },
  { write: (line: string) => void logged.push(JSON.parse(line) as { msg: string }) },
)

afterEach(async () => {
  await opened?.close()
  opened = undefined
  logged = []
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const Count = Type.Object({ n: Type.Integer(), total: Type.Integer() })
const counts = 'SELECT count() AS n, sum(cityHash64(id, text) % 100 + month) AS total FROM things FINAL'
const rows = 100_000

async function open(data: string): Promise<OpenStore> {
  return (opened = await openStore({ data, role: 'start', logger }))
}

/** Two tables: of `things`, three parts. */
async function filled(): Promise<{ data: string; path: string }> {
  const data = mkdtempSync(join(tmpdir(), 'groundswell-parts-'))
  folders.push(data)
  const { store } = await open(data)
  for (const table of ['things', 'others'])
    await store.command(
      `CREATE TABLE ${table} (id UInt32, month UInt8, text String) ENGINE = ReplacingMergeTree PARTITION BY month ORDER BY id`,
    )
  for (const month of [1, 2, 3])
    await store.command(
      `INSERT INTO things SELECT number + ${month} * 1000000, ${month}, concat('text ', toString(cityHash64(number, ${month}))) FROM numbers(${rows})`,
    )
  await store.insert('others', [{ id: 1, month: 1, text: 'other' }])
  const [part] = await store.select(
    Type.Object({ path: Type.String() }),
    "SELECT path FROM system.parts WHERE database = currentDatabase() AND table = 'things' AND partition = '2' AND active",
  )
  return { data, path: part!.path }
}

function flip(file: string, position: number): void {
  const fd = openSync(file, 'r+')
  const byte = Buffer.alloc(1)
  readSync(fd, byte, 0, 1, position)
  byte[0]! ^= 0x10
  writeSync(fd, byte, 0, 1, position)
  closeSync(fd)
}

const textsOf = (path: string) => {
  const compact = join(path, 'data.bin')
  return statSync(compact, { throwIfNoEntry: false }) ? compact : join(path, 'text.bin')
}

test.each([
  ['one flipped bit', (file: string) => flip(file, statSync(file).size >> 1), 1],
  ['a cut file', (file: string) => truncateSync(file, statSync(file).size >> 1), 1],
  ['a file of no bytes', (file: string) => writeFileSync(file, ''), 0],
  ['a missing file', (file: string) => rmSync(file), 0],
] as const)(
  '%s: the part is set aside, its readable rows are kept, everything else serves',
  async (_, damage, least) => {
    const { path } = await filled()
    damage(textsOf(path))
    const { store, reader } = opened!
    await store.command('SYSTEM DROP MARK CACHE').catch(() => undefined)
    const answers = await Promise.all([reader.select(Count, counts), store.select(Count, counts)])
    const [[first], [second]] = answers
    expect(first).toEqual(second)
    const [said] = logged.filter(({ lost }) => lost !== undefined)
    expect(said).toMatchObject({ table: 'things', rows })
    expect(first!.n).toBe(3 * rows - said!.lost!)
    expect(said!.lost).toBeLessThanOrEqual(rows)
    expect(rows - said!.lost!).toBeGreaterThanOrEqual(least)
    // Nothing of it is left in the way.
    await store.command('OPTIMIZE TABLE things FINAL')
    await store.insert('things', [{ id: 9_000_000, month: 2, text: 'later' }])
    const [after] = await store.select(Count, counts)
    expect(after!.n).toBe(first!.n + 1)
    expect(logged).toHaveLength(1)
  },
)

test('a part that only merges meet is set aside, too', async () => {
  const { data, path } = await filled()
  const { port, queryPath, owner } = readStoreFile(data)!
  const url = `http://127.0.0.1:${port}`
  const plain = openClickHouse({ url, queryPath, ...owner, database: 'groundswell', logger })
  const check = partsCheck(plain, () => mendTables(plain, logger))
  await check()
  const bin = textsOf(path)
  flip(bin, statSync(bin).size >> 1)
  await check()
  expect(logged).toEqual([])
  // A merge in the background fails in the same way.
  await expect(plain.command('OPTIMIZE TABLE things FINAL')).rejects.toThrow()
  await check()
  expect(logged).toMatchObject([{ table: 'things', rows }])
  await plain.command('OPTIMIZE TABLE things FINAL')
  await check()
  expect(logged).toHaveLength(1)
  await plain.close()
})

test('readable rows of a part are put back when the process was killed before it could', async () => {
  await filled()
  const { store } = opened!
  const rest = `salvaged_${'0'.repeat(32)}_things`
  await store.command(`CREATE TABLE ${rest} AS things`)
  await store.insert(rest, [{ id: 9_000_000, month: 2, text: 'later' }])
  await putBackSalvaged(store)
  expect((await store.select(Count, counts))[0]!.n).toBe(3 * rows + 1)
})

test('a part that cannot be loaded at the start is set aside, and said', async () => {
  const { data, path } = await filled()
  await opened!.close()
  writeFileSync(join(path, 'checksums.txt'), 'nonsense')
  rmSync(join(path, 'columns.txt'))
  const { store } = await open(data)
  expect((await store.select(Count, counts))[0]!.n).toBe(2 * rows)
  await reportBrokenParts(store, logger)
  expect(logged.map(({ table }) => table)).toContain('things')
})

test('a query that is wrong sets nothing aside', async () => {
  await filled()
  await expect(opened!.store.command('SELECT nonsense')).rejects.toThrow('nonsense')
  expect(logged).toEqual([])
})
