import { dimensions, type Dimension } from '../../dto/vocabulary.ts'
import { route } from './router.ts'

export type Filters = Partial<Record<Dimension, string>>

/** Whether the address asks for spam too, or for nothing else; '' = spam is left out. */
export function spamHere(): '' | 'with' | 'only' {
  const spam = route.value.query.get('spam')
  return spam === 'with' || spam === 'only' ? spam : ''
}

/** The filters in the address. */
export function filtersHere(): Filters {
  const { query } = route.value
  return Object.fromEntries(dimensions.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])))
}
