import { retryAfterMs } from './retry-after.ts'

/** The response headers that a rate limit is read from; names in lower case. */
export type LimitHeaders = Readonly<Record<string, string | string[] | undefined>>

/** How many more requests a server accepts, and when the count starts again (epoch ms). */
export interface RateLimit {
  remaining: number
  resetAt: number
}

/** The shortest wait when a server says that nothing remains, but not until when. */
const unstatedMs = 60_000
/** A reset above this is a point in time (epoch seconds), below it a number of seconds. */
const leastEpoch = 1e9

/**
 * What a server says about its limit; undefined if it says nothing readable. Reads `RateLimit-Remaining` and `-Reset` and `RateLimit:
 * "x";r=50;t=30` (IETF httpapi drafts), `X-RateLimit-*` and `X-Rate-Limit-*` whose reset is a number of seconds (Reddit), epoch
 * seconds (GitHub, X) or an ISO time (Mastodon), and `X-Rate-Limit: user-hour-lim:3500;user-hour-rem:500;` (App Store Connect).
 * @param now epoch ms
 */
export function rateLimitOf(headers: LimitHeaders, now: number): RateLimit | undefined {
  const retryMs = retryAfterMs(one(headers['retry-after']), now)
  if (retryMs > 0) return { remaining: 0, resetAt: now + retryMs }
  const [remaining, reset] = statedIn(headers)
  if (remaining === undefined || remaining.trim() === '' || !(Number(remaining) >= 0)) return undefined
  return { remaining: Math.floor(Number(remaining)), resetAt: resetAtOf(reset, now) }
}

function statedIn(headers: LimitHeaders): [remaining: string | undefined, reset: string | undefined] {
  for (const prefix of ['ratelimit', 'x-ratelimit', 'x-rate-limit']) {
    const remaining = one(headers[`${prefix}-remaining`])
    if (remaining !== undefined) return [remaining, one(headers[`${prefix}-reset`])]
  }
  const structured = one(headers.ratelimit)
  if (structured !== undefined) return [/;\s*r=(\d+)/.exec(structured)?.[1], /;\s*t=(\d+)/.exec(structured)?.[1]]
  return [/user-hour-rem:(\d+)/.exec(one(headers['x-rate-limit']) ?? '')?.[1], undefined]
}

function resetAtOf(reset: string | undefined, now: number): number {
  const value = reset?.trim() ?? ''
  const number = value === '' ? NaN : Number(value)
  const at = Number.isNaN(number) ? Date.parse(value) : number >= leastEpoch ? number * 1000 : now + number * 1000
  return at > now ? Math.round(at) : now + unstatedMs
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)
