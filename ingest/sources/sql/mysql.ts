import { cursorName, login, missingDriver, type Database, type Server, type Wanted } from './database.ts'
import { withoutCursor } from './rows.ts'

const timeoutMs = 15_000
const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``

/** MySQL and MariaDB, by the optional package `mysql2`. */
export async function mysql(server: Server): Promise<Database> {
  const { createConnection } = await import('mysql2/promise').catch(() => missingDriver('mysql2'))
  const connection = await createConnection({
    ...login(server),
    host: server.address,
    port: Number(server.url.port),
    ...(!server.isPlain && { ssl: { servername: server.url.hostname } as object }),
    connectTimeout: timeoutMs,
    timezone: 'Z',
    supportBigNumbers: true,
  })
  connection.on('error', () => {})
  // MySQL converts columns of type TIMESTAMP to the zone of the session, by default that of the server.
  await connection.query("SET time_zone = '+00:00'")
  return {
    async select({ query, column, from, limit }: Wanted) {
      const cursor = `q.${quoted(column)}`
      const [rows] = await connection.query(
        `SELECT q.*, CAST(${cursor} AS CHAR) AS ${cursorName} FROM (${query}) AS q WHERE ${from === undefined ? `${cursor} IS NOT NULL` : `${cursor} >= ?`} ORDER BY ${cursor} LIMIT ${limit}`,
        from === undefined ? [] : [from],
      )
      return (rows as Record<string, unknown>[]).map(withoutCursor)
    },
    close: () => connection.end(),
  }
}
