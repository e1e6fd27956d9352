import type { Logger } from '../logger.ts'
import { isDamagedPart, mendTables } from './damaged-parts.ts'
import type { Store } from './store.ts'

/** After a check that found nothing: it reads every table. */
const pauseMs = 300_000

/**
 * The same stores, whose reading calls are repeated once damaged parts of tables are set aside. `owner` has the rights for that. A
 * failure that setting parts aside does not cure is thrown as it is.
 */
export function mendedStores(
  owner: Store,
  logger: Logger,
): { of: (store: Store) => Store; mend: () => Promise<boolean> } {
  let mending: Promise<boolean> | undefined
  let nextAt = 0

  const mend = async () => (performance.now() < nextAt ? false : (mending ??= check()))

  const check = () =>
    mendTables(owner, logger)
      .catch((err: unknown) => {
        logger.error({ err }, 'the damaged parts of the tables could not be set aside')
        return false
      })
      .then((isMended) => {
        if (!isMended) nextAt = performance.now() + pauseMs
        return isMended
      })
      .finally(() => (mending = undefined))

  async function again<R>(call: () => Promise<R>): Promise<R> {
    try {
      return await call()
    } catch (error) {
      if (!isDamagedPart(error) || !(await mend())) throw error
      return call()
    }
  }

  return {
    of: (store) => ({
      ...store,
      select: (row, sql, params) => again(() => store.select(row, sql, params)),
      parquet: (sql, params) => again(() => store.parquet(sql, params)),
      command: (sql, params) => again(() => store.command(sql, params)),
    }),
    mend,
  }
}
