import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { authorRoles, sentimentLabels, stages } from '../labels/enriched-mention.ts'
import { visibleMentionsSql, type VisibleMentions } from './visible-mentions.ts'

const WrittenRow = Type.Object({
  id: Type.String(),
  source: Type.String(),
  authorHandle: Type.String(),
  createdAt: Type.Integer(),
  inReplyTo: Type.String(),
  stage: Type.Enum([...stages]),
  authorRole: Type.Enum([...authorRoles]),
  sentiment: Type.Enum([...sentimentLabels]),
  format: Type.String(),
  topicTree: Type.Array(Type.String()),
})
/** What a mention tells of its author. */
export type Written = Static<typeof WrittenRow>

export const mostWritten = 1_000

/** The visible mentions of an author, newest first, at most 1,000. @param key pseudonymous, see `authorKey` */
export async function writtenBy(store: Store, key: string, visible: VisibleMentions): Promise<Written[]> {
  const { where, params } = visibleMentionsSql(visible)
  return store.select(
    WrittenRow,
    `SELECT id, source, author_handle, created_at, in_reply_to, stage, author_role, sentiment, format, topic_tree FROM mentions FINAL
     WHERE author_key = {key: String} AND intent != 'spam' AND ${where} ORDER BY created_at DESC, id DESC LIMIT ${mostWritten}`,
    { key, ...params },
  )
}

/** A time from which something was so. */
export interface Since<T> {
  /** Epoch ms. */
  at: number
  value: T
  /** How many mentions in a row. */
  mentions: number
}

/** How a label changed from mention to mention, oldest first. `ignored` says nothing. @param written newest first */
export function changesOf<T>(written: readonly Written[], of: (one: Written) => T, ignored?: T): Since<T>[] {
  const changes: Since<T>[] = []
  for (const one of written.toReversed()) {
    const value = of(one)
    if (value === ignored) continue
    const last = changes.at(-1)
    if (last?.value === value) last.mentions++
    else changes.push({ at: one.createdAt, value, mentions: 1 })
  }
  return changes
}
