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

/** Whether the server cannot be reached now, and the same call may succeed later. Never true for an error from the server itself. */
export function isOutOfReach(error: unknown): boolean {
  // The server sends this while it shuts down.
  if (error instanceof ClickHouseError) return error.type === 'ABORTED' && error.message.includes('shutting down')
  if (!(error instanceof Error)) return false
  if ('code' in error && codes.has(String(error.code))) return true
  // Messages of Node's sockets, or the body of a proxy's 502, 503 or 504, without a code.
  return /socket hang up|timeout error|aborted|premature close|bad gateway|service unavailable|gateway time/i.test(
    error.message,
  )
}

/** Whether the error comes from another server, which took the port when ours ended. */
export function isAnotherServer(error: unknown): boolean {
  return error instanceof ClickHouseError && error.type === 'AUTHENTICATION_FAILED'
}

export function isUnknownDatabase(error: unknown): boolean {
  return error instanceof ClickHouseError && error.type === 'UNKNOWN_DATABASE'
}
