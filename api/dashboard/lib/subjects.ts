import type { Dimension } from '../../dto/vocabulary.ts'

/** A dimension whose values have pages of their own. */
export interface Subjects {
  dimension: Dimension
  /** Of the index; the page of a value is below it. */
  path: `/${string}`
  one: string
  many: string
}

export const subjects: readonly Subjects[] = [
  { dimension: 'topic', path: '/topics', one: 'Topic', many: 'Topics' },
  { dimension: 'product', path: '/products', one: 'Product', many: 'Products' },
  { dimension: 'supplier', path: '/suppliers', one: 'Supplier', many: 'Suppliers' },
  { dimension: 'carrier', path: '/carriers', one: 'Carrier', many: 'Carriers' },
  { dimension: 'region', path: '/regions', one: 'Region', many: 'Regions' },
  { dimension: 'version', path: '/versions', one: 'Version', many: 'Versions' },
  { dimension: 'lot', path: '/lots', one: 'Lot', many: 'Lots' },
  // Its index is the page of the sources' health.
  { dimension: 'source', path: '/sources', one: 'Source', many: 'Sources' },
]

/** The page of a value; undefined where values of the dimension have none. */
export function subjectHref(dimension: string, value: string): string | undefined {
  const found = subjects.find((each) => each.dimension === dimension)
  return found && value !== '' ? `${found.path}/${encodeURIComponent(value)}` : undefined
}

/** The value whose page this path is. */
export function subjectAt(path: string): { of: Subjects; value: string } | undefined {
  const [, root, value] = /^(\/\w+)\/([^/]+)$/.exec(path) ?? []
  const of = subjects.find((each) => each.path === root)
  return of && value !== undefined ? { of, value: decodeURIComponent(value) } : undefined
}
