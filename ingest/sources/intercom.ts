import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { Api } from './poll/api.ts'
import { connectorSource } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { bearer } from './poll/credential.ts'
import { openItem, readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf, resumed } from './poll/keys.ts'

const roots = { us: 'https://api.intercom.io', eu: 'https://api.eu.intercom.io', au: 'https://api.au.intercom.io' }

const intercomOptions = Type.Object(
  {
    type: Type.Literal('intercom'),
    name: SourceName,
    accessToken: secretOf('The access token of an app of the workspace.', 'INTERCOM_TOKEN'),
    region: Type.Optional(
      Type.Enum(Object.keys(roots) as (keyof typeof roots)[], {
        description: 'Where the workspace is hosted; us if absent.',
        examples: ['eu'],
      }),
    ),
    everySeconds: everySecondsOf(120, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const intercomSource = defineSource({
  type: 'intercom',
  options: intercomOptions,
  open: (options, deps) => [intercom(options, deps)],
})

/** `from`: the newest change (epoch ms) that earlier polls read. Within a poll: the next page, and the newest change until now. */
interface State {
  from: number
  after?: string
  newest?: number
}

/** 10,000 a minute, spread over windows of 10 s: a third of a window is left to other apps. */
const allowance = { requests: 1_000, perMs: 10_000 }
/** The search index is behind by up to some minutes. */
const overlapMs = 5 * 60_000
const perPage = 50
const remedy =
  'accessToken is wrong or expired, or may not read conversations: the Developer Hub shows it under Authentication'

/**
 * What customers write in conversations: the search finds the conversations that changed, and a request for each has its parts. What
 * teammates write is no mention but an answer; what bots write is neither, and notes are never read.
 *
 * Terms: the conversations are the company's own data and personal; Intercom sets no limit to keeping them. A redacted part is deleted
 * here.
 */
export function intercom(
  options: Static<typeof intercomOptions>,
  deps: SourceDeps,
  root = roots[options.region ?? 'us'],
): Source {
  return connectorSource<State>(
    {
      ...pollingOf(intercomOptions, options),
      api: {
        root,
        credential: bearer(options.accessToken, remedy),
        allowance,
        headers: { 'intercom-version': '2.14' },
      },
      remembered: 2_000,
      async *poll({ api, state, since, now }) {
        const from = resumed(state?.from, { since, now })
        let { after, newest = from } = state ?? {}
        for (;;) {
          const { body } = await api.post('/conversations/search', {
            query: { field: 'updated_at', operator: '>', value: Math.floor((from - overlapMs) / 1000) },
            pagination: { per_page: perPage, ...(after !== undefined && { starting_after: after }) },
          })
          const found = body.list('conversations')
          newest = Math.max(newest, ...keysOf(found, (conversation) => conversation.time('updated_at'), now))
          after = body.text('pages.next.starting_after') || undefined
          const read = readItems(await withParts(found, api), toMentions)
          yield { ...read, state: after === undefined ? { from: newest } : { from, after, newest } }
          if (after === undefined) return
        }
      },
    },
    deps,
  )
}

/** The conversations with all their parts. One that is gone meanwhile is left as the search gave it. */
async function withParts(found: readonly Item[], api: Api): Promise<Item[]> {
  const whole: Item[] = []
  for (const item of found) {
    const id = item.text('id')
    const response = id === '' ? undefined : await api.find(`/conversations/${encodeURIComponent(id)}`)
    whole.push(response ? openItem(response.body.raw, item.name) : item)
  }
  return whole
}

function toMentions(conversation: Item): Reading[] {
  const id = `conversation:${conversation.id('id')}`
  const source = conversation.item('source')
  const createdAt = conversation.time('created_at')
  const title = source.plain('subject')
  const satisfaction = conversation.text('conversation_rating.rating')
  const opening: Reading = source.is('redacted')
    ? { deleted: id }
    : {
        ...written(source, 'body'),
        nativeId: id,
        createdAt,
        ...(title && { title }),
        // It rates the support and not the product, so it is no rating of the mention.
        ...(satisfaction && { fields: { satisfaction } }),
      }
  const { raw } = conversation.item('conversation_parts.conversation_parts')
  const parts = Array.isArray(raw) ? conversation.list('conversation_parts.conversation_parts') : []
  return [...(isByCustomer(source) ? [opening] : []), ...parts.flatMap((part) => toReply(part, id))]
}

function toReply(part: Item, conversationId: string): Reading[] {
  if (isByTeammate(part)) return [{ answer: { to: conversationId, at: part.time('created_at') } }]
  if (!isByCustomer(part) || part.text('part_type') === 'note') return []
  const id = `part:${part.id('id')}`
  if (part.is('redacted')) return [{ deleted: id }]
  return [{ ...written(part, 'body'), nativeId: id, createdAt: part.time('created_at'), inReplyTo: conversationId }]
}

const customers = ['user', 'lead', 'contact']
const isByCustomer = (item: Item) => customers.includes(item.text('author.type'))

/** A text that the customer sees. Assignments and the like have other types or no body. */
const isByTeammate = (part: Item) =>
  part.text('author.type') === 'admin' && part.text('part_type') === 'comment' && part.plain('body') !== ''

const written = (item: Item, body: string) => ({
  text: item.plain(body),
  format: 'message' as const,
  author: { id: item.id('author.id') },
})
