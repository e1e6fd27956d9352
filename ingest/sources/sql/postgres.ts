import { cursorName, login, missingDriver, type Database, type Server, type Wanted } from './database.ts'
import { withoutCursor } from './rows.ts'

const timeoutMs = 60_000
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** PostgreSQL, by the optional package `pg`. */
export async function postgres(server: Server): Promise<Database> {
  const { Client } = await import('pg').then(
    (driver) => driver.default,
    () => missingDriver('pg'),
  )
  const client = new Client({
    ...login(server),
    host: server.address,
    port: Number(server.url.port),
    ssl: server.isPlain ? false : { servername: server.url.hostname },
    connectionTimeoutMillis: timeoutMs / 4,
    query_timeout: timeoutMs,
    application_name: 'groundswell',
  })
  client.on('error', () => {})
  await client.connect()
  return {
    async select({ query, column, from, limit }: Wanted) {
      const cursor = `q.${quoted(column)}`
      const { rows } = await client.query<Record<string, unknown>>(
        `SELECT q.*, ${cursor}::text AS ${cursorName} FROM (${query}) AS q WHERE ${from === undefined ? `${cursor} IS NOT NULL` : `${cursor} >= $1`} ORDER BY ${cursor} LIMIT ${limit}`,
        from === undefined ? [] : [from],
      )
      return rows.map(withoutCursor)
    },
    close: () => client.end(),
  }
}
