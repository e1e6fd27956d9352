import { UsageError } from '../../infra/verb.ts'
import { isKnownName, valueAt, type ColumnMap, type Field } from './columns.ts'

type Value = Record<string, unknown>

/**
 * The items of a JSON document: of an array; of the list at `map.items`, or at the beginning of the map's paths
 * (`tickets.description`); of the only list of objects in it; else the document itself. `path` names the list.
 * @throws UsageError when `map.items` names no list, or the document has several
 */
export function itemsIn(document: object, map: ColumnMap, name: string): { items: unknown[]; path?: string } {
  if (Array.isArray(document)) return { items: document }
  const value = document as Value
  if (map.items !== undefined) {
    const items = valueAt(value, map.items)
    if (Array.isArray(items)) return { items, path: map.items }
    throw new UsageError(`${name} has no list "${map.items}" (items)${available(listsIn(value))}`)
  }
  if (Array.isArray(value.items)) return { items: value.items, path: 'items' }
  const prefix = Object.values(map)
    .map((path) => path.split('.')[0]!)
    .find((key) => Array.isArray(value[key]))
  if (prefix !== undefined)
    return { items: (value[prefix] as unknown[]).map((item) => withPrefix(item, prefix)), path: prefix }
  if (isItem(value, map)) return { items: [value] }
  const lists = listsIn(value)
  if (lists.length > 1) throw new UsageError(`${name} has several lists: name one as items${available(lists)}`)
  const [path] = lists
  return path === undefined ? { items: [value] } : { items: valueAt(value, path) as unknown[], path }
}

const available = (lists: readonly string[]) => (lists.length > 0 ? ` (the lists are ${lists.join(', ')})` : '')

/** A path of the map counts from the document, or from the item. */
const withPrefix = (item: unknown, prefix: string) => (isObject(item) ? { ...item, [prefix]: item } : item)

/** Whether the document is an item itself: a ticket with a list of its attachments is one. A mere export has no id and no time. */
function isItem(value: Value, map: ColumnMap): boolean {
  if (map.text !== undefined) return valueAt(value, map.text) !== undefined
  const keys = Object.keys(value)
  const has = (field: Field) => keys.some((key) => typeof value[key] !== 'object' && isKnownName(field, key))
  return has('text') && (has('createdAt') || has('id') || listsIn(value).length === 0)
}

/** Lists of objects in the document, or in the objects in it. */
function listsIn(value: Value): string[] {
  const keysOf = (at: Value) => Object.keys(at).filter((key) => Array.isArray(at[key]) && isObject(at[key][0]))
  const lists = keysOf(value)
  if (lists.length > 0) return lists
  return Object.entries(value).flatMap(([key, inner]) =>
    isObject(inner) ? keysOf(inner).map((list) => `${key}.${list}`) : [],
  )
}

const isObject = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
