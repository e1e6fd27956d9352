import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { linkOf } from './poll/api.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { basic } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf, resumed } from './poll/keys.ts'

const freshdeskOptions = Type.Object(
  {
    type: Type.Literal('freshdesk'),
    name: SourceName,
    subdomain: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]*$',
      description: 'The name before .freshdesk.com.',
      examples: ['halden'],
    }),
    apiKey: secretOf('The API key of an agent who may see all tickets.', 'FRESHDESK_KEY'),
    everySeconds: everySecondsOf(120, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const freshdeskSource = defineSource({
  type: 'freshdesk',
  options: freshdeskOptions,
  open: (options, deps) => [freshdesk(options, deps)],
})

/** The newest times of change (epoch ms) that were read, of tickets and of deleted ones. */
interface State {
  tickets: number
  deleted: number
}

/** The limit of the smallest plan; the answers' headers say less when less is left. */
const allowance = { requests: 50, perMs: 60_000 }
const remedy = 'apiKey is wrong, or its agent may not see all tickets: Profile settings of the agent show the key'

/**
 * Tickets in the order of their changes, and those that were deleted. Replies are not read: they cost a request for each ticket. Pages
 * are not counted up, because Freshdesk refuses deep ones: `updated_since` moves forward instead.
 *
 * Terms: the tickets are the company's own data and personal; Freshdesk sets no limit to keeping them.
 */
export function freshdesk(options: Static<typeof freshdeskOptions>, deps: SourceDeps, root = rootOf(options)): Source {
  return connectorSource<State>(
    {
      ...pollingOf(freshdeskOptions, options),
      api: { root, credential: basic(options.apiKey, 'X', remedy), allowance },
      remembered: 1_000,
      async *poll(polled) {
        let state = polled.state ?? { tickets: polled.since, deleted: polled.since }
        for (const list of ['tickets', 'deleted'] as const)
          for await (const batch of changes(polled, { list, state, root }))
            yield { ...batch, state: (state = batch.state) }
      },
    },
    deps,
  )
}

const rootOf = ({ subdomain }: { subdomain: string }) => `https://${subdomain}.freshdesk.com`

interface Wanted {
  list: keyof State
  state: State
  root: string
}

async function* changes(
  { api, since, now }: Polled<State>,
  { list, state, root }: Wanted,
): AsyncGenerator<Batch<State>> {
  const filter = list === 'deleted' ? { filter: 'deleted' } : { include: 'description' }
  for (let [from, page] = [resumed(state[list], { since, now }), 1]; ;) {
    const query = {
      ...filter,
      order_by: 'updated_at',
      order_type: 'asc',
      per_page: 100,
      page,
      updated_since: iso(from),
    }
    const { body, headers } = await api.get('/api/v2/tickets', query)
    const items = body.list('')
    const newest = Math.max(from, ...keysOf(items, (item) => item.time('updated_at'), now))
    yield { ...readItems(items, (ticket) => toTicket(ticket, root)), state: { ...state, [list]: newest } }
    if (linkOf(headers.link, 'next') === undefined) return
    // More changes in one second than a page holds: the next page of the same second.
    page = newest > from ? 1 : page + 1
    from = newest
  }
}

/** Freshdesk reads no fractions of seconds. */
const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`

function toTicket(ticket: Item, root: string): Reading {
  const id = ticket.id('id')
  if (ticket.is('deleted')) return { deleted: `ticket:${id}` }
  if (ticket.is('spam')) return undefined
  const title = ticket.text('subject')
  return {
    nativeId: `ticket:${id}`,
    createdAt: ticket.time('created_at'),
    text: ticket.text('description_text') || ticket.plain('description') || title,
    ...(title && { title }),
    format: 'ticket',
    url: `${root}/a/tickets/${id}`,
    author: { id: ticket.id('requester_id') },
  }
}
