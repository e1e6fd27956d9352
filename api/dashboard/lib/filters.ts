import { place } from './router.ts'

export const dimensions = [
  'department',
  'topic',
  'product',
  'version',
  'region',
  'carrier',
  'supplier',
  'lot',
  'source',
  'sentiment',
] as const
export type DimensionName = (typeof dimensions)[number]

/** The filters in the address. */
export function filtersHere(): Partial<Record<DimensionName, string>> {
  const { query } = place.value
  return Object.fromEntries(dimensions.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])))
}
