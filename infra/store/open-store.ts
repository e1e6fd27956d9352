import type { Logger } from '../logger.ts'
import { openClickHouse, type Access } from './clickhouse.ts'
import { clusteredStore } from './clustered-store.ts'
import { mendedStores } from './mended-store.ts'
import { inTurn } from './in-turn.ts'
import { joinStore } from './join-store.ts'
import { openSqlReader, type SqlReader } from './sql-reader.ts'
import type { Store } from './store.ts'
import { watchParts } from './watch-parts.ts'

export interface OpenStoreOptions {
  /** `http://user:password@host:port[/database]` of a ClickHouse server. When absent: the embedded server in the data folder. */
  store?: string | undefined
  /** The name of the cluster that this server belongs to, in its `remote_servers`. Absent: the server stands alone. */
  cluster?: string | undefined
  /** The same server with a login that may only read the views, for queries that people write. Absent: there is none, or the embedded one. */
  sqlStore?: string | undefined
  data: string
  /** At most one process with role `start` uses a data folder. A `command` joins the process that runs the server, or starts it. */
  role: 'start' | 'command'
  /** Its queries take one thread of the server each: for long work that nobody waits for. */
  isBackground?: boolean
  logger: Logger
}

export interface OpenStore {
  store: Store
  /** Read-only. */
  reader: Store
  /** For queries that people write; undefined for a server by URL without such a login. */
  sql: SqlReader | undefined
  /** Without user and password. */
  url: string
  state(): 'ready' | 'restarting'
  /** Whether the embedded server is a child of this process. */
  readonly owned: boolean
  close(): Promise<void>
}

const defaultDatabase = 'groundswell'

/** Somebody waits for what the reader reads: a person or a program that calls the API. */
const patience = { readonly: true, failsFast: true, retryForMs: 1_200 }

/**
 * Opens the store at the URL, or the embedded one: joins it when another process runs it on this data folder, otherwise
 * starts it. A `start` waits up to a minute for a command that uses the folder, and rejects when another `start` uses it.
 */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  return options.store === undefined ? embedded(options) : byUrl(options.store, options)
}

async function embedded(options: OpenStoreOptions): Promise<OpenStore> {
  const joined = await joinStore(options)
  const { logger, isBackground = false } = options
  const open = (as: 'owner' | 'reader') => {
    const moved = async () => (await joined.moved())[as]
    return openClickHouse({
      ...joined.access()[as],
      database: defaultDatabase,
      ...(as === 'reader' ? patience : { isBackground }),
      logger,
      moved,
    })
  }
  const owner = open('owner')
  const mended = mendedStores(owner, logger)
  const store = mended.of(owner)
  const reader = inTurn(mended.of(open('reader')))
  const sql = openSqlReader(() => ({ ...joined.access().sql, database: defaultDatabase }))
  const stopWatching = options.role === 'start' ? watchParts(owner, { mend: mended.mend, logger }) : async () => {}
  return {
    store,
    reader,
    sql,
    get url() {
      return joined.access().owner.url
    },
    state: joined.state,
    get owned() {
      return joined.owned()
    },
    async close() {
      await stopWatching()
      await Promise.all([store.close(), reader.close(), sql.close()])
      await joined.leave()
    },
  }
}

function byUrl(text: string, { sqlStore, cluster, logger, isBackground = false }: OpenStoreOptions): OpenStore {
  const access = toAccess(text)
  const owner = openClickHouse({ ...access, cluster, isBackground, logger })
  const of = cluster === undefined ? mendedStores(owner, logger).of : ofCluster(cluster, access)
  const store = of(owner)
  const reader = inTurn(of(openClickHouse({ ...access, cluster, ...patience, logger })))
  const sqlAccess = sqlStore === undefined ? undefined : toAccess(sqlStore)
  const sql = sqlAccess && openSqlReader(() => sqlAccess)
  return {
    store,
    reader,
    sql,
    url: access.url,
    state: () => 'ready',
    owned: false,
    async close() {
      await Promise.all([store.close(), reader.close(), sql?.close()])
    },
  }
}

/** Damaged parts are left to ClickHouse, which fetches them from another replica. */
const ofCluster =
  (name: string, { database }: { database: string }) =>
  (store: Store): Store =>
    clusteredStore(store, { name, database })

/** @throws Error whose message does not repeat the address, which may contain a password */
function toAccess(text: string): Access & { database: string } {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error('store must be a URL like http://user:password@host:8123')
  }
  return {
    url: url.origin,
    user: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || defaultDatabase,
  }
}
