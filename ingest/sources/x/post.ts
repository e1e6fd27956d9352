import type { Item, Reading } from '../poll/item.ts'

/** What is known of an author. */
interface Handle {
  handle: string
  followers: number | undefined
}

/** The authors of a page of posts, by id. */
export function handlesOf(page: Item): Map<string, Handle> {
  const { raw } = page.item('includes.users')
  const users = Array.isArray(raw) ? page.list('includes.users') : []
  return new Map(
    users.map((user) => [
      user.text('id'),
      { handle: user.text('username'), followers: user.number('public_metrics.followers_count') },
    ]),
  )
}

/** Names of fields before and since version 2.167 of the API. An edit is a post of its own: it has the id of the first version here. */
export function toMention(post: Item, handles: ReadonlyMap<string, Handle>): Reading {
  const id = post.id('id')
  const first = post.text('edit_history_tweet_ids.0') || post.text('edit_history_post_ids.0') || id
  const referenced = [...listOf(post, 'referenced_tweets'), ...listOf(post, 'referenced_posts')]
  if (referenced.some((other) => ['retweeted', 'reposted'].includes(other.text('type')))) return undefined
  const parent = referenced.find((other) => other.text('type') === 'replied_to')?.text('id')
  const author = post.text('author_id')
  const { handle = '', followers } = handles.get(author) ?? {}
  return {
    nativeId: first,
    createdAt: post.time('created_at'),
    // Long posts have their whole text in a note.
    text: unescape(post.text('note_tweet.text') || post.text('note_post.text') || post.text('text')),
    format: parent ? 'comment' : 'post',
    url: `https://x.com/${handle || 'i'}/status/${id}`,
    ...(author && {
      author: { id: author, ...(handle && { handle }), ...(followers !== undefined && { followers }) },
    }),
    ...(parent && { inReplyTo: parent }),
  }
}

const listOf = (post: Item, path: string) => (Array.isArray(post.item(path).raw) ? post.list(path) : [])

const unescape = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
