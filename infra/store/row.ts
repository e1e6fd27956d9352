import type { Static, TObject } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

/** camelCase → snake_case. A digit belongs to the word before it. */
export const toSnake = memoize((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

/** snake_case → camelCase. */
export const toCamel = memoize((name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))

/** Epoch ms in the text form of `DateTime64(3, 'UTC')`. */
export function toDateTime(ms: number): string {
  const iso = new Date(ms).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`
}

/** The value with U+FFFD for unpaired surrogates in every text of it: ClickHouse refuses a whole batch for one. */
const wellFormed = (value: unknown): unknown => (isWellFormed(value) ? value : mended(value))

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isWellFormed)
  return Object.entries(value).every(([key, each]) => key.isWellFormed() && isWellFormed(each))
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toWellFormed(), wellFormed(each)]))
}

/**
 * The JSON of a column of JSON. `JSON.stringify` writes an unpaired surrogate as an escape, which no longer looks like one, and ClickHouse
 * then finds nothing in the whole document.
 */
export const toJson = (value: unknown): string => JSON.stringify(wellFormed(value))

/** Converts numbers in fields named `…At` to times; other fields stay. */
export function withTimes(fields: object): Record<string, unknown> {
  const times: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields))
    times[name] = isTime(name, value) ? toDateTime(value) : wellFormed(value)
  return times
}

/** Converts an object to a row: snake_case columns, times as text. Only top-level names are converted. `undefined` means the column's default. */
export function toRow(value: object): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value))
    row[toSnake(name)] = isTime(name, field) ? toDateTime(field) : wellFormed(field)
  return row
}

/** Converts a row to an object: camelCase, `_at` columns as epoch ms. A NULL field is omitted: declare nullable columns as `Type.Optional`. */
export function fromRow(row: object): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const [column, field] of Object.entries(row)) {
    if (field === null) continue
    value[toCamel(column)] = column.endsWith('_at') && typeof field === 'string' ? toEpochMs(field) : field
  }
  return value
}

const validators = new WeakMap<TObject, Validator>()

/** Converts and validates a row. @throws Error that names the field but not its value, because rows contain people's texts */
export function parseRow<T extends TObject>(schema: T, row: object): Static<T> {
  const validator = validators.get(schema) ?? Compile<TObject>(schema)
  validators.set(schema, validator)
  const value = fromRow(row)
  if (validator.Check(value)) return value as Static<T>
  const reasons = validator.Errors(value).map((error) => `${error.instancePath || '/'} ${error.message}`)
  throw new Error(`a row of the store does not match its schema: ${reasons.slice(0, 3).join('; ')}`)
}

function isTime(name: string, value: unknown): value is number {
  return typeof value === 'number' && name.endsWith('At')
}

function toEpochMs(text: string): number {
  return Date.parse(text.length > 10 && !text.endsWith('Z') ? `${text.replace(' ', 'T')}Z` : text)
}

function memoize(convert: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const converted = convert(name)
    known.set(name, converted)
    return converted
  }
}
