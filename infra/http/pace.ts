import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { rateLimitOf, type LimitHeaders } from './rate-limit.ts'

/** How many requests a service accepts: `requests` in each `perMs`, also all at once. */
export interface Allowance {
  requests: number
  perMs: number
}

/** The pace of the requests with one credential: one at a time, not more than the service accepts. */
interface Pace {
  /**
   * Calls `send` when the token bucket and the server's last word allow it, and reads the limit from the headers of its result.
   * @throws LimitReached when that is more than 90 s away; an AbortError when the signal aborts
   */
  run<R extends { headers: LimitHeaders }>(send: () => Promise<R>, signal: AbortSignal): Promise<R>
}

/** The server accepts no request for `waitMs`. */
export class LimitReached extends Error {
  readonly waitMs: number
  constructor(waitMs: number) {
    super(`the rate limit is used up; the next request is in ${Math.ceil(waitMs / 1000)} s`)
    this.name = 'LimitReached'
    this.waitMs = waitMs
  }
}

export interface Paces {
  /** The pace that everybody with this key shares. `allowance` counts for whoever is first. */
  of(key: string, allowance: Allowance): Pace
}

const longestWaitMs = 90_000

/** One pace for each key. */
export function openPaces({ clock, sleep = sleepFor }: { clock: Clock; sleep?: Sleep }): Paces {
  const paces = new Map<string, Pace>()
  return {
    of(key, allowance) {
      const pace = paces.get(key) ?? openPace(allowance, { clock, sleep })
      paces.set(key, pace)
      return pace
    },
  }
}

type Sleep = (ms: number, signal: AbortSignal) => Promise<void>
const sleepFor: Sleep = (ms, signal) => pause(ms, undefined, { signal })

function openPace({ requests, perMs }: Allowance, { clock, sleep }: { clock: Clock; sleep: Sleep }): Pace {
  let tokens = requests
  let refilledAt = clock()
  /** Epoch ms before which the server accepts nothing. */
  let closedUntil = 0
  let last: Promise<unknown> = Promise.resolve()

  const waitMs = () => {
    const now = clock()
    tokens = Math.min(requests, tokens + (Math.max(0, now - refilledAt) * requests) / perMs)
    refilledAt = now
    // Rounding leaves a little less than a whole token after the exact wait.
    const bucketMs = tokens > 1 - 1e-6 ? 0 : Math.ceil(((1 - tokens) * perMs) / requests)
    return Math.max(bucketMs, closedUntil - now, 0)
  }

  const take = async (signal: AbortSignal) => {
    for (let ms = waitMs(); ms > 0; ms = waitMs()) {
      if (ms > longestWaitMs) throw new LimitReached(ms)
      await sleep(ms, signal)
    }
    tokens--
  }

  return {
    run(send, signal) {
      const result = last.then(async () => {
        signal.throwIfAborted()
        await take(signal)
        const response = await send()
        const limit = rateLimitOf(response.headers, clock())
        if (limit) {
          tokens = Math.min(tokens, limit.remaining)
          if (limit.remaining === 0) closedUntil = limit.resetAt
        }
        return response
      })
      last = result.catch(() => undefined)
      return result
    },
  }
}
