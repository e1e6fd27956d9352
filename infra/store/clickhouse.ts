import { setTimeout as pause } from 'node:timers/promises'
import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client'
import type { Logger } from '../logger.ts'
import { parseRow, toRow, withTimes } from './row.ts'
import { isAnotherServer, isOutOfReach, isUnknownDatabase } from './out-of-reach.ts'
import type { Store } from './store.ts'

/** A server's URL and a login. */
export interface Access {
  url: string
  user: string
  password: string
}

export interface ClickHouseOptions extends Access {
  database: string
  /** Makes the server reject every statement that changes data, whatever the user's rights. */
  readonly?: boolean
  /** How long a call waits for a server that is out of reach. Default 60 s. */
  retryForMs?: number
  logger: Logger
  /** Called when the server is out of reach. Resolves to its current access, if that has changed. */
  moved?: () => Promise<Access | undefined>
}

/**
 * A ClickHouse server over HTTP. Calls to a server that is out of reach are repeated for up to `retryForMs`. Errors from
 * the server itself are thrown at once. Creates the database if it is missing. Parameters named `…At` are epoch ms.
 */
export function openClickHouse(options: ClickHouseOptions): Store {
  let access: Access = { url: options.url, user: options.user, password: options.password }
  let client = connect(access, options)
  const closing = new AbortController()

  async function follow(error: unknown): Promise<void> {
    const now = await options.moved?.()
    if (!now || (now.url === access.url && now.password === access.password)) return
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
        if (!again || closing.signal.aborted || Date.now() + pauseMs > until) throw error
        if (pauseMs === 800)
          options.logger.warn({ err: error, url: access.url }, 'the store is out of reach, trying again')
        await pause(pauseMs, undefined, { signal: closing.signal })
        await follow(error)
      }
    }
  }

  return {
    async insert(table, rows) {
      if (rows.length === 0) return
      const values = rows.map(toRow)
      await withRetries((client) => client.insert({ table, values, format: 'JSONEachRow' }))
    },
    async select(row, sql, params = {}) {
      const query = { query: sql, query_params: withTimes(params), format: 'JSONEachRow' as const }
      const rows = await withRetries(async (client) => (await client.query(query)).json<object>())
      return rows.map((found) => parseRow(row, found))
    },
    async command(sql, params = {}) {
      await withRetries((client) => client.command({ query: sql, query_params: withTimes(params) }))
    },
    async check() {
      const answer = await client.ping({ select: true, abort_signal: AbortSignal.timeout(900) })
      if (!answer.success) throw answer.error
    },
    async close() {
      closing.abort()
      await client.close()
    },
  }
}

function connect({ url, user, password }: Access, { database, readonly }: ClickHouseOptions): ClickHouseClient {
  return createClient({
    url,
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
    clickhouse_settings: settings(readonly ?? false),
    log: { level: ClickHouseLogLevel.OFF },
  })
}

async function createDatabase(access: Access, options: ClickHouseOptions): Promise<void> {
  const client = connect(access, { ...options, database: 'default' })
  try {
    // Explicit, because the embedded server's default engine is an overlay in memory.
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS \`${options.database}\` ENGINE = Atomic` })
  } finally {
    await client.close()
  }
}

// A user with readonly=1 may pass a setting only with its current value. Keep these equal to the profiles in clickhouse-config.ts.
function settings(readonly: boolean): ClickHouseSettings {
  if (readonly) return { readonly: '1', output_format_json_quote_64bit_integers: 0 }
  // No async_insert: it buffers rows for other writers too, and our batches are large enough without.
  // max_partitions 0 = no limit: one insert may contain mentions from 2000 until now, in one partition per month.
  return { output_format_json_quote_64bit_integers: 0, async_insert: 0, max_partitions_per_insert_block: '0' }
}
