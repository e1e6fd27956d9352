import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client'
import type { Logger } from '../logger.ts'
import { withinTrace } from '../traces.ts'
import { parseRow, toRow, withTimes } from './row.ts'
import { parquetRows } from './clickhouse-config.ts'
import { clusterSettings } from './clustered-store.ts'
import { isAnotherServer, isOutOfReach, isUnknownDatabase, needsMemory, refusalOf, Unanswered } from './out-of-reach.ts'
import { hangs } from './ping.ts'
import type { OnRefused, Store } from './store.ts'
import { withoutValues } from './without-values.ts'

/** A server's URL and a login. */
export interface Access {
  url: string
  user: string
  password: string
  /** The URL path on which it takes queries; absent: `/`. */
  queryPath?: string | undefined
}

export interface ClickHouseOptions extends Access {
  database: string
  /** The name of the cluster that the server belongs to; absent: it stands alone. */
  cluster?: string | undefined
  /** Makes the server reject every statement that changes data, whatever the user's rights. */
  readonly?: boolean
  /** Its queries take one thread of the server each. */
  isBackground?: boolean
  /** How long a call waits for a server that is out of reach. Default 60 s. */
  retryForMs?: number
  /** Whether a `select` fails within two seconds when the server stops answering; otherwise it waits for up to a minute. */
  failsFast?: boolean
  logger: Logger
  /** Called when the server is out of reach. Resolves to its current access, if that has changed. */
  moved?: () => Promise<Access | undefined>
}

type Row = Record<string, unknown>

const logRefusal =
  (logger: Logger, table: string): OnRefused<object> =>
  (row, reason) => {
    const { id, source } = row as Row
    logger.error({ table, id, source, reason }, 'the store refuses a row for good; it was left out')
  }

/**
 * Rows that the server refuses for good are left out; the others are stored. A refused batch is halved until the row is alone, and so is
 * one that needs more memory than the server gives to a query.
 */
async function insertRows<T extends object>(
  rows: readonly T[],
  insert: (rows: readonly Row[]) => Promise<unknown>,
  onRefused: OnRefused<T>,
): Promise<void> {
  try {
    await insert(rows.map(toRow))
  } catch (error) {
    const reason = refusalOf(error)
    if (reason === undefined && !(needsMemory(error) && rows.length > 1)) throw error
    if (rows.length === 1) return onRefused(rows[0]!, `the store refuses it (${reason})`)
    const half = rows.length >> 1
    await insertRows(rows.slice(0, half), insert, onRefused)
    await insertRows(rows.slice(half), insert, onRefused)
  }
}

/**
 * A ClickHouse server over HTTP. Calls to a server that is out of reach are repeated for up to `retryForMs`. Errors from
 * the server itself are thrown at once. Creates the database if it is missing. Parameters named `…At` are epoch ms.
 */
export function openClickHouse(options: ClickHouseOptions): Store {
  let access: Access = options
  let client = connect(access, options)
  const closing = new AbortController()
  const wait = options.failsFast ? unlessHung : untilAnswered
  async function follow(error: unknown): Promise<void> {
    const now = await options.moved?.()
    if (!now || isSame(now, access)) return
    options.logger.info({ from: access.url, to: now.url, err: error }, 'the store moved')
    const former = client
    access = now
    client = connect(access, options)
    await former.close()
  }

  async function withRetries<T>(call: (client: ClickHouseClient) => Promise<T>): Promise<T> {
    const until = Date.now() + (options.retryForMs ?? 60_000)
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      try {
        return await call(client)
      } catch (error) {
        if (isUnknownDatabase(error) && !options.readonly) {
          await createDatabase(access, options)
          continue
        }
        const again = isOutOfReach(error) || (options.moved !== undefined && isAnotherServer(error))
        if (!again || closing.signal.aborted || Date.now() + pauseMs > until) throw withoutValues(error)
        if (pauseMs === 800)
          options.logger.warn({ err: withoutValues(error), url: access.url }, 'the store is out of reach, trying again')
        await pause(pauseMs, undefined, { signal: closing.signal })
        await follow(error)
      }
    }
  }

  return {
    async insert(table, rows, onRefused = logRefusal(options.logger, table)) {
      if (rows.length === 0) return
      const insert = (values: readonly Row[]) =>
        withRetries((client) => client.insert({ table, values, format: 'JSONEachRow' }))
      await withinTrace(`INSERT ${table}`, { kind: 'client', attributes: insertAttributes(options, table, rows) }, () =>
        insertRows(rows, insert, onRefused),
      )
    },
    async select(row, sql, params = {}) {
      const query = { query: sql, query_params: withTimes(params), format: 'JSONEachRow' as const }
      const rows = await withRetries((client) => wait(access.url, (signal) => ask(client, query, signal)))
      return rows.map((found) => parseRow(row, found))
    },
    parquet: (sql, params = {}) => withRetries((client) => parquetOf(client, sql, params)),
    async command(sql, params = {}) {
      await withRetries((client) => client.command({ query: sql, query_params: withTimes(params) }))
    },
    check: () => ping(client),
    async close() {
      closing.abort()
      await client.close()
    },
  }
}

