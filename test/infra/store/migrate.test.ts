import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../../infra/store/migrate.ts'
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

test('two migrations at once do no harm', async () => {
  write('004-both.sql', 'CREATE TABLE IF NOT EXISTS both (a String) ENGINE = Memory;\n')
  await Promise.all([migrate(opened.store, folder), migrate(opened.store, folder)])
  expect(await migrate(opened.store, folder)).toEqual([])
})
