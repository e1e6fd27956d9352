import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { Api } from './poll/api.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { clientCredentials } from './poll/oauth.ts'

const zendeskOptions = Type.Object(
  {
    type: Type.Literal('zendesk'),
    name: SourceName,
    subdomain: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]*$',
      description: 'The name before .zendesk.com.',
      examples: ['halden'],
    }),
    clientId: Type.String({
      minLength: 1,
      description: 'The identifier of the OAuth client.',
      examples: ['groundswell'],
    }),
    clientSecret: secretOf('The secret of the OAuth client.', 'ZENDESK_SECRET'),
    everySeconds: everySecondsOf(60, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const zendeskSource = defineSource({
  type: 'zendesk',
  options: zendeskOptions,
  open: (options, deps) => [zendesk(options, deps)],
})

/** `cursor` of the ticket export, and the time (epoch s) up to which comments were read. */
interface State {
  cursor?: string
  eventsFrom: number
  /** Ids of tickets that were deleted last: their comments may still come. */
  gone?: string[]
}

const mostGone = 500

/** The exports accept 10 requests a minute (30 with the High Volume add-on). */
const allowance = { requests: 10, perMs: 60_000 }
/** The exports withhold the last minute. */
const lagMs = 60_000
const remedy =
  'clientId or clientSecret is wrong or expired, or its owner is no admin: make a confidential OAuth client in the Admin Center ' +
  '(Apps and integrations, APIs, OAuth clients)'

/**
 * Tickets and the public comments of customers, by the incremental exports. Comments come from the ticket event export with
 * `comment_events`: one request has the comments of a thousand updates, where the comments of each ticket cost a request each. What
 * agents write is no mention but an answer, and private comments are never read.
 *
 * Terms: the tickets are the company's own data and personal; Zendesk sets no limit to keeping them. A deleted ticket is deleted
 * here with its comments.
 */
export function zendesk(options: Static<typeof zendeskOptions>, deps: SourceDeps, root = rootOf(options)): Source {
  const { clientId, clientSecret } = options
  const tokenUrl = `${root}/oauth/tokens`
  const client = { tokenUrl, clientId, clientSecret, scope: 'read', encoding: 'json' as const, remedy }
  const roles = new Map<string, string>()
  return connectorSource<State>(
    {
      ...pollingOf(zendeskOptions, options),
      api: { root, credential: clientCredentials(client, deps), allowance },
      lagMs,
      remembered: 1_000,
      async *poll(polled) {
        let state = polled.state ?? { eventsFrom: Math.floor(polled.since / 1000) }
        for await (const batch of tickets(polled, state, root)) yield { ...batch, state: (state = batch.state) }
        yield* comments(polled, state, roles)
      },
    },
    deps,
  )
}

const rootOf = ({ subdomain }: { subdomain: string }) => `https://${subdomain}.zendesk.com`

async function* tickets({ api, since }: Polled<State>, state: State, root: string): AsyncGenerator<Batch<State>> {
  for (let { cursor, gone = [] } = state; ;) {
    const from = cursor === undefined ? { start_time: Math.floor(since / 1000) } : { cursor }
    const { body } = await api.get('/api/v2/incremental/tickets/cursor.json', from)
    cursor = body.text('after_cursor') || cursor
    const read = readItems(body.list('tickets'), (ticket) => toTicket(ticket, root))
    gone = [...new Set([...gone, ...read.deletions.map(({ id }) => id)])].slice(-mostGone)
    yield { ...read, state: { ...state, ...(cursor !== undefined && { cursor }), ...(gone.length > 0 && { gone }) } }
    if (body.is('end_of_stream') || cursor === undefined) return
  }
}

function toTicket(ticket: Item, root: string): Reading {
  const id = ticket.id('id')
  if (ticket.text('status') === 'deleted') return { deleted: `ticket:${id}`, withReplies: true }
  const [title, channel] = [ticket.text('subject'), ticket.text('via.channel')]
  const satisfaction = /^(good|bad)/.exec(ticket.text('satisfaction_rating.score'))?.[1]
  return {
    nativeId: `ticket:${id}`,
    createdAt: ticket.time('created_at'),
    text: ticket.text('description') || title,
    ...(title && { title }),
    format: 'ticket',
    ...(channel && { channel }),
    url: `${root}/agent/tickets/${id}`,
    author: { id: ticket.id('requester_id') },
    // It rates the support and not the product, so it is no rating of the mention.
    ...(satisfaction && { fields: { satisfaction } }),
  }
}

async function* comments(polled: Polled<State>, state: State, roles: Roles): AsyncGenerator<Batch<State>> {
  for (let { eventsFrom } = state; ;) {
    const start = Math.min(eventsFrom, Math.floor((polled.now - lagMs) / 1000) - 1)
    const query = { start_time: start, include: 'comment_events' }
    const { body } = await polled.api.get('/api/v2/incremental/ticket_events.json', query)
    const events = body.list('ticket_events')
    await learnRoles(events.flatMap(publicComments), polled.api, roles)
    const read = readItems(events, (event) =>
      publicComments(event)
        .filter(() => !state.gone?.includes(`ticket:${event.text('ticket_id')}`))
        .map((comment) => readingOf(comment, { ticketId: event.id('ticket_id'), roles })),
    )
    eventsFrom = body.number('end_time') ?? eventsFrom
    yield { ...read, state: { ...state, eventsFrom } }
    if (body.is('end_of_stream') || eventsFrom <= start) return
  }
}

/** Of an update that is not the ticket's creation, whose comment is the description. */
function publicComments(event: Item): Item[] {
  if (!Array.isArray(event.item('child_events').raw)) return []
  const children = event.list('child_events')
  if (children.some((child) => kindOf(child) === 'Create')) return []
  return children.filter((child) => kindOf(child) === 'Comment' && child.is('public'))
}

/** `type` as in audits, or `event_type`. */
const kindOf = (child: Item) => child.text('event_type') || child.text('type')

/** What a customer writes is a mention, what an agent writes an answer. */
function readingOf(comment: Item, { ticketId, roles }: { ticketId: string; roles: Roles }): Reading {
  const role = roles.get(comment.text('author_id'))
  if (role === 'end-user') return toComment(comment, ticketId)
  return role ? { answer: { to: `ticket:${ticketId}`, at: comment.time('created_at') } } : undefined
}

const toComment = (comment: Item, ticketId: string): Reading => ({
  nativeId: `comment:${comment.id('id')}`,
  createdAt: comment.time('created_at'),
  text: comment.text('body'),
  format: 'ticket',
  author: { id: comment.id('author_id') },
  inReplyTo: `ticket:${ticketId}`,
})

/** Role (`end-user`, `agent`, `admin`) by user id; '' for a user that is gone. */
type Roles = Map<string, string>
const usersPerRequest = 100
const mostRoles = 20_000

async function learnRoles(found: readonly Item[], api: Api, roles: Roles): Promise<void> {
  if (roles.size > mostRoles) roles.clear()
  const ids = new Set(found.map((comment) => comment.text('author_id')).filter((id) => id !== '' && !roles.has(id)))
  for (const unknown = [...ids]; unknown.length > 0;) {
    const some = unknown.splice(0, usersPerRequest)
    const { body } = await api.get('/api/v2/users/show_many.json', { ids: some.join(',') })
    for (const id of some) roles.set(id, '')
    for (const user of body.list('users')) roles.set(user.text('id'), user.text('role'))
  }
}
