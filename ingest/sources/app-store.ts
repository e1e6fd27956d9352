import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { connect, connectCredential, connectRoot } from './app-store/connect.ts'
import { reviewFeeds, feedRoot, type FeedState } from './app-store/feeds.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { bearer } from './poll/credential.ts'
import type { NewestFirst } from './poll/newest-first.ts'

const appStoreOptions = Type.Object(
  {
    type: Type.Literal('app-store'),
    name: SourceName,
    appId: Type.String({
      pattern: '^\\d+$',
      description: 'The number of the app in its URL.',
      examples: ['123456789'],
    }),
    keyId: Type.Optional(
      Type.String({ minLength: 1, description: 'The id of an App Store Connect key.', examples: ['2X9R4HXF34'] }),
    ),
    issuerId: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'The issuer id, above the list of keys.',
        examples: ['57246542-96fe-1a63-e053-0824d011072a'],
      }),
    ),
    privateKey: Type.Optional(secretOf('The key itself, the content of the .p8 file.', 'APP_STORE_KEY')),
    countries: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z]{2}$' }), {
        minItems: 1,
        description: 'Without a key: the stores whose public feeds are read; us if absent.',
        examples: [['us', 'de']],
      }),
    ),
    everySeconds: everySecondsOf(1_800, 300),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const appStoreSource = defineSource({
  type: 'app-store',
  options: appStoreOptions,
  faults({ keyId, issuerId, privateKey }) {
    const given = [keyId, issuerId, privateKey].filter((part) => part !== undefined).length
    return given === 0 || given === 3
      ? []
      : [{ key: 'privateKey', fault: 'needs keyId and issuerId, and they need it' }]
  },
  open: (options, deps) => [appStore(options, deps)],
})

/** How far the reviews of Connect, and each feed, were read. */
interface State {
  connect?: NewestFirst<string>
  feeds?: Record<string, FeedState>
}

/** Connect accepts 3,500 requests an hour. The feeds state no limit. */
const connectAllowance = { requests: 3_500, perMs: 3_600_000 }
const feedAllowance = { requests: 20, perMs: 60_000 }

/**
 * Reviews of an app: of the App Store Connect API with a key, and otherwise of the public feeds, which have the newest 500 of each
 * country. A review that was edited comes first again in a feed; Connect has it at its place, where page one shows it.
 *
 * Terms: with a key the reviews are given to the developer of the app. The feeds are public and undocumented. Neither tells of
 * deletions, nor limits how long reviews are kept.
 */
export function appStore(
  options: Static<typeof appStoreOptions>,
  deps: SourceDeps,
  roots = { connect: connectRoot, feeds: feedRoot },
): Source {
  const { keyId, issuerId, privateKey, appId, countries = ['us'] } = options
  const hasKey = keyId !== undefined || issuerId !== undefined || privateKey !== undefined
  const credential = hasKey
    ? connectCredential({ keyId, issuerId, privateKey }, deps.clock)
    : bearer(
        undefined,
        'The public feed needs no credential: the address may be blocked; an App Store Connect key helps',
      )
  const poll = async function* (polled: Polled<State>): AsyncGenerator<Batch<State>> {
    if (hasKey) {
      for await (const { read, state } of connect(polled, { appId, state: polled.state?.connect ?? {} }))
        yield { ...read, state: { connect: state } }
      return
    }
    let feeds = polled.state?.feeds ?? {}
    for (const country of countries)
      for await (const { read, gap, state } of reviewFeeds(polled, { appId, country, state: feeds[country] ?? {} })) {
        feeds = { ...feeds, [country]: state }
        yield { ...read, ...(gap && { gap }), state: { feeds } }
      }
  }
  return connectorSource<State>(
    {
      ...pollingOf(appStoreOptions, options),
      api: {
        root: hasKey ? roots.connect : roots.feeds,
        credential,
        allowance: hasKey ? connectAllowance : feedAllowance,
      },
      remembered: 1_000,
      poll,
    },
    deps,
  )
}
