import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../infra/store/migrate.ts'
import { migrationLock, withStoreLock } from '../../../infra/store/store-lock.ts'
import { openStore, type OpenStore } from '../../../infra/store/open-store.ts'

const data = mkdtempSync(join(tmpdir(), 'groundswell-migrate-'))
const folder = join(data, 'schema')
let opened: OpenStore

beforeAll(async () => {
  mkdirSync(folder)
  opened = await openStore({ data, role: 'start', logger: pino({ level: 'silent' }) })
}, 30_000)

afterAll(async () => {
  await opened.close()
  rmSync(data, { recursive: true, force: true, maxRetries: 5 })
})

const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql)

test('files run once, in order, and a comment with a semicolon is not a statement', async () => {
  write('002-more.sql', 'ALTER TABLE things ADD COLUMN IF NOT EXISTS b UInt8 DEFAULT 7;\n-- done;\n')
  write(
    '001-things.sql',
    '-- Things; all of them\nCREATE TABLE IF NOT EXISTS things (a String)\nENGINE = ReplacingMergeTree ORDER BY a;\n',
  )
  write('notes.txt', 'not SQL')
  expect(await migrate(opened.store, folder)).toEqual(['001-things.sql', '002-more.sql'])
  expect(await migrate(opened.store, folder)).toEqual([])
  await opened.store.insert('things', [{ a: 'x' }])
  const Thing = Type.Object({ a: Type.String(), b: Type.Integer() })
  expect(await opened.store.select(Thing, 'SELECT * FROM things')).toEqual([{ a: 'x', b: 7 }])
})

test('a file that fails runs again when it is corrected', async () => {
  write(
    '003-wrong.sql',
    'CREATE TABLE IF NOT EXISTS half (a String) ENGINE = Memory;\nALTER TABLE nothing ADD COLUMN c UInt8;\n',
  )
  await expect(migrate(opened.store, folder)).rejects.toThrow('nothing')
  write('003-wrong.sql', 'CREATE TABLE IF NOT EXISTS half (a String) ENGINE = Memory;\n')
  expect(await migrate(opened.store, folder)).toEqual(['003-wrong.sql'])
})

test('migrations at once follow one another', async () => {
  write('004-filed.sql', 'CREATE TABLE IF NOT EXISTS filed (at String) ENGINE = ReplacingMergeTree ORDER BY at;\n')
  write(
    '005-tried.sql',
    Array.from({ length: 20 }, (_, i) => `ALTER TABLE filed ADD COLUMN IF NOT EXISTS c${i} String DEFAULT at;\n`).join(
      '',
    ),
  )
  write('006-renamed.sql', dropped(20) + 'CREATE TABLE IF NOT EXISTS renamed (at String) ENGINE = Memory;\n')
  const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(opened.store, folder)))
  expect(applied.flat()).toEqual(['004-filed.sql', '005-tried.sql', '006-renamed.sql'])
  expect(await migrate(opened.store, folder)).toEqual([])
  const Column = Type.Object({ name: Type.String() })
  const columns = await opened.store.select(
    Column,
    "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'filed'",
  )
  expect(columns).toEqual([{ name: 'at' }])
})

test('the lock of a killed process is taken when its time is up', async () => {
  const lock = { ...migrationLock, refreshMs: 20, staleMs: 300 }
  const order: string[] = []
  await opened.store.command(
    "CREATE TABLE schema_migration_lock (a UInt8) ENGINE = Memory COMMENT 'of a killed process'",
  )
  await Promise.all(
    ['a', 'b'].map((name) =>
      withStoreLock(opened.store, { lock }, async () => {
        order.push(`${name} begins`)
        await pause(700)
        order.push(`${name} ends`)
      }),
    ),
  )
  const [first, second] = order[0] === 'a begins' ? ['a', 'b'] : ['b', 'a']
  expect(order).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`])
})

const dropped = (count: number): string =>
  Array.from({ length: count }, (_, i) => `ALTER TABLE filed DROP COLUMN IF EXISTS c${i};\n`).join('')
