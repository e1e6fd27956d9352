import { Type } from 'typebox'
import type { Store } from '../infra/store/store.ts'
import type { Place, PlaceContext } from './place.ts'
import { cleanEdit, cleanIssue, cleanMatches, cleanQuery } from './scrub-settings.ts'
import { jsonWithout, scrubbed, withoutTraces } from './scrub.ts'
import { textPlace, type TextTable } from './text-place.ts'

/** What people set, into which they may have put words of a mention: edits of topics, saved views, events, silences. */
export const settingPlaces = (context: PlaceContext): Place[] =>
  [edits, views, issues, silences].map((table) => textPlace(context, table))

const edits: TextTable = {
  name: 'edits of topics',
  table: 'taxonomy_edits',
  key: ['made_at', 'id'],
  texts: { edit: 'String' },
  clean: (traces, { edit }) => ({ edit: jsonWithout(traces, edit, cleanEdit) }),
}

const views: TextTable = {
  name: 'saved views',
  table: 'saved_views',
  key: ['id', 'version'],
  texts: { name: 'String', query: 'String' },
  clean: (traces, { name, query }) => ({
    name: withoutTraces(traces, String(name)),
    query: jsonWithout(traces, query, cleanQuery),
  }),
}

const issues: TextTable = {
  name: 'events',
  table: 'known_issues',
  key: ['id', 'version'],
  texts: { name: 'String', products: 'Array(String)', versions: 'Array(String)' },
  clean: (traces, issue) => cleanIssue(traces, issue) as Record<string, unknown>,
}

const silences: TextTable = {
  name: 'silences',
  table: 'silences',
  key: ['id'],
  texts: { matches: 'String', reason: 'String' },
  version: 'version',
  clean: (traces, { matches, ...reason }) => ({
    matches: jsonWithout(traces, matches, cleanMatches),
    ...(scrubbed(traces, reason) as object),
  }),
}

/**
 * Every text of these tables that may repeat a word of a mention: names, and the others (phrases, hints, filters, products, regions).
 * @throws Error when the store refuses the query
 */
export async function settingTexts(store: Store): Promise<{ names: string[]; others: string[] }> {
  const rows = await store.select(
    Type.Object({ name: Type.String(), others: Type.Array(Type.String()) }),
    `SELECT JSONExtractString(edit, 'name') AS name, arrayConcat(JSONExtract(edit, 'phrases', 'Array(String)'), JSONExtract(edit, 'hints', 'Array(String)')) AS others FROM taxonomy_edits
     UNION ALL SELECT name, mapValues(JSONExtract(query, 'Map(String, String)')) AS others FROM saved_views
     UNION ALL SELECT name, arrayConcat(products, versions) AS others FROM known_issues
     UNION ALL SELECT '' AS name, arrayConcat(JSONExtract(matches, 'products', 'Array(String)'), JSONExtract(matches, 'regions', 'Array(String)')) AS others FROM silences`,
  )
  return { names: rows.map(({ name }) => name), others: rows.flatMap(({ others }) => others) }
}
