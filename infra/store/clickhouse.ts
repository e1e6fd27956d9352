import { setTimeout as pause } from 'node:timers/promises'
import { ClickHouseLogLevel, createClient, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client'
import type { Logger } from '../logger.ts'
import { parseRow, toRow, withTimes } from './row.ts'
import { isElsewhere, isOutOfReach, isUnknownDatabase } from './out-of-reach.ts'
import type { Store } from './store.ts'

/** Where a server answers, and as whom. */
export interface Access {
  url: string
  user: string
  password: string
}

export interface ClickHouseOptions extends Access {
  database: string
  /** Refuse every statement that changes something, whatever the user may do. */
  readonly?: boolean
  /** How long a call waits for a server that is out of reach; 60 s. */
  patienceMs?: number
  logger: Logger
  /** Asked when the server is out of reach: where it is now, when it moved. */
  moved?: () => Promise<Access | undefined>
}

/**
 * A ClickHouse server by HTTP. A server out of reach is asked again until `patienceMs` is over; what the server itself
 * refuses is thrown at once. The database is made when it is missing. Parameters named `…At` are times in epoch ms.
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

  async function patiently<T>(call: (client: ClickHouseClient) => Promise<T>): Promise<T> {
    const until = Date.now() + (options.patienceMs ?? 60_000)
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      try {
        return await call(client)
      } catch (error) {
        if (isUnknownDatabase(error) && !options.readonly) {
          await createDatabase(access, options)
          continue
        }
        const again = isOutOfReach(error) || (options.moved !== undefined && isElsewhere(error))
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
      await patiently((client) => client.insert({ table, values, format: 'JSONEachRow' }))
    },
    async select(row, sql, params = {}) {
      const query = { query: sql, query_params: withTimes(params), format: 'JSONEachRow' as const }
      const rows = await patiently(async (client) => (await client.query(query)).json<object>())
      return rows.map((found) => parseRow(row, found))
    },
    async command(sql, params = {}) {
      await patiently((client) => client.command({ query: sql, query_params: withTimes(params) }))
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
    // Long enough for a big recount; a lost connection is noticed by the socket, not by this.
    request_timeout: 60_000,
    max_open_connections: 10,
    // Below every server's own limit (10 s here, 3 s in old ones), so that a request seldom meets a socket being closed.
    keep_alive: { enabled: true, idle_socket_ttl: 2_000, eagerly_destroy_stale_sockets: true },
    // A long list of ids does not fit a URL.
    use_multipart_params_auto: true,
    clickhouse_settings: settings(readonly ?? false),
    log: { level: ClickHouseLogLevel.OFF },
  })
}

async function createDatabase(access: Access, options: ClickHouseOptions): Promise<void> {
  const client = connect(access, { ...options, database: 'default' })
  try {
    // Said outright: the default of the embedded server is an overlay in memory.
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS \`${options.database}\` ENGINE = Atomic` })
  } finally {
    await client.close()
  }
}

// A user with readonly=1 may name a setting only with the value it already has: keep these equal to the embedded profiles.
function settings(readonly: boolean): ClickHouseSettings {
  if (readonly) return { readonly: '1', output_format_json_quote_64bit_integers: 0 }
  // async_insert acknowledges through a buffer shared with other writers: our batches are big enough without.
  // Mentions may reach from 2000 to now: more months, and so partitions, than ClickHouse expects in one insert.
  return { output_format_json_quote_64bit_integers: 0, async_insert: 0, max_partitions_per_insert_block: '0' }
}
