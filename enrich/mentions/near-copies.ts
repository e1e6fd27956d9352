import { Type } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import type { MentionRow } from './mention-table.ts'
import { rankSql } from './newest-current.ts'
import { wantedSql, type Wanted } from './wanted.ts'

/** SQL: the same for near copies of a text. */
export const textSql = `multiIf(cluster != '', cluster, content_hash != '', content_hash, id)`

export const textOf = ({ cluster, contentHash, id }: Pick<MentionRow, 'cluster' | 'contentHash' | 'id'>): string =>
  cluster || contentHash || id

/** Copies are linked within three days of each other; what spreads for longer than a month is left out. */
export const spreadMs = 33 * 86_400_000

/** How many other wanted mentions have nearly the same text as each of these, by id. */
export async function copiesOf(
  store: Store,
  mentions: readonly MentionRow[],
  wanted: Wanted,
): Promise<Map<string, number>> {
  if (mentions.length === 0) return new Map()
  const times = mentions.map(({ createdAt }) => createdAt)
  const { where, params } = wantedSql({
    ...wanted,
    from: Math.max(wanted.from, Math.min(...times) - spreadMs),
    to: Math.min(wanted.to, Math.max(...times) + spreadMs),
  })
  // Rows older than the column have no cluster. The index is on `cluster` alone.
  const rows = await selectIn(
    store,
    Type.Object({ text: Type.String(), mentions: Type.Integer() }),
    // Of each mention the newest version, without FINAL, which opens each column of each part at once.
    `SELECT text, count() AS mentions FROM (
       SELECT argMax(cluster, ${rankSql}) AS text, argMax(ifNull(${where}, 0), ${rankSql}) AS is_wanted
       FROM mentions WHERE cluster IN {texts: Array(String)} AND created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} GROUP BY id)
     WHERE is_wanted GROUP BY text HAVING mentions > 1`,
    {
      name: 'texts',
      list: new Set(mentions.map(({ cluster }) => cluster).filter((cluster) => cluster !== '')),
      ...params,
    },
  )
  const counted = new Map(rows.map(({ text, mentions: n }) => [text, n]))
  return new Map(mentions.map((mention) => [mention.id, (counted.get(mention.cluster) ?? 1) - 1]))
}
