import { seesAll } from '../../../alerts/alert/visibility.ts'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, expect, inject, test } from 'vitest'
import { activeAlerts, historyOf } from '../../../alerts/alert/alert-table.ts'
import { dueDeliveries } from '../../../alerts/notify/delivery-table.ts'
import { migrate } from '../../../infra/store/migrate.ts'
import { openStore } from '../../../infra/store/open-store.ts'
import type { Store } from '../../../infra/store/store.ts'
import { loadCursor } from '../../../ingest/cursor-table.ts'
import { sourceHealth } from '../../../ingest/source-table.ts'
import { alertNow, changeNow } from '../../alerts/make.ts'

const schema = fileURLToPath(new URL('../../../infra/store/schema', import.meta.url))
const files = readdirSync(schema)
  .filter((name) => name.endsWith('.sql'))
  .toSorted()
const folder = mkdtempSync(join(tmpdir(), 'groundswell-versions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = Date.UTC(2026, 10, 20, 9)
const alert = alertNow({ id: 'alert', updatedAt: at })
const change = changeNow({ alert })
const { openedAt, updatedAt, status, topic, departments } = alert

/** Rows as every version stores them; the columns that a later version adds have defaults. */
const rows: Record<string, object[]> = {
  mentions: ['a', 'b', 'c'].map((id) => ({
    id,
    text: `text of ${id}`,
    source: 'shop',
    createdAt: at,
    topicTree: ['delivery'],
    version: 1,
  })),
  series_counts: [{ subjectKind: 'topic', subject: 'delivery', bucketAt: at, mentions: 3, live: 3, countedAt: at }],
  sources: [{ source: 'shop', kind: 'webhook', state: 'live', lastHeardAt: at, updatedAt: at }],
  cursors: [{ source: 'shop', cursor: 'page 7', savedAt: at }],
  alerts: [{ id: 'alert', openedAt, updatedAt, status, topic, departments, revision: 1, body: JSON.stringify(alert) }],
  alert_changes: [{ alertId: 'alert', changeNumber: 1, change: 'opened', madeAt: at, body: JSON.stringify(change) }],
  deliveries: [
    { alertId: 'alert', changeNumber: 1, receiver: 'team', state: 'due', dueAt: at, change: JSON.stringify(change) },
  ],
  // The store removes backtests after 90 days, and sessions that are over.
  backtests: [{ id: 'b', requestedAt: Date.UTC(2100, 0, 1), state: 'done', version: 1 }],
  sessions: [{ hash: 'h', session: 's', person: 'petra', expiresAt: Date.UTC(2100, 0, 1), version: 1 }],
}

/** What a later version computes anew. */
const recomputed = new Set(['detector_states', 'term_states', 'schema_migrations', 'bucket_counts'])

const Table = Type.Object({ name: Type.String(), key: Type.String() })
const Count = Type.Object({ n: Type.Integer() })

async function countOf(store: Store, table: string): Promise<number> {
  const [row] = await store.select(Count, `SELECT count() AS n FROM ${table} SETTINGS final = 1`)
  return row!.n
}

/** A row in every table of the version. */
async function fill(store: Store): Promise<Map<string, number>> {
  const tables = await store.select(
    Table,
    "SELECT name, sorting_key AS key FROM system.tables WHERE database = currentDatabase() AND name != 'schema_migrations' AND engine != 'View'",
  )
  const counts = new Map<string, number>()
  for (const { name } of tables) {
    await store.insert(name, rows[name] ?? [{ version: 1, revision: 1, savedAt: at }])
    counts.set(name, await countOf(store, name))
    expect([name, counts.get(name)]).not.toEqual([name, 0])
  }
  return counts
}

test.each(files.slice(0, -1))('data of the version that ended with %s is read by this one', async (last) => {
  const version = join(folder, last)
  for (const file of files.filter((name) => name <= last)) cpSync(join(schema, file), join(version, file))
  const database = `groundswell_${randomUUID().replaceAll('-', '')}`
  const store = `${inject('stores')[0]}/${database}`
  const opened = await openStore({ store, data: folder, role: 'start', logger: pino({ level: 'silent' }) })
  try {
    await migrate(opened.store, version)
    const before = await fill(opened.store)
    expect(await migrate(opened.store)).toEqual(files.filter((name) => name > last))
    expect(await migrate(opened.store)).toEqual([])
    for (const [table, count] of before)
      if (!recomputed.has(table)) expect([table, await countOf(opened.store, table)]).toEqual([table, count])
    await readBack(opened.store, before)
  } finally {
    await opened.store.command(`DROP DATABASE ${database} SYNC`)
    await opened.close()
  }
})

async function readBack(store: Store, tables: ReadonlyMap<string, number>): Promise<void> {
  const Text = Type.Object({ id: Type.String(), text: Type.String(), hazards: Type.Array(Type.String()) })
  const texts = await store.select(Text, 'SELECT id, text, hazards FROM mentions FINAL ORDER BY id')
  expect(texts).toEqual(['a', 'b', 'c'].map((id) => ({ id, text: `text of ${id}`, hazards: [] })))
  if (tables.has('series_counts')) expect(await countOf(store, 'bucket_counts')).toBe(tables.get('bucket_counts') ?? 1)
  if (tables.has('sources')) {
    expect((await sourceHealth(store)).map(({ source, kind }) => [source, kind])).toEqual([['shop', 'webhook']])
    expect(await loadCursor(store, 'shop')).toBe('page 7')
  }
  if (tables.has('alerts')) {
    expect(await activeAlerts(store, 0, seesAll)).toEqual([alert])
    expect(await historyOf(store, 'alert')).toEqual([change])
    expect((await dueDeliveries(store)).map(({ receiver }) => receiver)).toEqual(['team'])
  }
}
