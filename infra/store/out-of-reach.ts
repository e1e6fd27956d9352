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

/** What a server of a cluster says when others are out of reach, restart, or have not fetched the newest rows yet. */
const clusterFaults = new Set([
  'ALL_CONNECTION_TRIES_FAILED',
  'ALL_REPLICAS_ARE_STALE',
  'KEEPER_EXCEPTION',
  'NETWORK_ERROR',
  'NO_AVAILABLE_REPLICA',
  'SOCKET_TIMEOUT',
  'TABLE_IS_READ_ONLY',
  'TOO_FEW_LIVE_REPLICAS',
  'UNKNOWN_STATUS_OF_INSERT',
])

/** A server that is connected but answers nothing, not even a ping. */
export class Unanswered extends Error {
  constructor(url: string) {
    super(`the store at ${url} does not answer`)
    this.name = 'Unanswered'
  }
}

/** Too many queries wait for the server. */
export class StoreBusy extends Error {
  constructor() {
    super('too many queries wait for the store')
    this.name = 'StoreBusy'
  }
}

/** A query that takes more time or memory than it may: a smaller one may not. */
export class QueryTooLarge extends Error {
  constructor(reason: 'takes too long' | 'needs too much memory') {
    super(`the query ${reason}`)
    this.name = 'QueryTooLarge'
  }
}

/** The error, or a `QueryTooLarge` where it says that the query is. */
export function sized(error: unknown): unknown {
  if (!(error instanceof ClickHouseError)) return error
  if (error.type === 'TIMEOUT_EXCEEDED') return new QueryTooLarge('takes too long')
  return needsMemory(error) && !isCrowded(error) ? new QueryTooLarge('needs too much memory') : error
}

/** Whether all queries together take more memory than the server may: the same one may succeed later. */
export const isCrowded = (error: unknown): boolean =>
  needsMemory(error) && /\((?:total|for user)\)/.test((error as Error).message)

/** Whether the server, or another one of its cluster, cannot be reached now, and the same call may succeed later. */
export function isOutOfReach(error: unknown): boolean {
  if (error instanceof ClickHouseError) return isServerGone(error)
  if (!(error instanceof Error)) return false
  if (error instanceof Unanswered || error instanceof StoreBusy) return true
  if ('code' in error && codes.has(String(error.code))) return true
  // Messages of Node's sockets, or the body of a proxy's 502, 503 or 504, without a code.
  return /socket hang up|timeout error|aborted|premature close|bad gateway|service unavailable|gateway time/i.test(
    error.message,
  )
}

/** `ABORTED` is what a server sends while it shuts down. */
const isServerGone = ({ type, message }: ClickHouseError): boolean =>
  (type === 'ABORTED' && message.includes('shutting down')) ||
  clusterFaults.has(type ?? '') ||
  /while receiving packet from/i.test(message)

/** Whether the error comes from another server, which took the port when ours ended. */
export function isAnotherServer(error: unknown): boolean {
  return error instanceof ClickHouseError && error.type === 'AUTHENTICATION_FAILED'
}

export function isUnknownDatabase(error: unknown): boolean {
  return error instanceof ClickHouseError && error.type === 'UNKNOWN_DATABASE'
}

/** What a row's values are to blame for: they cannot be parsed as the types of the columns. */
const rowFaults = new Set([
  'CANNOT_PARSE_TEXT',
  'CANNOT_PARSE_ESCAPE_SEQUENCE',
  'CANNOT_PARSE_QUOTED_STRING',
  'CANNOT_PARSE_INPUT_ASSERTION_FAILED',
  'CANNOT_PARSE_DATE',
  'CANNOT_PARSE_DATETIME',
  'CANNOT_PARSE_NUMBER',
  'CANNOT_PARSE_BOOL',
  'CANNOT_READ_ARRAY_FROM_TEXT',
  'CANNOT_READ_MAP_FROM_TEXT',
  'INCORRECT_DATA',
  'ARGUMENT_OUT_OF_BOUND',
  'VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE',
  'DECIMAL_OVERFLOW',
  'UNKNOWN_ELEMENT_OF_ENUM',
  'CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN',
  'TOO_LARGE_STRING_SIZE',
  'TYPE_MISMATCH',
])

/** The server's name for what is wrong, if it refuses the values of a row, now and whenever it comes again; otherwise undefined. */
export const refusalOf = (error: unknown): string | undefined =>
  error instanceof ClickHouseError && rowFaults.has(error.type ?? '') ? error.type : undefined

/** Whether a statement needs more memory than a query, or all queries together, may take: fewer rows may fit. */
export const needsMemory = (error: unknown): boolean =>
  error instanceof ClickHouseError && error.type === 'MEMORY_LIMIT_EXCEEDED'

/** Also where a mutation, which runs by itself, has failed, mostly for that reason: the server goes on trying, and may then succeed. */
export const isShortOfMemory = (error: unknown): boolean =>
  needsMemory(error) || (error instanceof ClickHouseError && error.type === 'UNFINISHED')
