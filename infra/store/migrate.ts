import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import { migrationLock, withStoreLock } from './store-lock.ts'
import type { Store } from './store.ts'

const schemaFolder = fileURLToPath(new URL('./schema', import.meta.url))

/**
 * Runs the files `NNN-name.sql` that are not yet in `schema_migrations`, in order, and returns their names. Every statement
 * is idempotent: an interrupted run can be repeated. Runs of several processes follow one another: a statement that runs
 * again after a later file has renamed its columns would fail.
 */
export async function migrate(store: Store, folder = schemaFolder): Promise<string[]> {
  await store.command(`CREATE TABLE IF NOT EXISTS schema_migrations (name String, applied_at DateTime64(3, 'UTC'))
    ENGINE = ReplacingMergeTree ORDER BY name`)
  if ((await filesToRun(store, folder)).length === 0) return []
  return withStoreLock(store, { lock: migrationLock }, async (signal) => {
    const files = await filesToRun(store, folder)
    for (const name of files) {
      for (const statement of statements(readFileSync(`${folder}/${name}`, 'utf8'))) {
        signal.throwIfAborted()
        await store.command(statement)
      }
      await store.insert('schema_migrations', [{ name, appliedAt: Date.now() }])
    }
    return files
  })
}

async function filesToRun(store: Store, folder: string): Promise<string[]> {
  const done = await store.select(Type.Object({ name: Type.String() }), 'SELECT DISTINCT name FROM schema_migrations')
  const applied = new Set(done.map((row) => row.name))
  return readdirSync(folder)
    .filter((name) => /^\d{3}-.*\.sql$/.test(name) && !applied.has(name))
    .toSorted()
}

/** A statement ends with `;` at the end of a line. Comments alone are not a statement. */
function statements(sql: string): string[] {
  return sql
    .split(/;[ \t]*$/m)
    .map((text) => text.trim())
    .filter((text) => text.replace(/--.*$/gm, '').trim() !== '')
}
