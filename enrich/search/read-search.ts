import type { Taxonomy } from '../labels/taxonomy.ts'
import type { MentionRow } from '../mentions/mention-table.ts'
import type { SqlCondition } from '../mentions/sql-condition.ts'
import { marksIn, type Mark } from './marks.ts'
import { parseSearch } from './parse-search.ts'
import { isField } from './search-fields.ts'
import { searchSql } from './search-sql.ts'

/** A query, read. */
export interface ReadSearch {
  sql: SqlCondition
  /** What of a found mention matched. */
  marks(mention: Pick<MentionRow, 'title' | 'text' | 'language'>): { title: Mark[]; text: Mark[] }
}

/**
 * Undefined for a query that asks for nothing.
 * @throws SearchFault whose message says what is wrong, and where
 */
export function readSearch(query: string, taxonomy: Pick<Taxonomy, 'topics' | 'departments'>): ReadSearch | undefined {
  const search = parseSearch(query, isField)
  return (
    search && {
      sql: searchSql(search, taxonomy),
      marks: ({ title, text, language }) => ({
        title: marksIn(search, title, language),
        text: marksIn(search, text, language),
      }),
    }
  )
}
