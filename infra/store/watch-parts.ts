import { Type } from 'typebox'
import type { Logger } from '../logger.ts'
import { schedule } from '../schedule.ts'
import type { Stop } from '../stop.ts'
import type { Store } from './store.ts'

const Count = Type.Object({ n: Type.Integer() })
const everyMs = 300_000

/** Sets damaged parts aside that only merges in the background have met: these fail for ever, and no query shows it. */
export function watchParts(store: Store, { mend, logger }: { mend: () => Promise<boolean>; logger: Logger }): Stop {
  return schedule({ every: everyMs, name: 'damaged parts', task: partsCheck(store, mend), logger })
}

/** Checks the tables when the server has counted more failures than at the last call. */
export function partsCheck(store: Store, mend: () => Promise<boolean>): () => Promise<void> {
  let seen = 0
  const failures = async () => {
    const [row] = await store.select(
      Count,
      "SELECT sum(value) AS n FROM system.errors WHERE name IN ('CHECKSUM_DOESNT_MATCH', 'CANNOT_DECOMPRESS', 'CORRUPTED_DATA')",
    )
    return row!.n
  }
  return async () => {
    const now = await failures()
    // The counts of a server that was started again begin at 0.
    if (now > seen) await mend()
    // A check counts what it finds.
    seen = now > seen ? await failures() : now
  }
}
