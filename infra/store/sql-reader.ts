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

/** @param access the current access of a login that may only read the views; it changes when the server is started again */
export function openSqlReader(access: () => Access & { database: string }): SqlReader {
  let open: { to: Access; client: ClickHouseClient } | undefined
  const client = async (): Promise<ClickHouseClient> => {
    const to = access()
    if (open && (open.to.url !== to.url || open.to.password !== to.password)) await open.client.close()
    else if (open) return open.client
    open = { to, client: connect(to) }
    return open.client
  }
  return {
    async run(query, format, signal) {
      try {
        const { stream } = await (
          await client()
        ).exec({ query: `${query.replace(/[;\s]+$/, '')}\nFORMAT ${formats[format]}`, abort_signal: signal })
        return stream
      } catch (error) {
        throw faultOf(error)
      }
    },
    close: async () => open?.client.close(),
  }
}

const connect = ({ url, user, password, queryPath, database }: Access & { database?: string }) =>
  createClient({
    url,
    ...(queryPath !== undefined && { pathname: queryPath }),
    username: user,
    password,
    database: database ?? 'groundswell',
    request_timeout: 60_000,
    keep_alive: { enabled: true, idle_socket_ttl: 2_000, eagerly_destroy_stale_sockets: true },
    // A user with readonly=1 may pass a setting with its current value. For a server by URL they are limits, whatever its login says.
    clickhouse_settings: { ...sqlLimits, wait_end_of_query: 1 },
    log: { level: ClickHouseLogLevel.OFF },
  })

const longest = 600

function faultOf(error: unknown): unknown {
  if (!(error instanceof ClickHouseError) || isOutOfReach(error) || isDamagedPart(error)) return error
  const { type, message } = error
  if (type === 'AUTHENTICATION_FAILED') return error
  if (type === 'TOO_MANY_SIMULTANEOUS_QUERIES') return new SqlFault('busy', 'too many queries run at the same time')
  const [, line, column] = /\(line (\d+), col (\d+)\)/.exec(message) ?? []
  const position = line === undefined ? undefined : { line: Number(line), column: Number(column) }
  const text = message.length > longest ? `${message.slice(0, longest)}…` : message
  return new SqlFault(type === 'ACCESS_DENIED' || type === 'READONLY' ? 'refused' : 'wrong', text, position)
}
