import { UsageError } from '../../infra/verb.ts'
import { isKnownName, valueAt, type ColumnMap, type Field } from './columns.ts'

type Value = Record<string, unknown>

/**
 * The items of a JSON document: of an array, also one of pages; of the list at `map.items`, or at the beginning of the map's paths
 * (`tickets.description`); of the only list of objects in it, or the only object of them (`{"tickets": {"17": {…}}}`); else the document
 * itself. `path` names the list.
 * @throws UsageError when `map.items` names no list, or the document has several
 */
export function itemsIn(document: object, map: ColumnMap, name: string): { items: unknown[]; path?: string } {
  if (Array.isArray(document)) return ofPages(document, map.items) ?? { items: document }
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
  if (lists.length > 1)
    throw new UsageError(`${name} has several lists: name one as items, like items=${lists[0]}${available(lists)}`)
  const [path] = lists
  if (path !== undefined) return { items: valueAt(value, path) as unknown[], path }
  return keyedItems(value) ?? { items: isEmptyPage(value) ? [] : [value] }
}

/** Pages of an API, one after the other. */
function ofPages(pages: unknown[], path: string | undefined): { items: unknown[]; path: string } | undefined {
  if (path === undefined) return undefined
  const lists = pages.map((page) => (isObject(page) ? valueAt(page, path) : undefined))
  return lists.every((list) => Array.isArray(list)) ? { items: lists.flat(), path } : undefined
}

/** Items under their ids, as databases of documents export them; at the top, or under the only key. */
function keyedItems(value: Value): { items: unknown[]; path?: string } | undefined {
  const isText = (item: unknown) =>
    isObject(item) && Object.keys(item).some((key) => typeof item[key] === 'string' && isKnownName('text', key))
  const ofObject = (keyed: Value) => {
    const entries = Object.entries(keyed)
    return entries.length > 1 && entries.every(([, item]) => isText(item))
      ? entries.map(([id, item]) => ({ id, ...(item as Value) }))
      : undefined
  }
  const top = ofObject(value)
  if (top) return { items: top }
  const [path, ...others] = Object.keys(value).filter((key) => isObject(value[key]))
  const items = path === undefined || others.length > 0 ? undefined : ofObject(value[path] as Value)
  return items && { items, path: path! }
}

/** `{"tickets": [], "count": 0}` */
function isEmptyPage(value: Value): boolean {
  const values = Object.values(value)
  const lists = values.filter((each) => Array.isArray(each))
  return (
    lists.length === 1 && lists[0]!.length === 0 && !values.some((each) => typeof each === 'string' || isObject(each))
  )
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

const deepestList = 4

/** The paths of the lists of objects in the document that are least deep: `tickets`, `data.product.reviews.edges`. */
function listsIn(value: Value): string[] {
  let level: [path: string, at: Value][] = [['', value]]
  for (let depth = 0; depth < deepestList; depth++) {
    const inner = level.flatMap(([path, at]) =>
      Object.entries(at).map(([key, each]): [string, unknown] => [path + key, each]),
    )
    const lists = inner.filter(([, each]) => Array.isArray(each) && isObject(each[0]))
    if (lists.length > 0) return lists.map(([path]) => path)
    level = inner.flatMap(([path, each]) => (isObject(each) ? [[`${path}.`, each] as [string, Value]] : []))
  }
  return []
}

const isObject = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
