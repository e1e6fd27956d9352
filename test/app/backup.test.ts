import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, expect, inject, test } from 'vitest'
import { backup, removeInterrupted, storeBackups } from '../../app/backup.ts'
import { readConfig } from '../../app/config.ts'
import { openLog } from '../../app/open-log.ts'
import { restore } from '../../app/restore.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openStore } from '../../infra/store/open-store.ts'
import { numbered, numberedTopic } from '../fixtures/numbered.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-server-backup-'))
const logger = pino({ level: 'silent' })
const databases: string[] = []
const url = () => {
  const database = `groundswell_${randomUUID().replaceAll('-', '')}`
  databases.push(database)
  return `${inject('stores')[0]}/${database}`
}

afterAll(async () => {
  const opened = await openStore({ store: url(), data: folder, role: 'start', logger })
  for (const database of databases) await opened.store.command(`DROP DATABASE IF EXISTS ${database} SYNC`)
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const Text = Type.Object({ text: Type.String() })

test('what an interrupted backup left is removed, and one at work is not', () => {
  const data = join(folder, 'interrupted')
  const [left, working] = ['groundswell-a', 'groundswell-b'].map((name) => join(storeBackups(data), name))
  for (const each of [left!, working!]) mkdirSync(each, { recursive: true })
  utimesSync(left!, new Date(0), new Date(0))
  removeInterrupted(data)
  expect(readdirSync(storeBackups(data))).toEqual(['groundswell-b'])
})

test('a store by URL is copied where its server keeps backups, and restored into another database', async () => {
  const [from, into] = [url(), url()]
  const data = join(folder, 'data')
  mkdirSync(join(data, 'rejects'), { recursive: true })
  writeFileSync(join(data, 'author-secret'), 'secret')
  writeFileSync(join(data, 'rejects', 'shop.jsonl'), '{}\n')
  const links = { broken: 'nowhere', models: folder, near: 'author-secret' }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(data, name))
  const defaults = readConfig(undefined, {})
  const source = await openStore({ store: from, data, role: 'start', logger })
  await migrate(source.store)
  await source.store.insert('mentions', [{ id: 'a', text: 'kept', createdAt: Date.now(), version: 1 }])
  await source.store.insert('cursors', [{ source: 'shop', cursor: 'page 7', savedAt: Date.now() }])
  const topic = numberedTopic('numbers', 2)
  const log = await openLog({ log: 'embedded', data, logger })
  await log.publish(topic, numbered({ count: 10 }))
  const to = join(folder, 'backup')
  const manifest = await backup({ config: { ...defaults, data, store: from }, store: source.store, logger }, to)
  await source.store.insert('mentions', [{ id: 'b', text: 'later', createdAt: Date.now(), version: 1 }])
  await log.publish(topic, numbered({ from: 10, count: 10 }))
  await log.close()
  await source.close()
  expect(manifest.store.place).toBe('server')
  expect(manifest.files.map(({ path }) => path)).toEqual([
    'data/author-secret',
    'data/rejects/shop.jsonl',
    'log.sqlite',
  ])

  const fresh = join(folder, 'fresh')
  const config = { ...defaults, data: fresh, store: into }
  const open = () => openStore({ store: into, data: fresh, role: 'start', logger })
  await restore(to, { config, open })
  expect(readFileSync(join(fresh, 'author-secret'), 'utf8')).toBe('secret')
  expect(readdirSync(fresh).toSorted()).toEqual(['author-secret', 'broken', 'log.sqlite', 'models', 'near', 'rejects'])
  expect(Object.keys(links).map((name) => readlinkSync(join(fresh, name)))).toEqual(Object.values(links))
  const restored = await open()
  expect(await migrate(restored.store)).toEqual([])
  expect(await restored.store.select(Text, 'SELECT text FROM mentions FINAL')).toEqual([{ text: 'kept' }])
  expect(await restored.store.select(Text, 'SELECT cursor AS text FROM cursors FINAL')).toEqual([{ text: 'page 7' }])
  await restored.close()
  const again = await openLog({ log: 'embedded', data: fresh, logger })
  expect(await again.lag(topic, 'g')).toBe(10)
  await again.close()

  const other = join(folder, 'other')
  const full = restore(to, { config: { ...config, data: other }, open })
  await expect(full).rejects.toThrow('is not empty: name another one in `store`')
  expect(existsSync(other)).toBe(false)
  const embedded = restore(to, { config: { ...defaults, data: join(folder, 'third') }, open })
  await expect(embedded).rejects.toThrow('the backup is of a ClickHouse server: set `store` to the URL')
})
