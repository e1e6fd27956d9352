import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { discussions, pointsWait, type DiscussionState } from './github/discussions.ts'
import { linkOf } from './poll/api.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { bearer } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf, resumed } from './poll/keys.ts'

const githubOptions = Type.Object(
  {
    type: Type.Literal('github'),
    name: SourceName,
    repository: Type.String({
      pattern: '^[\\w.-]+/[\\w.-]+$',
      description: 'Owner and name of the repository.',
      examples: ['halden/app'],
    }),
    token: Type.Optional(
      secretOf('A fine-grained token that may read issues; without one 60 requests an hour.', 'GITHUB_TOKEN'),
    ),
    discussions: Type.Optional(
      Type.Boolean({
        description: 'Also the discussions of the repository; needs a token. false if absent.',
        examples: [true],
      }),
    ),
    url: Type.Optional(
      Type.String({
        pattern: '^https?://.*[^/]$',
        description: 'The API of GitHub Enterprise Server; absent: github.com.',
        examples: ['https://github.example.com/api/v3'],
      }),
    ),
    everySeconds: everySecondsOf(120, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const githubSource = defineSource({
  type: 'github',
  options: githubOptions,
  faults: ({ discussions: isRead, token }) =>
    isRead && token === undefined ? [{ key: 'discussions', fault: 'needs a token: GraphQL gives none without' }] : [],
  open: (options, deps) => [github(options, deps)],
})

/** The newest times of change (epoch ms) that were read. */
interface State {
  issues: number
  comments: number
  discussions?: DiscussionState
}

const publicApi = 'https://api.github.com'
const hourMs = 3_600_000
const remedy =
  'token is wrong or expired, or may not read this repository: make a fine-grained token with read access to issues'

/**
 * Issues and their comments, in the order of their changes, and discussions, those that were changed last first. Pull requests, their comments and what bots write are left out.
 *
 * Terms: GitHub's API terms allow to keep public content; personal data only for the purpose that its owner would expect. The API does
 * not tell of deletions: the webhook does.
 */
export function github(options: Static<typeof githubOptions>, deps: SourceDeps): Source {
  const { token, url: root = publicApi, repository } = options
  const credential = bearer(token, remedy)
  const api = {
    root,
    credential,
    allowance: { requests: token === undefined ? 60 : 5_000, perMs: hourMs },
    headers: { accept: 'application/vnd.github+json, application/json', 'x-github-api-version': '2022-11-28' },
  }
  return connectorSource<State>(
    {
      ...pollingOf(githubOptions, options),
      api,
      remembered: 1_000,
      async *poll(polled) {
        let state = polled.state ?? { issues: polled.since, comments: polled.since }
        for (const list of ['issues', 'comments'] as const)
          for await (const batch of changes(polled, { list, repository, state }))
            yield { ...batch, state: (state = batch.state) }
        if (!options.discussions) return
        // GitHub Enterprise Server has GraphQL beside /api/v3.
        const graph = polled.open({ ...api, root: root.replace(/\/v3$/, ''), waitOf: pointsWait })
        const wanted = { repository, credential, since: polled.since, now: polled.now, state: state.discussions ?? {} }
        for await (const { read, state: own } of discussions(graph, wanted))
          yield { ...read, state: (state = { ...state, discussions: own }) }
      },
    },
    deps,
  )
}

interface Wanted {
  list: 'issues' | 'comments'
  repository: string
  state: State
}

/** `since` includes its second, so the last items come again; they are known. */
async function* changes(
  { api, since, now }: Polled<State>,
  { list, repository, state }: Wanted,
): AsyncGenerator<Batch<State>> {
  const path = `/repos/${repository}/issues${list === 'comments' ? '/comments' : ''}`
  const from = resumed(state[list], { since, now })
  const query = { state: 'all', sort: 'updated', direction: 'asc', per_page: 100, since: iso(from) }
  let newest = from
  for (let next: string | undefined = path; next !== undefined;) {
    const { body, headers } = await api.get(next, next === path ? query : {})
    const items = body.list('')
    newest = Math.max(newest, ...keysOf(items, (item) => item.time('updated_at'), now))
    next = linkOf(headers.link, 'next')
    yield { ...readItems(items, list === 'issues' ? toIssue : toComment), state: { ...state, [list]: newest } }
  }
}

const iso = (at: number) => new Date(at).toISOString()

function toIssue(issue: Item): Reading {
  if (issue.item('pull_request').raw !== undefined || isByBot(issue)) return undefined
  const title = issue.text('title')
  return { ...common(issue), nativeId: `issue:${issue.id('number')}`, title, text: issue.text('body') || title }
}

function toComment(comment: Item): Reading {
  const issue = /\/issues\/(\d+)#/.exec(comment.text('html_url'))?.[1]
  if (issue === undefined || isByBot(comment)) return undefined
  return {
    ...common(comment),
    nativeId: `comment:${comment.id('id')}`,
    text: comment.text('body'),
    inReplyTo: `issue:${issue}`,
  }
}

const isByBot = (item: Item) => item.text('user.type') === 'Bot'

function common(item: Item) {
  const [id, handle] = [item.text('user.id'), item.text('user.login')]
  return {
    createdAt: item.time('created_at'),
    url: item.text('html_url'),
    format: 'post' as const,
    ...(id && { author: { id, handle } }),
  }
}
