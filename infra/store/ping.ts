import { setTimeout as pause } from 'node:timers/promises'

/** Whether the server answers `/ping` within `timeoutMs`, on a connection of its own: those of the queries may all be busy. */
async function pings(url: string, timeoutMs: number): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/ping`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(timeoutMs),
    })
    await answer.arrayBuffer()
    return true
  } catch {
    return false
  }
}

export interface HangTimes {
  pauseMs: number
  timeoutMs: number
  /** So many pings in a row that are not answered mean that the server hangs. */
  pings: number
}

/** Resolves to false when the signal aborts, or to true when the server did not answer so many pings one after another. */
export async function hangs(
  url: string,
  { pauseMs, timeoutMs, pings: wanted, signal }: HangTimes & { signal: AbortSignal },
): Promise<boolean> {
  for (let missed = 0; !signal.aborted;) {
    if (missed === 0) await pause(pauseMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return false
    missed = (await pings(url, timeoutMs)) ? 0 : missed + 1
    if (missed === wanted) return !signal.aborted
  }
  return false
}
