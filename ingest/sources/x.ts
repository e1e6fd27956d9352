import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import {
  Canary,
  everySecondsOf,
  pollingOf,
  RequestsPerDay,
  secretOf,
  Since,
  UsdPerDay,
} from './poll/connector-options.ts'
import { bearer } from './poll/credential.ts'
import { bought, overlapMs, prices, rangeOf, type State } from './x/purchase.ts'

const xOptions = Type.Object(
  {
    type: Type.Literal('x'),
    name: SourceName,
    bearerToken: secretOf('The bearer token of an app.', 'X_TOKEN'),
    query: Type.String({
      minLength: 2,
      maxLength: 512,
      description: 'A query of the recent search.',
      examples: ['"halden kettle" -is:retweet'],
    }),
    usdPerDay: Type.Number({
      ...UsdPerDay,
      description:
        'USD a day (UTC) at most: half a cent for each poll and each post. Then the source fails until midnight.',
    }),
    everySeconds: everySecondsOf(300, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type XOptions = Static<typeof xOptions>

export const xSource = defineSource({
  type: 'x',
  mostDays: 30,
  options: xOptions,
  open: (options, deps) => [x(options, deps)],
})

const publicRoot = 'https://api.x.com/2'
/** 300 requests in 15 minutes for each of the two. */
const allowance = { requests: 300, perMs: 900_000 }
/** The newest 30 seconds are withheld. */
const lagMs = 30_000
const remedy = 'bearerToken is wrong or revoked, or its app has no credits: see the developer console of X'

/**
 * Posts that match a query. A count comes first; posts are bought only when there are some, and while the budget of the day lasts. Posts
 * that the budget does not pay for are a gap. Without `since`, nothing from before the first poll is bought.
 *
 * Terms: X's policy requires that a post that was deleted or changed there is deleted or changed here within 24 hours, and forbids to
 * infer health, politics and the like about people or to match them with other services. Keep texts for 30 days.
 */
export function x(options: XOptions, deps: SourceDeps, root = publicRoot): Source {
  return connectorSource<State>(
    {
      ...pollingOf(xOptions, options),
      api: { root, credential: bearer(options.bearerToken, remedy), allowance },
      lagMs,
      remembered: 2_000,
      poll: (polled) => posts(polled, options),
    },
    deps,
  )
}

async function* posts(polled: Polled<State>, options: XOptions): AsyncGenerator<Batch<State>> {
  const { api, now, since, usage } = polled
  let state: State = { ...polled.state }
  const range = state.walk?.range ?? rangeOf(state, options.since === undefined ? now : since, now)
  if (range === undefined) {
    yield { state: { ...state, countedAt: now } }
    return
  }
  if (!state.walk) {
    usage.payFirst(prices.counts)
    const { body } = await api.get('/tweets/counts/recent', { query: options.query, ...range, granularity: 'day' })
    const left = body.number('meta.total_tweet_count') ?? body.number('meta.total_post_count') ?? 0
    state = { ...state, ...(left === 0 && { countedAt: now - overlapMs }) }
    yield { state }
    if (left === 0) return
    state = { ...state, walk: { top: state.newest ?? { id: '0', at: 0 }, range, next: '', left } }
  }
  yield* bought(polled, { query: options.query, state })
}
