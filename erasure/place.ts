import type { Store } from '../infra/store/store.ts'
import type { Found } from './found.ts'
import type { Traces } from './scrub.ts'

/** What every place needs to erase. */
export interface PlaceContext {
  store: Store
  found: Found
  traces: Traces
  /** Epoch ms. */
  at: number
}

/** Where something may be. */
export interface Place {
  /** For people: `mentions`, `alerts`. */
  name: string
  /** Tables of the store that it changes. */
  tables: string[]
  /** Replaced rows that `count` does not see may hold something: it is erased in any case. */
  isAlwaysErased?: boolean
  /** How many items hold something. Includes replaced rows that are still in a file. */
  count(): Promise<number>
  erase(): Promise<void>
}
