import type { Readable } from 'node:stream'
import type { Store } from '../../infra/store/store.ts'
import { wantedSql, type Wanted } from './wanted.ts'

/** The columns of the CSV of mentions (`api/dto/mention-table.ts`) with lists as lists; `answeredAt` is not stored with a mention. */
const columns = `id, created_at AS createdAt, toString(source) AS source, nullIf(channel, '') AS channel, nullIf(author_handle, '') AS author,
  nullIf(title, '') AS title, text, nullIf(url, '') AS url, toString(language) AS language,
  arrayMap(x -> toString(x), topics) AS topics, arrayMap(x -> toString(x), departments) AS departments,
  toString(sentiment) AS sentiment, round(sentiment_score, 3) AS sentimentScore, toString(intent) AS intent, toString(stage) AS stage,
  toString(severity) AS severity, rating,
  arrayMap((k, v) -> CAST((toString(k), v), 'Tuple(kind String, value String)'), entity_kinds, entity_values) AS entities,
  removed_at AS removedAt`

/** The mentions as a Parquet file, in no particular order. */
export function mentionParquet(store: Store, wanted: Wanted): Promise<Readable> {
  const { where, params } = wantedSql(wanted)
  return store.parquet(`SELECT ${columns} FROM (SELECT * FROM mentions FINAL WHERE ${where})`, params)
}
