import { Type, type Static } from 'typebox'
import { SourceFailed, type Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { Api } from './poll/api.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { bearer } from './poll/credential.ts'
import { inTurn } from './poll/in-turn.ts'
import { readItems, type Item } from './poll/item.ts'
import { keysOf } from './poll/keys.ts'
import { newestFirst, type NewestFirst } from './poll/newest-first.ts'
import { timeOf, toMention } from './slack/message.ts'

const slackOptions = Type.Object(
  {
    type: Type.Literal('slack'),
    name: SourceName,
    token: secretOf('The bot token of an app that is a member of the channels.', 'SLACK_TOKEN'),
    channels: Type.Array(Type.String({ pattern: '^[CG][A-Z0-9]+$' }), {
      minItems: 1,
      maxItems: 50,
      description: 'Ids of channels.',
      examples: [['C0123456789']],
    }),
    everySeconds: everySecondsOf(120, 30),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type SlackOptions = Static<typeof slackOptions>

export const slackSource = defineSource({
  type: 'slack',
  options: slackOptions,
  open: (options, deps) => [slack(options, deps)],
})

/** Keys are times of messages in epoch ms. */
interface Channel extends NewestFirst<string> {
  /** Timestamps (`ts`, the id of a message in its channel) of the messages on page one. */
  recent?: string[]
  /** The newest reply (`ts`) of any thread that was read. */
  replied?: string
}
/** By id of the channel. */
type State = Record<string, Channel>

const publicRoot = 'https://slack.com/api'
/** Tier 3: 50 a minute for each method. Apps that are sold to others have 1. */
const allowance = { requests: 40, perMs: 60_000 }
const perPage = 100
const remedy =
  'token is wrong, or the app lacks channels:history (groups:history for private channels) or is no member of a channel: ' +
  'see OAuth & Permissions of the app'

/**
 * What people write in channels of the company's own workspace, the newest first, with the replies in the threads of page one. On page
 * one an edit and a deletion are noticed. What bots write is left out, or the notifications of Groundswell would come back as mentions.
 *
 * Terms: the messages are the company's own data and personal; Slack's API terms forbid to train models on them. The channel's own
 * retention is not known here.
 */
export function slack(options: SlackOptions, deps: SourceDeps, root = publicRoot): Source {
  return connectorSource<State>(
    {
      ...pollingOf(slackOptions, options),
      api: { root, credential: bearer(options.token, remedy), allowance },
      remembered: 2_000,
      poll: (polled) => inTurn(options.channels, polled.state, (channel, before) => messages(polled, channel, before)),
    },
    deps,
  )
}

async function* messages(
  { api, since, now }: Polled<State>,
  channel: string,
  before: Channel = {},
): AsyncGenerator<Batch<Channel>> {
  const start = before.replied ?? String(since / 1000)
  let { recent = [], replied = start } = before
  const walked = newestFirst<string>(before, { since, now }, async (cursor) => {
    const body = await ask(api, '/conversations.history', { channel, limit: perPage, cursor })
    const found = body.list('messages')
    const threads = found.filter((message) => Number(message.text('latest_reply')) > Number(start))
    const replies = await repliesTo(threads, { api, channel, oldest: start })
    const read = readItems([...found, ...replies], (message) => toMention(message, channel))
    if (cursor === undefined) {
      const here = found.map((message) => message.text('ts')).filter((ts) => ts !== '')
      const gone = recent.filter((ts) => !here.includes(ts) && here.some((other) => Number(other) < Number(ts)))
      read.deletions.push(...gone.map((ts) => ({ id: `${channel}:${ts}`, reason: 'deleted' as const })))
      recent = here
    }
    replied = newestOf([replied, ...threads.map((thread) => thread.text('latest_reply'))])
    return { read, keys: keysOf(found, timeOf, now), next: body.text('response_metadata.next_cursor') || undefined }
  })
  for await (const { read, state } of walked) yield { ...read, state: { ...state, recent, replied } }
}

const newestOf = (stamps: readonly string[]) => stamps.reduce((a, b) => (Number(b) > Number(a) ? b : a))

interface Threads {
  api: Api
  channel: string
  /** `ts`: replies from then on. */
  oldest: string
}

async function repliesTo(threads: readonly Item[], { api, channel, oldest }: Threads): Promise<Item[]> {
  const replies: Item[] = []
  for (const thread of threads) {
    const ts = thread.text('ts')
    for (let cursor: string | undefined, isLast = false; !isLast;) {
      const body = await ask(api, '/conversations.replies', { channel, ts, oldest, limit: perPage, cursor })
      // The message that is answered comes again with every page.
      replies.push(...body.list('messages').filter((reply) => reply.text('ts') !== ts))
      cursor = body.text('response_metadata.next_cursor') || undefined
      isLast = cursor === undefined
    }
  }
  return replies
}

/** Slack refuses with status 200 and `ok: false`. @throws SourceFailed */
async function ask(api: Api, path: string, query: Parameters<Api['get']>[1]): Promise<Item> {
  const { body } = await api.get(path, query)
  if (body.is('ok')) return body
  const code = /^\w{1,60}$/.exec(body.text('error'))?.[0] ?? 'no code'
  throw new SourceFailed('failing', `Slack refused ${path.slice(1)} (${code}). ${remedy}`)
}
