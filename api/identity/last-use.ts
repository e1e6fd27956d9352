import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'

const writeEveryMs = 60_000
const mostKept = 10_000

/** Notes the use of what has this id. Calls `write` with the time (epoch ms) at most once a minute for each id. */
type LastUse = (id: string, write: (at: number) => Promise<void>) => void

/** The last use of credentials. Nobody waits for the writing: a store that is out of reach delays no request. */
export function openLastUse({ clock, logger }: { clock: Clock; logger: Logger }): LastUse {
  const writtenAt = new Map<string, number>()
  return (id, write) => {
    const at = clock()
    if (at - (writtenAt.get(id) ?? -Infinity) < writeEveryMs) return
    if (writtenAt.size >= mostKept) writtenAt.clear()
    writtenAt.set(id, at)
    write(at).catch((error: unknown) => logger.warn({ err: error }, 'the last use of a credential was not stored'))
  }
}
