import { ClickHouseError } from '@clickhouse/client'

const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** The server, or the way to it, is not there now; the same call may pass later. What the server refuses is never this. */
export function isOutOfReach(error: unknown): boolean {
  // Its last words while it aborts.
  if (error instanceof ClickHouseError) return error.type === 'ABORTED' && error.message.includes('shutting down')
  if (!(error instanceof Error)) return false
  if ('code' in error && codes.has(String(error.code))) return true
  // The client gives the bare words of Node's sockets, or the body of a proxy's 502, 503, 504.
  return /socket hang up|timeout error|aborted|premature close|bad gateway|service unavailable|gateway time/i.test(
    error.message,
  )
}

/** Another server answers at this address: ours is gone and its port is somebody else's. */
export function isElsewhere(error: unknown): boolean {
  return error instanceof ClickHouseError && error.type === 'AUTHENTICATION_FAILED'
}

export function isUnknownDatabase(error: unknown): boolean {
  return error instanceof ClickHouseError && error.type === 'UNKNOWN_DATABASE'
}
