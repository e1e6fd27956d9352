import type { Logger } from '../logger.ts'
import { openClickHouse, type Access } from './clickhouse.ts'
import { mendedStores } from './mended-store.ts'
import { joinStore } from './join-store.ts'
import type { Store } from './store.ts'
import { watchParts } from './watch-parts.ts'

export interface OpenStoreOptions {
  /** `http://user:password@host:port[/database]` of a ClickHouse server. When absent: the embedded server in the data folder. */
  store?: string | undefined
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
  const reader = mended.of(open('reader'))
  const stopWatching = options.role === 'start' ? watchParts(owner, { mend: mended.mend, logger }) : async () => {}
  return {
    store,
    reader,
    get url() {
      return joined.access().owner.url
    },
    state: joined.state,
    get owned() {
      return joined.owned()
    },
    async close() {
      await stopWatching()
      await Promise.all([store.close(), reader.close()])
      await joined.leave()
    },
  }
}

function byUrl(
  text: string,
  { logger, isBackground = false }: Pick<OpenStoreOptions, 'logger' | 'isBackground'>,
): OpenStore {
  const access = toAccess(text)
  const owner = openClickHouse({ ...access, isBackground, logger })
  const mended = mendedStores(owner, logger)
  const store = mended.of(owner)
  const reader = mended.of(openClickHouse({ ...access, ...patience, logger }))
  return {
    store,
    reader,
    url: access.url,
    state: () => 'ready',
    owned: false,
    async close() {
      await Promise.all([store.close(), reader.close()])
    },
  }
}

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
