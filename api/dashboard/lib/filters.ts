import { dimensions, type Dimension } from '../../dto/vocabulary.ts'
import { route } from './router.ts'

export type Filters = Partial<Record<Dimension, string>>

/** The filters in the address. */
export function filtersHere(): Filters {
  const { query } = route.value
  return Object.fromEntries(dimensions.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])))
}
