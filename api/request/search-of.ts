import { readSearch, type ReadSearch } from '../../enrich/search/read-search.ts'
import { SearchFault } from '../../enrich/search/search.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { Problem } from './problem.ts'

/** The search of a request. @throws Problem 400 that says which part of the query is wrong */
export function searchOf(q: string | undefined, taxonomy: Taxonomy): ReadSearch | undefined {
  if (q === undefined) return undefined
  try {
    return readSearch(q, taxonomy)
  } catch (error) {
    throw error instanceof SearchFault ? new Problem(400, error.message) : error
  }
}
