import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'

const writeEveryMs = 60_000
const mostKept = 10_000

/**
 * Returns a function that notes the use of what has this id. It calls `write` at most once a minute for each, and does not wait for it: a
 * store that is out of reach delays no request. `at` in epoch ms.
 */
export function openLastUse({
  clock,
  logger,
  write,
}: {
  clock: Clock
  logger: Logger
  write: (id: string, at: number) => Promise<void>
}): (id: string) => void {
  const writtenAt = new Map<string, number>()
  return (id) => {
    const at = clock()
    if (at - (writtenAt.get(id) ?? -Infinity) < writeEveryMs) return
    if (writtenAt.size >= mostKept) writtenAt.clear()
    writtenAt.set(id, at)
    write(id, at).catch((error: unknown) => logger.warn({ err: error }, 'the last use of a credential was not stored'))
  }
}
