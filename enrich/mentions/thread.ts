import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { findMention } from './mention-query.ts'
import { mentionColumns, MentionRow } from './mention-table.ts'
import { visibleMentionsSql, type VisibleMentions } from './visible-mentions.ts'

type Post = Pick<MentionRow, 'id' | 'source' | 'inReplyTo'>

const mostAbove = 20
const mostReplies = 200

/** The id of the mention that `inReplyTo` names, which sources give with or without their prefix; undefined where it answers none. */
function parentOf({ source, inReplyTo }: Post): string | undefined {
  if (inReplyTo === '') return undefined
  return inReplyTo.startsWith(`${source}:`) ? inReplyTo : `${source}:${inReplyTo}`
}

/**
 * The visible mentions of a conversation, oldest first: those that the mention answers, one after the other, and all direct and indirect
 * replies to the first of them. At most 200 replies. Without replies and without a visible parent it is the mention alone.
 */
export async function threadOf(store: Store, mention: MentionRow, visible: VisibleMentions): Promise<MentionRow[]> {
  const thread = new Map([[mention.id, mention]])
  let first = mention
  for (let parent = parentOf(mention); parent !== undefined && thread.size <= mostAbove; parent = parentOf(first)) {
    const found = thread.has(parent) ? undefined : await findMention(store, parent, visible)
    if (!found) break
    thread.set(found.id, found)
    first = found
  }
  for (let asked: MentionRow[] = [...thread.values()]; asked.length > 0 && thread.size < mostReplies;) {
    const replies = (await repliesTo(store, asked, visible)).filter(({ id }) => !thread.has(id))
    for (const reply of replies) thread.set(reply.id, reply)
    asked = replies
  }
  return [...thread.values()].toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}

async function repliesTo(store: Store, asked: readonly MentionRow[], visible: VisibleMentions): Promise<MentionRow[]> {
  const { where, params } = visibleMentionsSql(visible)
  const names = asked.flatMap(({ id, source }) => [id, id.slice(source.length + 1)])
  const rows = await selectIn(
    store,
    MentionRow,
    `SELECT ${mentionColumns} FROM mentions FINAL
     WHERE in_reply_to IN {names: Array(String)} AND source IN {sources: Array(String)} AND ${where} ORDER BY created_at, id LIMIT ${mostReplies}`,
    { name: 'names', list: new Set(names), sources: [...new Set(asked.map(({ source }) => source))], ...params },
  )
  const ids = new Set(asked.map(({ id }) => id))
  return rows.filter((row) => ids.has(parentOf(row) ?? ''))
}
