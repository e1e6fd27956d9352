import { existsSync } from 'node:fs'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { closest } from '../infra/closest.ts'
import { fileLineOf } from './config-lines.ts'

/** The location of a value: the file, and the key of the value in it ('' = the whole file). */
export interface Place {
  file: string
  key: string
  /** Keys of the whole file, for a key that stands too deep. */
  top?: readonly string[]
}

/** All faults of a value, each a sentence that names the file, the line and the key. */
export function faultsOf(schema: TSchema, value: unknown, { file, key, top = [] }: Place): string[] {
  const all = [...Value.Errors(schema, value)]
  // TypeBox also reports an unknown key as "schema is false", and a choice beside what is wrong with each of its parts.
  const named = all.filter(({ keyword }) => !['boolean', 'anyOf', 'oneOf'].includes(keyword))
  const hasInner = (path: string) => named.some(({ instancePath }) => instancePath.startsWith(`${path}/`))
  const specific = named.filter(({ keyword, instancePath }) => keyword !== 'type' || !hasInner(instancePath))
  const first = new Map<string, (typeof all)[number]>()
  for (const fault of specific.length > 0 ? specific : all.slice(0, 1)) {
    const kind = ['additionalProperties', 'required'].includes(fault.keyword) ? fault.keyword : ''
    const at = `${fault.instancePath} ${kind}`
    if (!first.has(at)) first.set(at, fault)
  }
  return [...first.values()].flatMap((fault) => {
    const at = [key, ...fault.instancePath.split('/').slice(1)].filter((part) => part !== '').join('.')
    const params = fault.params as { additionalProperties?: string[]; requiredProperties?: string[] }
    const within = (name: string) => (at ? `${at}.${name}` : name)
    if (params.additionalProperties)
      return params.additionalProperties.map((name) => {
        const meant = closest(name, keysAt(schema, fault.schemaPath))
        const isTooDeep = at !== '' && top.includes(name)
        const likely = meant === undefined ? '' : `. Did you mean "${meant}"?`
        const suggestion = isTooDeep ? `. "${name}" is a key of the whole file: write it without indentation` : likely
        return `${whereOf(file, within(name))}: unknown key "${within(name)}"${suggestion}`
      })
    if (params.requiredProperties)
      return params.requiredProperties.map((name) => `${whereOf(file, within(name))}: ${within(name)} is missing`)
    return [`${whereOf(file, at)}: ${at} ${sentenceOf(fault, Value.Pointer.Get(value, fault.instancePath))}`]
  })
}

/** What is wrong with a value, without the value: it may be a secret. */
function sentenceOf({ keyword, params, message }: ReturnType<typeof Value.Errors>[number], value: unknown): string {
  const { type, allowedValues } = params as { type?: string; allowedValues?: unknown[] }
  if (keyword === 'enum' && allowedValues) {
    const meant = typeof value === 'string' ? closest(value, allowedValues.map(String)) : undefined
    return `must be one of ${allowedValues.join(', ')}${meant === undefined ? '' : `. Did you mean "${meant}"?`}`
  }
  if (keyword !== 'type' || type !== 'string') return message
  if (typeof value === 'object') return `must be text, but is a ${Array.isArray(value) ? 'list' : 'mapping'}`
  return `must be text, but is ${typeof value === 'boolean' ? 'true or false' : 'a number'}: put it in quotes`
}

export function faultsByType(table: Record<string, TSchema>, value: unknown, place: Place): string[] {
  const type = (value as { type?: unknown } | null)?.type
  if (typeof type === 'string' && Object.hasOwn(table, type)) return faultsOf(table[type]!, value, place)
  const types = Object.keys(table)
  const meant = typeof type === 'string' ? closest(type, types) : undefined
  const suggestion = meant === undefined ? '' : `. Did you mean "${meant}"?`
  return [`${whereOf(place.file, place.key)}: ${place.key}.type must be one of ${types.join(', ')}${suggestion}`]
}

/** Without a file the place has only a name. */
export const whereOf = (file: string, key: string): string => (existsSync(file) ? fileLineOf(file, key) : file)

/** The keys that the part of the schema at a JSON pointer allows. */
function keysAt(schema: TSchema, pointer: string): string[] {
  let part = schema as { properties?: object } & Record<string, unknown>
  for (const step of pointer.split('/').slice(1)) part = (part[step] ?? {}) as typeof part
  return Object.keys(part.properties ?? {})
}
