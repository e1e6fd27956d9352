import type { Api } from '../poll/api.ts'
import type { Item, Reading } from '../poll/item.ts'

const top = 'snippet.topLevelComment'

/** Epoch ms. */
export const publishedAt = (thread: Item): number => thread.time(`${top}.snippet.publishedAt`)

/** The comment that began a thread, and the replies that come with it. */
export function toMentions(thread: Item): Reading[] {
  const { raw } = thread.item('replies.comments')
  const replies = Array.isArray(raw) ? thread.list('replies.comments') : []
  const video = thread.text('snippet.videoId')
  return [toMention(thread.item(top), video), ...replies.map((reply) => toMention(reply, video))]
}

function toMention(comment: Item, video: string): Reading {
  const id = comment.id('id')
  const [author, handle] = [comment.text('snippet.authorChannelId.value'), comment.text('snippet.authorDisplayName')]
  const parent = comment.text('snippet.parentId')
  return {
    nativeId: id,
    createdAt: comment.time('snippet.publishedAt'),
    text: comment.text('snippet.textOriginal') || comment.text('snippet.textDisplay'),
    format: 'comment',
    ...(video && { url: `https://www.youtube.com/watch?v=${video}&lc=${id}` }),
    ...(author && { author: { id: author, ...(handle && { handle }) } }),
    ...((parent || video) && { inReplyTo: parent || `video:${video}` }),
  }
}

/** Which of these comments (at most 50) are no longer there. */
export async function deletedOf(ids: readonly string[], api: Api) {
  if (ids.length === 0) return []
  const found = await api.find('/comments', { part: 'id', id: ids.join(',') })
  const here = new Set(found?.body.list('items').map((comment) => comment.text('id')))
  return ids.filter((id) => !here.has(id)).map((id) => ({ id, reason: 'deleted' as const }))
}
