import type { Logger } from '../logger.ts'
import { openClickHouse, type Access } from './clickhouse.ts'
import { joinStore } from './join-store.ts'
import type { Store } from './store.ts'

export interface OpenStoreOptions {
  /** `http://user:password@host:port` of a ClickHouse server; none means one of our own in the data folder. */
  store?: string | undefined
  data: string
  /** `start` is the long owner of the data folder, at most one; a `command` joins whoever has it. */
  role: 'start' | 'command'
  logger: Logger
}

export interface OpenStore {
  store: Store
  /** Can only read. */
  reader: Store
  /** Without user and password. */
  url: string
  state(): 'ready' | 'restarting'
  /** The embedded server is our child. */
  readonly owned: boolean
  close(): Promise<void>
}

const database = 'groundswell'

/**
 * The store by URL, or the embedded one: joined when a process of ours runs it on this data folder, else started.
 * A `start` waits up to a minute for a command that has the folder; rejects with a sentence when another `start` has it.
 */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  return options.store === undefined ? embedded(options) : byUrl(options.store, options.logger)
}

async function embedded(options: OpenStoreOptions): Promise<OpenStore> {
  const joined = await joinStore(options)
  const { logger } = options
  const open = (as: 'owner' | 'reader') => {
    const moved = async () => (await joined.moved())[as]
    return openClickHouse({ ...joined.access()[as], database, readonly: as === 'reader', logger, moved })
  }
  const store = open('owner')
  const reader = open('reader')
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
      await Promise.all([store.close(), reader.close()])
      await joined.leave()
    },
  }
}

function byUrl(text: string, logger: Logger): OpenStore {
  const access = toAccess(text)
  const store = openClickHouse({ ...access, database, logger })
  const reader = openClickHouse({ ...access, database, readonly: true, logger })
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

/** Throws a sentence that never repeats the address: it may hold a password. */
function toAccess(text: string): Access {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error('the store must be an address like http://user:password@host:8123')
  }
  return {
    url: url.origin,
    user: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
  }
}
