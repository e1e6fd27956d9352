import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { isStorable, latestTime, parseTime } from '../../infra/time-reader.ts'
import { Value } from 'typebox/value'
import { Problem, ProblemBody } from './problem.ts'

export const closed = { additionalProperties: false } as const

const timePattern = String.raw`^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$`

/** A time in a request: ISO 8601, UTC without a zone. */
export const timeIn = (description: string, example = '2026-11-23T00:00:00Z') =>
  Type.String({
    pattern: timePattern,
    maxLength: 40,
    ...doc(`${description}. ISO 8601; UTC without a zone`, example),
  })
const exampleTime = '2026-11-30T14:05:00.000Z'
const TimeOut = Type.String({ format: 'date-time' })
/** A time in a response. */
export const time = (description: string) => Type.String({ format: 'date-time', ...doc(description, exampleTime) })
/** A time in a response, or null: the description says what that means. */
export const timeOrNull = (description: string) => Type.Union([TimeOut, Type.Null()], doc(description, exampleTime))
export const textOrNull = (description: string, example: string) =>
  Type.Union([Type.String(), Type.Null()], doc(description, example))
/** A short text in a request: a name or an id. */
export const word = (description: string, example: string) =>
  Type.String({ minLength: 1, maxLength: 200, ...doc(description, example) })

export const toIso = (ms: number): string => new Date(ms).toISOString()
export const toIsoOrNull = (ms: number | null | undefined): string | null => (ms ? toIso(ms) : null)

/** A time in a request as epoch ms. @throws Problem 400 outside 1970–2200. */
export function toEpochMs(name: string, text: string): number {
  const ms = parseTime(text)
  if (!isStorable(ms)) throw new Problem(400, `${name} is not a time between 1970 and 2200`)
  return ms
}

export const toEpochMsOr = (name: string, text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : toEpochMs(name, text)

/** The position from which a list continues. Opaque to clients. Long enough for the longest id (ingest/redact/mention-id.ts) in any script. */
export const Cursor = Type.String({
  minLength: 1,
  maxLength: 6000,
  ...doc(
    '`nextCursor` of the page before; absent: the first page',
    'eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0',
  ),
})
export const pageLimit = (most: number, otherwise: number) =>
  Type.Integer({ minimum: 1, maximum: most, default: otherwise, ...doc('How many items at most', 20) })

/** A time within a cursor, epoch ms: at most the year 2200, which the store can compare. */
export const CursorTime = Type.Integer({ minimum: 0, maximum: latestTime })

/** A count within a cursor: `Type.Integer` alone also takes 1e300, which the store cannot compare. */
export const CursorNumber = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

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

const NextCursor = textOrNull(
  'Send it as `cursor` for the next page; null: this is the last one',
  'eyJvcGVuZWRBdCI6MTc5NjA0NzUwMDAwMCwiaWQiOiI5ZjFjIn0',
)

export const list = <T extends TSchema>(item: T, description: string) =>
  Type.Object(
    { items: Type.Array(item, { description: 'The items of this page' }), nextCursor: NextCursor },
    { description },
  )

/** A schema of query parameters. The API refuses other parameters and names them in the error. */
export const query = <T extends TProperties>(properties: T) => Type.Object(properties, closed)
export const NoQuery = query({})

/** An error response. */
export const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemBody } },
})

/** Error responses of every route; those of its own kind are added by `describeRoutes`. */
export const problems = {
  '4xx': problem('Another error of the request'),
  '5xx': problem('Another error of the server'),
} as const
