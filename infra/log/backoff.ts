import { setTimeout as sleep } from 'node:timers/promises'

/** Exponential backoff: waits 100 ms, then twice as long each time, 10 s at most. `wait` rejects when the signal aborts. */
export function backoff(): { wait(signal?: AbortSignal): Promise<void>; reset(): void } {
  let ms = 100
  return {
    async wait(signal) {
      const now = ms
      ms = Math.min(ms * 2, 10_000)
      await sleep(now, undefined, { signal })
    },
    reset() {
      ms = 100
    },
  }
}

/** Calls `attempt` until it succeeds, with backoff, and reports each failure. Rejects when the signal aborts. */
export async function retry<R>(
  attempt: () => Promise<R>,
  { signal, failed }: { signal: AbortSignal; failed: (error: unknown) => void },
): Promise<R> {
  const pause = backoff()
  for (;;) {
    signal.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      failed(error)
      await pause.wait(signal)
    }
  }
}
