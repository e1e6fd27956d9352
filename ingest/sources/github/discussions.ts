import { rateLimitOf } from '../../../infra/http/rate-limit.ts'
import type { HttpResponse } from '../../../infra/http/fetch.ts'
import { SourceFailed } from '../../mention/source.ts'
import type { Api } from '../poll/api.ts'
import type { Credential } from '../poll/credential.ts'
import { readItems, type Item, type Reading } from '../poll/item.ts'
import { withoutSecrets } from '../poll/json-response.ts'
import { keysOf } from '../poll/keys.ts'
import { newestFirst, type ListPage, type NewestFirst } from '../poll/newest-first.ts'

/** How far the discussions were read; keys are times of change (epoch ms). */
export type DiscussionState = NewestFirst<string>

interface Wanted {
  repository: string
  credential: Credential
  since: number
  now: number
  state: DiscussionState
}

const post = 'body url createdAt author { __typename login ... on User { databaseId } }'
/** Ten discussions with 50 comments of 20 replies are about 5 of the 5,000 points an hour. */
const graph = `query ($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussions(first: 10, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { number title updatedAt ${post} comments(last: 50) {
        nodes { databaseId ${post} replies(last: 20) { nodes { databaseId ${post} } } }
      } }
    }
  }
}`

/** Discussions with their newest comments and replies, those that were changed last first. Throws SourceFailed. */
export function discussions(api: Api, { repository, credential, since, now, state }: Wanted) {
  const [owner, name] = repository.split('/')
  return newestFirst<string>(state, { since, now }, async (after): Promise<ListPage<string>> => {
    const { body, headers } = await api.post('/graphql', {
      query: graph,
      variables: { owner, name, after: after ?? null },
    })
    throwErrors(body, { credential, waitMs: Number(headers['retry-after'] ?? 0) * 1000 })
    const list = body.item('data.repository.discussions')
    const items = list.list('nodes')
    return {
      read: readItems(items, toMentions),
      keys: keysOf(items, (item) => item.time('updatedAt'), now),
      next: list.is('pageInfo.hasNextPage') ? list.text('pageInfo.endCursor') : undefined,
    }
  })
}

/** GraphQL states failures in a body with status 200. `waitMs`: see `pointsWait`. @throws SourceFailed */
function throwErrors(body: Item, { credential, waitMs }: { credential: Credential; waitMs: number }): void {
  const errors = Array.isArray(body.item('errors').raw) ? body.list('errors') : []
  if (errors.length === 0) return
  const [type, message] = [errors[0]!.text('type'), withoutSecrets(errors[0]!.text('message'), credential)]
  if (type === 'NOT_FOUND') throw new SourceFailed('gone', `GitHub knows no such repository. ${credential.remedy}`)
  if (type === 'RATE_LIMITED')
    throw new SourceFailed('failing', 'the rate limit of GraphQL is reached', { retryAfterMs: waitMs })
  throw new SourceFailed('failing', `GitHub refused the discussions: ${JSON.stringify(message.slice(0, 160))}`)
}

const unstatedWaitSeconds = 60

/** Seconds to wait when the points of the hour are used up. @param now epoch ms */
export function pointsWait({ body, headers }: HttpResponse, now: number): number | undefined {
  if (!body.includes('"RATE_LIMITED"')) return undefined
  const limit = rateLimitOf(headers, now)
  return limit?.remaining === 0 ? (limit.resetAt - now) / 1000 : unstatedWaitSeconds
}

function toMentions(discussion: Item): Reading[] {
  const nativeId = `discussion:${discussion.id('number')}`
  const title = discussion.text('title')
  const comments = nodesOf(discussion, 'comments').flatMap((comment) => {
    const id = `discussion-comment:${comment.id('databaseId')}`
    const replies = nodesOf(comment, 'replies').map((reply) =>
      toMention(reply, { nativeId: `discussion-comment:${reply.id('databaseId')}`, inReplyTo: id }),
    )
    return [toMention(comment, { nativeId: id, inReplyTo: nativeId }), ...replies]
  })
  return [toMention(discussion, { nativeId, title }), ...comments]
}

const nodesOf = (item: Item, path: string): Item[] =>
  Array.isArray(item.item(`${path}.nodes`).raw) ? item.list(`${path}.nodes`) : []

function toMention(item: Item, known: { nativeId: string; title?: string; inReplyTo?: string }): Reading {
  if (item.text('author.__typename') === 'Bot') return undefined
  const [handle, id] = [item.text('author.login'), item.text('author.databaseId')]
  return {
    ...known,
    text: item.text('body') || (known.title ?? ''),
    createdAt: item.time('createdAt'),
    url: item.text('url'),
    format: known.inReplyTo === undefined ? 'post' : 'comment',
    // A deleted account has no author.
    ...(handle && { author: { id: id || handle, handle } }),
  }
}
