import { Type } from 'typebox'
import { hasValueSql } from '../../enrich/mentions/dimensions.ts'
import { visibleMentionsSql, type VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'

/** When a version was first mentioned (epoch ms); undefined if it never was, or in no visible mention. */
export async function firstMentionOf(
  store: Store,
  version: string,
  visible: VisibleMentions,
): Promise<number | undefined> {
  const { where, params } = visibleMentionsSql(visible)
  const [row] = await store.select(
    Type.Object({ firstAt: Type.Integer(), mentions: Type.Integer() }),
    `SELECT min(created_at) AS first_at, count() AS mentions FROM mentions FINAL
     WHERE ${where} AND ${hasValueSql('version', '{version: String}')}`,
    { ...params, version },
  )
  return row && row.mentions > 0 ? row.firstAt : undefined
}
