import type { SourceDeps } from '../../mention/source-definition.ts'
import { cursorName, login, type Database, type Server, type Wanted } from './database.ts'
import { withoutCursor } from './rows.ts'

const maxBytes = 100 * 1024 * 1024
const quoted = (name: string) => `\`${name.replaceAll('`', '\\`')}\``

/** ClickHouse, by its HTTP interface. */
export async function clickhouse(server: Server, { http }: Pick<SourceDeps, 'http'>): Promise<Database> {
  const { user, password, database } = login(server)
  const origin = `${server.isPlain ? 'http' : 'https'}://${server.url.host}`
  return {
    async select({ query, column, from, limit }: Wanted) {
      const cursor = `q.${quoted(column)}`
      const url = new URL(origin)
      const settings = {
        database,
        output_format_json_quote_64bit_integers: '0',
        readonly: '2',
        ...(from !== undefined && { param_from: from }),
      }
      for (const [name, value] of Object.entries(settings)) if (value !== '') url.searchParams.set(name, value)
      // A time as text is read as the type that the column has.
      const least =
        from === undefined
          ? `isNotNull(${cursor})`
          : `toString(${cursor}) = {from: String} OR ${cursor} > {from: String}`
      const { status, body } = await http.request({
        url: url.href,
        method: 'POST',
        headers: { 'x-clickhouse-user': user || 'default', 'x-clickhouse-key': password },
        body: `SELECT q.*, toString(${cursor}) AS ${cursorName} FROM (${query}) AS q WHERE ${least} ORDER BY ${cursor} LIMIT ${limit} FORMAT JSONEachRow`,
        maxBytes,
      })
      if (status !== 200) throw new Error(body.toString().slice(0, 300).trim())
      const lines = body
        .toString()
        .split('\n')
        .filter((line) => line !== '')
      return lines.map((line) => withoutCursor(JSON.parse(line) as Record<string, unknown>))
    },
    close: async () => {},
  }
}
