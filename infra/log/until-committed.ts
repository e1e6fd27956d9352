import { setTimeout as sleep } from 'node:timers/promises'
import type { Positions } from './event-log.ts'

/**
 * Resolves when the committed offsets have reached the positions; asks again every `everyMs`. Rejects with the
 * signal's reason when it aborts. `first` is the offset of a partition without a commit.
 */
export async function untilCommitted(
  { ends }: Positions,
  {
    committed,
    first,
    everyMs,
    signal,
  }: {
    committed: (signal: AbortSignal) => Map<number, number> | Promise<Map<number, number>>
    first: number
    everyMs: number
    signal: AbortSignal
  },
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const offsets = await committed(signal)
    if (Object.entries(ends).every(([partition, end]) => (offsets.get(Number(partition)) ?? first) >= end)) return
    await sleep(everyMs, undefined, { signal })
  }
}
