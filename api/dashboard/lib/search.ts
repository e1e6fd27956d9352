import { now } from './now.ts'
import { route } from './router.ts'
import { filtersHere } from './filters.ts'

const hourMs = 3_600_000

/** Periods by their value in the address: hours, or all time. */
export const periods: readonly (readonly [value: string, name: string])[] = [
  ['24', 'last 24 hours'],
  ['168', 'last 7 days'],
  ['720', 'last 30 days'],
  ['2160', 'last 90 days'],
  ['all', 'all time'],
]
const defaultPeriod = '720'

/** What the address searches for, as parameters of the API. */
export function searchHere(): Record<string, string | undefined> {
  const { query } = route.value
  const [q, intent, from, to] = ['q', 'intent', 'from', 'to'].map((name) => query.get(name) ?? undefined)
  return { q, ...filtersHere(), intent, from: from ?? (to === undefined ? sinceHere() : undefined), to }
}

/** The chosen period; undefined where the address has times of its own. */
export function periodHere(): string | undefined {
  const { query } = route.value
  if (query.has('from') || query.has('to')) return undefined
  const wanted = query.get('period') ?? defaultPeriod
  return periods.some(([value]) => value === wanted) ? wanted : defaultPeriod
}

/** Begins at a whole hour: the address of the request does not change all the time. */
function sinceHere(): string | undefined {
  const hours = Number(periodHere())
  return Number.isNaN(hours) ? undefined : new Date((Math.floor(now.value / hourMs) - hours) * hourMs).toISOString()
}

const searchedEntities = ['product', 'version', 'region', 'carrier', 'supplier', 'competitor', 'lot']

/** Whether names of this kind are a field of the search. */
export const isSearched = (kind: string): boolean => searchedEntities.includes(kind)

/** The query with a field added, or without it if it is there. */
export function toggled(q: string, field: string, value: string): string {
  const term = termOf(field, value)
  if (hasTerm(q, term)) return withoutTerm(q, term)
  const before = / (OR|\|) /.test(q) && !/^\(.*\)$/.test(q) ? `(${q})` : q
  return `${before} ${term}`.trim()
}

/** field:value, in quotation marks where it needs them. */
export const termOf = (field: string, value: string): string =>
  `${field}:${/^[^\s"“„«()]+$/u.test(value) ? value : `"${value.replaceAll('"', '')}"`}`

export const hasTerm = (q: string, term: string): boolean => ` ${q} `.includes(` ${term} `)
const withoutTerm = (q: string, term: string): string => ` ${q} `.replace(` ${term} `, ' ').trim()
