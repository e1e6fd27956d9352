import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import { allKeys, findKey, isActive, saveKeyUse, type ApiKey } from './key-table.ts'
import { openLastUse } from './last-use.ts'

/** How long keys are read from memory: a revocation takes effect within two seconds, in every process. */
const cachedMs = 2_000

/** The API keys as requests see them. */
export interface Keys {
  /** Whether a key was ever created. Revoked keys count: revoking the last key must not open the API. */
  exist(): Promise<boolean>
  /** The active key that was presented; its use is noted. Undefined for an unknown, expired or revoked one. */
  find(presented: string): Promise<ApiKey | undefined>
  /** The active key with this id. */
  byId(id: string): Promise<ApiKey | undefined>
}

/** @param clock real time, epoch ms */
export function openKeys({
  reader,
  store,
  clock,
  logger,
}: {
  reader: Store
  store: Store
  clock: Clock
  logger: Logger
}): Keys {
  let known: { keys: ApiKey[]; readAt: number } | undefined
  const all = async () => {
    if (!known || performance.now() - known.readAt > cachedMs)
      known = { keys: await allKeys(reader), readAt: performance.now() }
    return known.keys
  }
  const noteUse = openLastUse({ clock, logger })
  return {
    exist: async () => (await all()).length > 0,
    async find(presented) {
      const key = findKey(await all(), presented, clock())
      if (key) noteUse(key.id, (at) => saveKeyUse(store, key.id, at))
      return key
    },
    byId: async (id) => (await all()).find((key) => key.id === id && isActive(key, clock())),
  }
}
