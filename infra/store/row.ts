import type { Static, TObject } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

/** camelCase → snake_case; a digit stays with the word before it. */
export const toSnake = remember((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

/** snake_case → camelCase. */
export const toCamel = remember((name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))

/** Epoch ms as `DateTime64(3, 'UTC')` reads it. */
export function toDateTime(ms: number): string {
  const iso = new Date(ms).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`
}

/** Numbers in fields named `…At` become times; everything else stays as it is. */
export function withTimes(fields: object): Record<string, unknown> {
  const times: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) times[name] = isTime(name, value) ? toDateTime(value) : value
  return times
}

/** An object as a row: snake_case columns, times as text. Only the outermost names are mapped; `undefined` leaves the column's default. */
export function toRow(value: object): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value))
    row[toSnake(name)] = isTime(name, field) ? toDateTime(field) : field
  return row
}

/** A row as an object: camelCase, `_at` columns as epoch ms. NULL leaves the field out, so a nullable column is `Type.Optional`. */
export function fromRow(row: object): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const [column, field] of Object.entries(row)) {
    if (field === null) continue
    value[toCamel(column)] = column.endsWith('_at') && typeof field === 'string' ? toEpochMs(field) : field
  }
  return value
}

const validators = new WeakMap<TObject, Validator>()

/** The row as its schema says. Throws an error that names the field, never its value: rows hold what people wrote. */
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

function remember(convert: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const converted = convert(name)
    known.set(name, converted)
    return converted
  }
}
