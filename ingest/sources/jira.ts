import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { Api } from './poll/api.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { basic } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf, resumed } from './poll/keys.ts'

const jiraOptions = Type.Object(
  {
    type: Type.Literal('jira'),
    name: SourceName,
    site: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]*$',
      description: 'The name before .atlassian.net.',
      examples: ['halden'],
    }),
    project: Type.String({
      pattern: '^[A-Z][A-Z0-9_]+$',
      description: 'The key of the service project.',
      examples: ['HELP'],
    }),
    user: Type.String({
      minLength: 1,
      description: 'The mail address of the account that has the token.',
      examples: ['groundswell@halden.example'],
    }),
    apiToken: secretOf('An API token of an account that may browse the project.', 'JIRA_TOKEN'),
    everySeconds: everySecondsOf(120, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const jiraSource = defineSource({
  type: 'jira',
  options: jiraOptions,
  open: (options, deps) => [jira(options, deps)],
})

/** `from`: the newest time of change (epoch ms) that was read. */
interface State {
  from: number
}

const allowance = { requests: 100, perMs: 60_000 }
/** The search index is behind by seconds, and JQL compares minutes. */
const overlapMinutes = 5
const remedy =
  'user or apiToken is wrong or expired, or the account may not browse the project: see id.atlassian.com, Security'

/**
 * Requests of a service project in the order of their changes, with the public comments of customers. What agents write is no mention but an answer,
 * and internal comments are never read. The second version of the API gives texts as wiki markup, the third as a tree.
 *
 * Terms: the requests are the company's own data and personal; Atlassian sets no limit to keeping them. The API does not tell of
 * deletions.
 */
export function jira(options: Static<typeof jiraOptions>, deps: SourceDeps, root = rootOf(options)): Source {
  return connectorSource<State>(
    {
      ...pollingOf(jiraOptions, options),
      api: { root, credential: basic(options.user, options.apiToken, remedy), allowance },
      remembered: 2_000,
      poll: (polled) => requests(polled, options.project, root),
    },
    deps,
  )
}

const rootOf = ({ site }: { site: string }) => `https://${site}.atlassian.net`

async function* requests(polled: Polled<State>, project: string, root: string): AsyncGenerator<Batch<State>> {
  const { api, now } = polled
  const from = resumed(polled.state?.from, polled)
  // A date would be read in the time zone of the account; minutes ago have none.
  const minutes = Math.ceil((now - from) / 60_000) + overlapMinutes
  const jql = `project = "${project}" AND updated >= "-${minutes}m" ORDER BY updated ASC`
  let newest = from
  for (let nextPageToken: string | undefined, isLast = false; !isLast;) {
    const fields = 'summary,description,created,updated,reporter,comment'
    const { body } = await api.get('/rest/api/2/search/jql', { jql, fields, maxResults: 100, nextPageToken })
    const issues = body.list('issues')
    newest = Math.max(newest, ...keysOf(issues, (issue) => issue.time('fields.updated'), polled.now))
    nextPageToken = body.text('nextPageToken') || undefined
    isLast = nextPageToken === undefined
    const comments = await commentsOf(issues, api)
    yield { ...readItems(issues, (issue, i) => toMentions(issue, comments[i]!, root)), state: { from: newest } }
  }
}

/** The comments of each issue. The search gives the first ones; if there are more, a request gives the newest 100. */
async function commentsOf(issues: readonly Item[], api: Api): Promise<Item[][]> {
  const found: Item[][] = []
  for (const issue of issues) {
    const { raw } = issue.item('fields.comment.comments')
    const given = Array.isArray(raw) ? issue.list('fields.comment.comments') : []
    const isAll = (issue.number('fields.comment.total') ?? 0) <= given.length
    const path = `/rest/api/2/issue/${encodeURIComponent(issue.text('id'))}/comment`
    const newest = isAll ? undefined : await api.find(path, { orderBy: '-created', maxResults: 100 })
    found.push(newest?.body.list('comments') ?? given)
  }
  return found
}

function toMentions(issue: Item, comments: readonly Item[], root: string): Reading[] {
  const nativeId = `request:${issue.id('id')}`
  const [title, key] = [issue.text('fields.summary'), issue.text('key')]
  const request: Reading = {
    ...written(issue.item('fields'), 'reporter'),
    nativeId,
    text: issue.text('fields.description') || title,
    ...(title && { title }),
    ...(key && { url: `${root}/browse/${key}` }),
  }
  const replies = comments.filter(isByCustomer).map((comment): Reading => ({
    ...written(comment, 'author'),
    nativeId: `comment:${comment.id('id')}`,
    text: comment.text('body'),
    inReplyTo: nativeId,
  }))
  const answers = comments
    .filter(isByAgent)
    .map((comment): Reading => ({ answer: { to: nativeId, at: comment.time('created') } }))
  return [request, ...replies, ...answers]
}

/** The account type is `customer` for those of the portal, `atlassian` for those who work in Jira, `app` for apps. */
const isByCustomer = (comment: Item) =>
  comment.text('author.accountType') === 'customer' && comment.item('jsdPublic').raw !== false

const isByAgent = (comment: Item) =>
  comment.text('author.accountType') === 'atlassian' && comment.item('jsdPublic').raw !== false

function written(item: Item, by: 'reporter' | 'author') {
  const id = item.text(`${by}.accountId`)
  return { createdAt: item.time('created'), format: 'ticket' as const, ...(id && { author: { id } }) }
}
