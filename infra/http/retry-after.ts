const longestMs = 24 * 3_600_000

/**
 * How long a server asks to wait, in ms: at most a day, and 0 when the header is missing, unreadable or in the past.
 * `Retry-After` is a number of seconds or an HTTP date (RFC 9110 §10.2.3); a date without a zone is read as GMT.
 * @param now epoch ms
 */
export function retryAfterMs(header: string | undefined, now: number): number {
  const value = header?.trim() ?? ''
  const ms = /^\d+(\.\d+)?$/.test(value) ? 1000 * Number(value) : parseHttpDate(value) - now
  return ms > 0 ? Math.round(Math.min(longestMs, ms)) : 0
}

function parseHttpDate(value: string): number {
  return Date.parse(/(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value} GMT`)
}
