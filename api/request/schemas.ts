import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox'
import { parseTime } from '../../infra/time-reader.ts'
import { Value } from 'typebox/value'
import { Problem, ProblemBody } from './problem.ts'

export const closed = { additionalProperties: false } as const

const timePattern = String.raw`^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$`

/** A time in a request: ISO 8601, UTC without a zone. */
export const TimeIn = Type.String({
  pattern: timePattern,
  maxLength: 40,
  description: 'ISO 8601; UTC without a zone',
})
/** A time in a response. */
export const TimeOut = Type.String({ format: 'date-time' })
export const NullableTime = Type.Union([TimeOut, Type.Null()])
export const NullableString = Type.Union([Type.String(), Type.Null()])
export const Word = Type.String({ minLength: 1, maxLength: 200 })

const latest = Date.UTC(2200, 0, 1)

export const toIso = (ms: number): string => new Date(ms).toISOString()
export const toIsoOrNull = (ms: number | null | undefined): string | null => (ms ? toIso(ms) : null)

/** A time in a request as epoch ms. @throws Problem 400 outside 1970–2200. */
export function toEpochMs(name: string, text: string): number {
  const ms = parseTime(text)
  if (Number.isNaN(ms) || ms < 0 || ms > latest) throw new Problem(400, `${name} is not a time between 1970 and 2200`)
  return ms
}

export const toEpochMsOr = (name: string, text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : toEpochMs(name, text)

/** The position from which a list continues. Opaque to clients. Long enough for the longest id (ingest/redact/mention-id.ts) in any script. */
export const Cursor = Type.String({ minLength: 1, maxLength: 6000 })

/** A time within a cursor, epoch ms: at most the year 2200, which the store can compare. */
export const CursorTime = Type.Integer({ minimum: 0, maximum: latest })

export const toCursor = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export function fromCursor<T extends TObject>(schema: T, cursor: string): Static<T> {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Value.Check(schema, value)) return value
  } catch {
    // Reported below.
  }
  throw new Problem(400, 'the cursor does not belong to this list')
}

export const list = <T extends TSchema>(item: T) => Type.Object({ items: Type.Array(item), nextCursor: NullableString })

/** A schema of query parameters. The API refuses other parameters and names them in the error. */
export const query = <T extends TProperties>(properties: T) => Type.Object(properties, closed)
export const NoQuery = query({})

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemBody } },
})

/** Error responses of every route. */
export const problems = {
  '4xx': problem('An error of the request'),
  '5xx': problem('An error of the server'),
} as const
