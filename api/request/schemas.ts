import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Problem, ProblemBody } from './problem.ts'

export const closed = { additionalProperties: false } as const

const timePattern = String.raw`^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$`

/** A time as it comes in: ISO 8601, UTC where no zone is said. */
export const TimeIn = Type.String({
  pattern: timePattern,
  maxLength: 40,
  description: 'ISO 8601; UTC where no zone is said',
})
/** A time as it goes out. */
export const TimeOut = Type.String({ format: 'date-time' })
export const NullableTime = Type.Union([TimeOut, Type.Null()])
export const NullableString = Type.Union([Type.String(), Type.Null()])
export const Word = Type.String({ minLength: 1, maxLength: 200 })

export const toIso = (ms: number): string => new Date(ms).toISOString()
export const toIsoOrNull = (ms: number | null | undefined): string | null => (ms ? toIso(ms) : null)

const latest = Date.UTC(2200, 0, 1)

/** Epoch ms of a time in a request. */
export function toEpochMs(name: string, text: string): number {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) && text.length > 10 ? text : text.length > 10 ? `${text}Z` : text
  const ms = Date.parse(zoned.replace(' ', 'T'))
  if (Number.isNaN(ms) || ms < 0 || ms > latest) throw new Problem(400, `${name} is no time between 1970 and 2200`)
  return ms
}

export const toEpochMsOr = (name: string, text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : toEpochMs(name, text)

/** Where a list goes on. Opaque to whoever holds it. */
export const Cursor = Type.String({ minLength: 1, maxLength: 1000 })

export const toCursor = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

export function fromCursor<T extends TObject>(schema: T, cursor: string): Static<T> {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Value.Check(schema, value)) return value
  } catch {
    // Said below.
  }
  throw new Problem(400, 'cursor is none that this list gave out')
}

export const list = <T extends TSchema>(item: T) => Type.Object({ items: Type.Array(item), nextCursor: NullableString })

/** Query parameters; any other is refused by its name. */
export const query = <T extends TProperties>(properties: T) => Type.Object(properties, closed)
export const NoQuery = query({})

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemBody } },
})

/** The answers every route can give besides its own. */
export const problems = {
  '4xx': problem('What the request did wrong'),
  '5xx': problem('Something went wrong on our side'),
} as const
