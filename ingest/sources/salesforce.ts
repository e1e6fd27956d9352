import { Type, type Static } from 'typebox'
import type { HttpResponse } from '../../infra/http/fetch.ts'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf, resumed } from './poll/keys.ts'
import { clientCredentials } from './poll/oauth.ts'

const salesforceOptions = Type.Object(
  {
    type: Type.Literal('salesforce'),
    name: SourceName,
    domain: Type.String({
      pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)*$',
      description: 'The My Domain name: what is before .my.salesforce.com.',
      examples: ['halden'],
    }),
    clientId: Type.String({
      minLength: 1,
      description: 'The consumer key of the external client app.',
      examples: ['3MVG9groundswell'],
    }),
    clientSecret: secretOf('The consumer secret of the app.', 'SALESFORCE_SECRET'),
    everySeconds: everySecondsOf(120, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const salesforceSource = defineSource({
  type: 'salesforce',
  options: salesforceOptions,
  open: (options, deps) => [salesforce(options, deps)],
})

/** `from`: the newest SystemModstamp (epoch ms) that was read. */
interface State {
  from: number
}

const version = 'v62.0'
/** The limit is one of 24 hours (100,000 requests and more by licence); this is only politeness. */
const allowance = { requests: 60, perMs: 60_000 }
/** A change has the time of its transaction, and is there when that ends. */
const overlapMs = 2 * 60_000
const limitSeconds = 120
const columns = 'Id, Subject, Description, Origin, ContactId, SuppliedEmail, CreatedDate, SystemModstamp, IsDeleted'
const remedy =
  'clientId or clientSecret is wrong, or the app has no client credentials flow, or its run-as user may not read cases: ' +
  'see Setup, External Client App Manager'

/**
 * Cases of Service Cloud in the order of their changes, with those in the recycle bin (`queryAll`). Mails and comments of a case are
 * not read: the description is what the customer wrote first.
 *
 * Terms: the cases are the company's own data and personal; Salesforce sets no limit to keeping them. A deleted case is deleted here.
 */
export function salesforce(
  options: Static<typeof salesforceOptions>,
  deps: SourceDeps,
  root = rootOf(options),
): Source {
  const { clientId, clientSecret } = options
  const tokenUrl = `${root}/services/oauth2/token`
  return connectorSource<State>(
    {
      ...pollingOf(salesforceOptions, options),
      api: {
        root,
        credential: clientCredentials({ tokenUrl, clientId, clientSecret, remedy }, deps),
        allowance,
        waitOf: limitOf,
      },
      remembered: 1_000,
      poll: (polled) => cases(polled, root),
    },
    deps,
  )
}

const rootOf = ({ domain }: { domain: string }) => `https://${domain}.my.salesforce.com`

/** The limit of the day is status 403 with a code. */
const limitOf = ({ status, body }: HttpResponse) =>
  status === 403 && body.includes('REQUEST_LIMIT_EXCEEDED') ? limitSeconds : undefined

async function* cases({ api, state, since, now }: Polled<State>, root: string): AsyncGenerator<Batch<State>> {
  const from = resumed(state?.from, { since, now })
  const first = `/services/data/${version}/queryAll`
  const start = new Date(from - overlapMs).toISOString().slice(0, 19)
  const q = `SELECT ${columns} FROM Case WHERE SystemModstamp >= ${start}Z ORDER BY SystemModstamp`
  let newest = from
  for (let next = first; next !== '';) {
    const { body } = await api.get(next, next === first ? { q } : {})
    const records = body.list('records')
    newest = Math.max(newest, ...keysOf(records, (record) => record.time('SystemModstamp'), now))
    next = body.text('nextRecordsUrl')
    yield { ...readItems(records, (record) => toCase(record, root)), state: { from: newest } }
  }
}

function toCase(record: Item, root: string): Reading {
  const id = record.id('Id')
  if (record.is('IsDeleted')) return { deleted: `case:${id}` }
  const [title, channel] = [record.text('Subject'), record.text('Origin')]
  const author = record.text('ContactId') || record.text('SuppliedEmail')
  return {
    nativeId: `case:${id}`,
    createdAt: record.time('CreatedDate'),
    text: record.text('Description') || title,
    ...(title && { title }),
    format: 'ticket',
    ...(channel && { channel }),
    url: `${root}/lightning/r/Case/${id}/view`,
    ...(author && { author: { id: author } }),
  }
}
