import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { inTurn } from './poll/in-turn.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { clientCredentials } from './poll/oauth.ts'

const teamsOptions = Type.Object(
  {
    type: Type.Literal('teams'),
    name: SourceName,
    tenant: Type.String({
      pattern: '^[\\w.-]+$',
      description: 'The id or a domain of the tenant.',
      examples: ['halden.onmicrosoft.com'],
    }),
    clientId: Type.String({
      minLength: 1,
      description: 'The id of the app registration.',
      examples: ['6f1c2a34-0000-4000-8000-000000000000'],
    }),
    clientSecret: secretOf('A client secret of the app registration.', 'TEAMS_SECRET'),
    team: Type.String({
      pattern: '^[\\w-]+$',
      description: 'The id of the team.',
      examples: ['fbe2bf47-0000-4000-8000-000000000000'],
    }),
    channels: Type.Array(Type.String({ pattern: '^[\\w:.@-]+$' }), {
      minItems: 1,
      maxItems: 50,
      description: 'Ids of channels of the team.',
      examples: [['19:4a95f7d8db4c4e7f@thread.tacv2']],
    }),
    everySeconds: everySecondsOf(120, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type TeamsOptions = Static<typeof teamsOptions>

export const teamsSource = defineSource({
  type: 'teams',
  options: teamsOptions,
  open: (options, deps) => [teams(options, deps)],
})

/** By id of the channel: the link that gives what comes next. */
type State = Record<string, string>

const publicRoots = { api: 'https://graph.microsoft.com/v1.0', login: 'https://login.microsoftonline.com' }
/** A channel accepts a request a second. */
const allowance = { requests: 30, perMs: 60_000 }
const remedy =
  'clientId or clientSecret is wrong or expired, or the app lacks the application permission ChannelMessage.Read.All with the consent ' +
  'of an administrator: see App registrations in Microsoft Entra'

/**
 * What people write in channels of the company's own teams, by the delta query of Microsoft Graph, which also tells of edits and
 * deletions. Replies are not in it. What bots and connectors write is left out, or the notifications of Groundswell would come back.
 *
 * Terms: the messages are the company's own data and personal; Microsoft sets no limit to keeping them.
 */
export function teams(options: TeamsOptions, deps: SourceDeps, roots = publicRoots): Source {
  const { tenant, clientId, clientSecret } = options
  const tokenUrl = `${roots.login}/${tenant}/oauth2/v2.0/token`
  const client = { tokenUrl, clientId, clientSecret, scope: 'https://graph.microsoft.com/.default', remedy }
  return connectorSource<State>(
    {
      ...pollingOf(teamsOptions, options),
      api: { root: roots.api, credential: clientCredentials(client, deps), allowance },
      remembered: 2_000,
      poll: (polled) => inTurn(options.channels, polled.state, (channel) => changes(polled, options.team, channel)),
    },
    deps,
  )
}

async function* changes(
  { api, state, since }: Polled<State>,
  team: string,
  channel: string,
): AsyncGenerator<Batch<string>> {
  const path = `/teams/${team}/channels/${encodeURIComponent(channel)}/messages/delta`
  // Graph goes back eight months.
  const first = { $filter: `lastModifiedDateTime gt ${new Date(since).toISOString()}`, $top: 50 }
  const saved = state?.[channel]
  // 410: the link has expired, and everything is read again.
  const resumed = saved === undefined ? undefined : await api.find(saved, {}, [410])
  for (let response = resumed ?? (await api.get(path, first)); ;) {
    const { body } = response
    const next = body.text('@odata.nextLink')
    const link = next || body.text('@odata.deltaLink')
    yield { ...readItems(body.list('value'), (message) => toMention(message, channel)), state: link }
    if (next === '') return
    response = await api.get(next)
  }
}

function toMention(message: Item, channel: string): Reading {
  const nativeId = `${channel}:${message.id('id')}`
  if (message.text('deletedDateTime') !== '') return { deleted: nativeId }
  const user = message.text('from.user.id')
  if (message.text('messageType') !== 'message' || user === '') return undefined
  const [title, url, parent] = [message.text('subject'), message.text('webUrl'), message.text('replyToId')]
  const isHtml = message.text('body.contentType') === 'html'
  return {
    nativeId,
    createdAt: message.time('createdDateTime'),
    text: isHtml ? message.plain('body.content') : message.text('body.content'),
    ...(title && { title }),
    channel,
    format: 'message',
    ...(url && { url }),
    author: { id: user },
    ...(parent && { inReplyTo: `${channel}:${parent}` }),
  }
}