/** As the semantic conventions for databases name them. */
const insertAttributes = ({ database }: ClickHouseOptions, table: string, { length }: readonly object[]) => ({
  'db.system.name': 'clickhouse',
  'db.namespace': database,
  'db.collection.name': table,
  'db.operation.name': 'INSERT',
  'db.operation.batch.size': length,
})

async function ping(client: ClickHouseClient): Promise<void> {
  const answer = await client.ping({ select: true, abort_signal: AbortSignal.timeout(900) })
  if (!answer.success) throw answer.error
}

async function parquetOf(client: ClickHouseClient, sql: string, params: Row): Promise<Readable> {
  const query = { query: `${sql}\nFORMAT Parquet`, query_params: withTimes(params) }
  const { stream } = await client.exec({ ...query, clickhouse_settings: { wait_end_of_query: 1 } })
  return stream
}

const isSame = (a: Access, b: Access) => a.url === b.url && a.password === b.password

async function ask(
  client: ClickHouseClient,
  query: Parameters<ClickHouseClient['query']>[0] & { format: 'JSONEachRow' },
  signal?: AbortSignal,
): Promise<object[]> {
  const answer = await client.query({ ...query, ...(signal && { abort_signal: signal }) })
  return answer.json<object>()
}

const untilAnswered = <T>(_url: string, call: (signal?: AbortSignal) => Promise<T>): Promise<T> => call()

/** Rejects with `Unanswered` when the server does not answer two pings while the call waits. */
async function unlessHung<T>(url: string, call: (signal?: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController()
  const query = new AbortController()
  const hung = hangs(url, { ...hangTimes, signal: ended.signal }).then((isHung) => {
    if (isHung) query.abort()
    return isHung
  })
  try {
    return await call(query.signal)
  } catch (error) {
    throw query.signal.aborted && (await hung) ? new Unanswered(url) : error
  } finally {
    ended.abort()
  }
}

/** Two, because the first may have met a moment in which our own event loop was busy. */
const hangTimes = { pauseMs: 400, timeoutMs: 650, pings: 2 }

function connect(
  { url, user, password, queryPath }: Access,
  { database, cluster, readonly = false, isBackground = false }: ClickHouseOptions,
): ClickHouseClient {
  return createClient({
    url,
    ...(queryPath !== undefined && { pathname: queryPath }),
    username: user,
    password,
    database,
    // Long enough for a large recount. The socket reports lost connections.
    request_timeout: 60_000,
    max_open_connections: 10,
    // Below the keep-alive limit of every server (10 s here, 3 s in old versions): few requests meet a closing socket.
    keep_alive: { enabled: true, idle_socket_ttl: 2_000, eagerly_destroy_stale_sockets: true },
    // A long list of ids does not fit into a URL.
    use_multipart_params_auto: true,
    clickhouse_settings: {
      ...settings(readonly),
      ...(cluster !== undefined && clusterSettings(readonly)),
      ...(isBackground && { max_threads: 1 }),
    },
    log: { level: ClickHouseLogLevel.OFF },
  })
}

async function createDatabase(access: Access, options: ClickHouseOptions): Promise<void> {
  const client = connect(access, { ...options, database: 'default' })
  try {
    // Explicit, because the embedded server's default engine is an overlay in memory.
    const on = options.cluster === undefined ? '' : ` ON CLUSTER \`${options.cluster}\``
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS \`${options.database}\`${on} ENGINE = Atomic` })
  } finally {
    await client.close()
  }
}

// A user with readonly=1 may pass a setting only with its current value. Keep these equal to the profiles in clickhouse-config.ts.
function settings(readonly: boolean): ClickHouseSettings {
  if (readonly)
    return {
      readonly: '1',
      output_format_json_quote_64bit_integers: 0,
      output_format_parquet_row_group_size: parquetRows,
    }
  // No async_insert: it buffers rows for other writers too, and our batches are large enough without.
  // max_partitions 0 = no limit: one insert may contain mentions from 2000 until now, in one partition per month.
  return { output_format_json_quote_64bit_integers: 0, async_insert: 0, max_partitions_per_insert_block: '0' }
}
