import { dimensions, type Dimension } from '../../dto/vocabulary.ts'
import { route } from './router.ts'

/** The filters in the address. */
export function filtersHere(): Partial<Record<Dimension, string>> {
  const { query } = route.value
  return Object.fromEntries(dimensions.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])))
}
