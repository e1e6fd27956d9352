import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { byChange } from './poll/by-change.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf, resumed } from './poll/keys.ts'
import { clientCredentials } from './poll/oauth.ts'

const servicenowOptions = Type.Object(
  {
    type: Type.Literal('servicenow'),
    name: SourceName,
    instance: Type.String({
      pattern: '^[a-z0-9][a-z0-9-]*$',
      description: 'The name before .service-now.com.',
      examples: ['halden'],
    }),
    table: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9_]+$',
        description: 'The table of the records; sn_customerservice_case if absent.',
        examples: ['incident'],
      }),
    ),
    clientId: Type.String({ minLength: 1, description: 'The id of the OAuth client.', examples: ['5f3c0b1e'] }),
    clientSecret: secretOf('The secret of the OAuth client.', 'SERVICENOW_SECRET'),
    everySeconds: everySecondsOf(120, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const servicenowSource = defineSource({
  type: 'servicenow',
  options: servicenowOptions,
  open: (options, deps) => [servicenow(options, deps)],
})

/** `from`: the newest time of change (epoch ms) that was read. */
interface State {
  from: number
}

/** Limits are rules of the instance; without one there is none. */
const allowance = { requests: 60, perMs: 60_000 }
const minuteMs = 60_000
/** For a clock of the instance that is not ours. */
const overlapMinutes = 2
const columns =
  'sys_id,number,short_description,description,contact_type,caller_id,contact,consumer,opened_by,sys_created_on,sys_updated_on'
const remedy =
  'clientId or clientSecret is wrong, or the client credentials grant is off, or its OAuth user may not read the table: ' +
  'see System OAuth, Application Registry'

/**
 * Cases or incidents in the order of their changes, by the Table API. Comments and work notes are not read.
 *
 * Terms: the records are the company's own data and personal; ServiceNow sets no limit to keeping them. The API does not tell of
 * deletions.
 */
export function servicenow(
  options: Static<typeof servicenowOptions>,
  deps: SourceDeps,
  { root = rootOf(options), perPage = 500 } = {},
): Source {
  const { clientId, clientSecret, table = 'sn_customerservice_case' } = options
  const tokenUrl = `${root}/oauth_token.do`
  return connectorSource<State>(
    {
      ...pollingOf(servicenowOptions, options),
      api: { root, credential: clientCredentials({ tokenUrl, clientId, clientSecret, remedy }, deps), allowance },
      remembered: 2_000,
      poll: (polled) => records(polled, { table, root, perPage }),
    },
    deps,
  )
}

const rootOf = ({ instance }: { instance: string }) => `https://${instance}.service-now.com`

interface Wanted {
  table: string
  root: string
  perPage: number
}

async function* records(polled: Polled<State>, { table, root, perPage }: Wanted): AsyncGenerator<Batch<State>> {
  const { api, state, since, now } = polled
  const changes = byChange(resumed(state?.from, { since, now }), minuteMs, async (from, nth) => {
    // A date would be read in the time zone of the OAuth user; minutes ago have none.
    const minutes = Math.ceil((now - from) / minuteMs) + overlapMinutes
    const { body } = await api.get(`/api/now/table/${table}`, {
      sysparm_query: `sys_updated_onRELATIVEGT@minute@ago@${minutes}^ORDERBYsys_updated_on`,
      sysparm_fields: columns,
      sysparm_display_value: 'false',
      sysparm_exclude_reference_link: 'true',
      sysparm_limit: perPage,
      sysparm_offset: (nth - 1) * perPage,
    })
    const found = body.list('result')
    const read = readItems(found, (record) => toRecord(record, table, root))
    return { read, keys: keysOf(found, (record) => record.time('sys_updated_on'), now), isLast: found.length < perPage }
  })
  for await (const { read, newest } of changes) yield { ...read, state: { from: newest } }
}

function toRecord(record: Item, table: string, root: string): Reading {
  const id = record.id('sys_id')
  const [title, channel] = [record.text('short_description'), record.text('contact_type')]
  const people = ['contact', 'consumer', 'caller_id', 'opened_by'].map((column) => record.text(column))
  const author = people.find((person) => person !== '')
  return {
    nativeId: `${table}:${id}`,
    createdAt: record.time('sys_created_on'),
    text: record.text('description') || title,
    ...(title && { title }),
    format: 'ticket',
    ...(channel && { channel }),
    url: `${root}/nav_to.do?uri=${table}.do?sys_id=${id}`,
    ...(author !== undefined && { author: { id: author } }),
  }
}
