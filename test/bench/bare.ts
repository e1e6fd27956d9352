import { createRequire } from 'node:module'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Access } from '../../infra/store/clickhouse.ts'
import { toRow } from '../../infra/store/row.ts'
import { throughput, type StageResult } from './measure.ts'

const require = createRequire(import.meta.url)

/** What our layers are built on, doing the same work in the same run: the difference is what they cost. */

/** node:sqlite alone: JSON into one table, in transactions of `batchSize` with the settings of the log (WAL, synchronous = FULL), then all of it read in order. */
export async function bareLog(
  folder: string,
  events: readonly object[],
  { batches, batchSize }: { batches: number; batchSize: number },
): Promise<{ published: StageResult; consumed: StageResult }> {
  const db = new DatabaseSync(join(folder, 'bare.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, value TEXT NOT NULL)')
  const insert = db.prepare('INSERT INTO events (value) VALUES (?)')
  const published = await throughput('log: bare node:sqlite, inserts', batches, (i) => {
    db.exec('BEGIN')
    for (let n = 0; n < batchSize; n++) insert.run(JSON.stringify(events[(i * batchSize + n) % events.length]))
    db.exec('COMMIT')
    return Promise.resolve(batchSize)
  })
  const startedAt = performance.now()
  let n = 0
  for (const row of db.prepare('SELECT value FROM events ORDER BY position').iterate()) {
    JSON.parse((row as { value: string }).value)
    n++
  }
  const seconds = (performance.now() - startedAt) / 1000
  db.close()
  const consumed = { name: 'log: bare node:sqlite, reads', unit: 'mentions', n, seconds, perSecond: n / seconds }
  return { published, consumed }
}

interface Client {
  command(query: { query: string }): Promise<unknown>
  insert(values: { table: string; values: readonly object[]; format: string }): Promise<unknown>
  close(): Promise<void>
}

/** @clickhouse/client alone: the same rows into a table like `mentions` of the same server, batch after batch. */
export async function bareInserts(
  { url, user, password, queryPath }: Access,
  batches: readonly (readonly object[])[],
): Promise<StageResult> {
  const { createClient } = require('@clickhouse/client') as { createClient(options: object): Client }
  const client = createClient({ url, username: user, password, pathname: queryPath, database: 'groundswell' })
  try {
    await client.command({ query: 'CREATE TABLE bare_mentions AS mentions' })
    return await throughput('store: bare @clickhouse/client, inserts', batches.length, async (i) => {
      const values = batches[i]!.map(toRow)
      await client.insert({ table: 'bare_mentions', values, format: 'JSONEachRow' })
      return values.length
    })
  } finally {
    await client.close()
  }
}
