import type { Readable } from 'node:stream'
import { ClickHouseError, ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client'
import type { Access } from './clickhouse.ts'
import { isDamagedPart } from './damaged-parts.ts'
import { isOutOfReach } from './out-of-reach.ts'
import { sqlLimits } from './sql-limits.ts'

/** ClickHouse's formats by the names of the API. */
const formats = { json: 'JSON', csv: 'CSVWithNames', jsonl: 'JSONEachRow', parquet: 'Parquet' } as const
export type SqlFormat = keyof typeof formats
export const sqlFormats = Object.keys(formats) as SqlFormat[]

/** Runs queries that people and programs write. */
export interface SqlReader {
  /**
   * Resolves to the whole result once the query has ended; the server keeps it, on disk if it is large. An abort ends the query.
   * @throws SqlFault for what the query is to blame for
   */
  run(query: string, format: SqlFormat, signal: AbortSignal): Promise<Readable>
  close(): Promise<void>
}

/** What a query is to blame for. */
export class SqlFault extends Error {
  readonly kind: 'wrong' | 'refused' | 'busy'
  /** Where in the query, from 1; undefined where the server does not say. */
  readonly position: { line: number; column: number } | undefined
  constructor(kind: SqlFault['kind'], message: string, position?: SqlFault['position']) {
    super(message)
    this.name = 'SqlFault'
    this.kind = kind
    this.position = position
  }
}

interface DatabaseAccess extends Access {
  database: string
}

/** @param access the current access of a login that may only read the views; it changes when the server is started again */
export function openSqlReader(access: () => DatabaseAccess): SqlReader {
  let open: { to: DatabaseAccess; client: ClickHouseClient } | undefined
  const client = async (): Promise<ClickHouseClient> => {
    const to = access()
    if (open && open.to.url === to.url && open.to.password === to.password) return open.client
    await open?.client.close()
    open = { to, client: connect(to) }
    return open.client
  }
  return {
    async run(query, format, signal) {
      const bare = query.replace(/[;\s]+$/, '')
      try {
        refuseOutside(await parsed(await client(), bare, signal))
        const statement = `${bare}\nFORMAT ${formats[format]}`
        const { stream } = await (await client()).exec({ query: statement, abort_signal: signal })
        return stream
      } catch (error) {
        throw faultOf(error)
      }
    },
    close: async () => open?.client.close(),
  }
}

const connect = ({ url, user, password, queryPath, database }: DatabaseAccess): ClickHouseClient =>
  createClient({
    url,
    ...(queryPath !== undefined && { pathname: queryPath }),
    username: user,
    password,
    database,
    request_timeout: 60_000,
    // A long query does not fit into a URL.
    use_multipart_params_auto: true,
    keep_alive: { enabled: true, idle_socket_ttl: 2_000, eagerly_destroy_stale_sockets: true },
    // A user with readonly=1 may pass a setting with its current value. For a server by URL they are limits, whatever its login says.
    clickhouse_settings: { ...sqlLimits, wait_end_of_query: 1 },
    log: { level: ClickHouseLogLevel.OFF },
  })

/** The query as ClickHouse has parsed it: without comments, and names without quotation marks where they need none. */
async function parsed(client: ClickHouseClient, query: string, abort_signal: AbortSignal): Promise<string> {
  const answer = await client.query({
    query: 'SELECT formatQuerySingleLine({query: String}) AS text',
    query_params: { query },
    format: 'JSONEachRow',
    abort_signal,
  })
  const [row] = await answer.json<{ text: string }>()
  return row!.text
}

/** Functions that reach beyond the tables: files (which the embedded server reads wherever they are), models, services, the log, time. */
const outside = /^(file|catboostEvaluate|ai[A-Z]\w*|sleep|sleepEachRow|logTrace)$/
const tokens = /'(?:[^'\\]|\\.|'')*'|`(?:[^`\\]|\\.|``)*`|"(?:[^"\\]|\\.|"")*"|\w+/gs

/** No right is needed for a function, so their names are refused. @throws SqlFault */
function refuseOutside(query: string): void {
  if (!/^\(*(SELECT|WITH)\b/.test(query)) throw new SqlFault('refused', 'only a SELECT may be run')
  for (const [token] of query.matchAll(tokens)) {
    const name = /^[`"]/.test(token) ? token.slice(1, -1) : token
    if (outside.test(name)) throw new SqlFault('refused', `${name} may not be used, also not as a name`)
  }
}

const longest = 600

function faultOf(error: unknown): unknown {
  if (!(error instanceof ClickHouseError) || isOutOfReach(error)) return error
  const { type, message } = error
  if (isDamagedPart(error) || type === 'AUTHENTICATION_FAILED') return error
  if (type === 'TOO_MANY_SIMULTANEOUS_QUERIES') return new SqlFault('busy', 'too many queries run at the same time')
  const [, line, column] = /\(line (\d+), col (\d+)\)/.exec(message) ?? []
  const position = line === undefined ? undefined : { line: Number(line), column: Number(column) }
  const text = message.length > longest ? `${message.slice(0, longest)}…` : message
  return new SqlFault(type === 'ACCESS_DENIED' || type === 'READONLY' ? 'refused' : 'wrong', text, position)
}
