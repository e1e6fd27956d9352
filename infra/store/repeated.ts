import { setTimeout as pause } from 'node:timers/promises'

export interface Repeat {
  /** Between the calls, one more than there are pauses. */
  pausesMs: readonly number[]
  /** Whether another call may succeed after this error. */
  isWorthIt: (error: unknown) => boolean
  /** No call begins after it; it ends a pause. */
  signal?: AbortSignal | undefined
}

/** The result of the first call that succeeds; rejects as the last one does, or as the first that is not worth repeating. */
export async function repeated<R>(call: () => Promise<R>, { pausesMs, isWorthIt, signal }: Repeat): Promise<R> {
  signal?.throwIfAborted()
  for (const pauseMs of pausesMs) {
    try {
      return await call()
    } catch (error) {
      if (!isWorthIt(error)) throw error
      await paused(pauseMs, signal)
    }
  }
  return call()
}

/** Rejects with the reason of the signal when it is aborted. */
export async function paused(ms: number, signal?: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {})
  signal?.throwIfAborted()
}
