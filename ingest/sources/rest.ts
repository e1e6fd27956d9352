import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { budgetOf } from './poll/connector-options.ts'
import { basic, bearer, fixedCredential, type Credential } from './poll/credential.ts'
import { fault, openItem, readItems, type Item } from './poll/item.ts'
import { resumed } from './poll/keys.ts'
import { clientCredentials } from './poll/oauth.ts'
import { valuesAt } from './poll/json-path.ts'
import { restFaults, restOptions, type RestOptions } from './rest/options.ts'
import { nextPosition, queryOf, type Position } from './rest/pagination.ts'
import { rowReader } from './poll/rows.ts'

export const restSource = defineSource({
  type: 'rest',
  options: restOptions,
  faults: restFaults,
  open: (options, deps) => [rest(options, deps)],
})

/** Between polls `from` (epoch ms: the newest time that was read) and a token to resume from; within one also the next page. */
interface State {
  from?: number
  position?: Position
  /** The newest time of this poll until now, epoch ms. */
  newest?: number
}

/** Items may become visible a little after their time. What comes twice is left out. */
const overlapMs = 60_000

/**
 * Any list in JSON over HTTP, with the names and times that files may have too.
 *
 * Terms: those of the service; Groundswell does not know them.
 */
export function rest(options: RestOptions, deps: SourceDeps): Source {
  const { origin } = new URL(options.url)
  const allowance = { requests: options.requestsPerMinute ?? 60, perMs: 60_000 }
  const { headers = {} } = options
  return connectorSource<State>(
    {
      name: options.name,
      everyMs: (options.everySeconds ?? 300) * 1000,
      api: { root: origin, credential: credentialOf(options, deps), allowance, headers },
      since: options.since,
      canary: options.canary,
      ...budgetOf(options),
      usdPerRequest: options.usdPerRequest,
      remembered: 1_000,
      poll: pollOf(options),
    },
    deps,
  )
}

function pollOf(options: RestOptions) {
  const { pagination } = options
  const readRows = rowReader(options)
  const isResumed = pagination?.by === 'cursor' && pagination.resume === true
  return async function* ({ api, state = {}, now, since }: Polled<State>): AsyncGenerator<Batch<State>> {
    const from = state.from === undefined ? undefined : resumed(state.from, { since, now })
    let { position, newest = from ?? 0 } = state
    for (;;) {
      const query = { ...sinceQuery(options, from ?? since), ...(pagination && queryOf(pagination, position)) }
      const response = await api.get(position?.url ?? options.url, position?.url === undefined ? query : {})
      const items = itemsIn(response.body, options)
      const rows = readRows(items, now)
      const times = rows.flatMap(({ changedAt }) => (changedAt !== undefined && changedAt <= now ? changedAt : []))
      newest = Math.max(newest, ...times)
      const read = readItems(items, (_, i) => {
        const { reading } = rows[i]!
        return reading && 'fault' in reading ? fault(reading.fault) : reading
      })
      const next = nextPosition(pagination, { response, position, count: items.length })
      // A page of nothing but bad items, or of such from the future, says nothing about the next one.
      const isTimed = items.length === 0 || times.length > 0
      const isNew = from === undefined || !isTimed || times.some((at) => at > from)
      const isKnown = !options.sinceParameter && !isResumed && !isNew
      if (next === undefined || isKnown) {
        yield { ...read, state: { from: newest || since, ...(isResumed && position && { position }) } }
        return
      }
      position = next
      yield { ...read, state: { ...(from !== undefined && { from }), position, newest } }
    }
  }
}

function itemsIn(body: Item, { map }: RestOptions): Item[] {
  const path = map?.items ?? (Array.isArray(body.raw) ? '' : 'items')
  const [list] = path === '' ? [body.raw] : valuesAt(body.raw, path)
  return openItem({ [path || 'item']: list }, 'the response').list(path || 'item')
}

function sinceQuery({ sinceParameter }: RestOptions, from: number): Record<string, string | number> {
  if (!sinceParameter) return {}
  const at = from - overlapMs
  const { name, format } = sinceParameter
  return { [name]: format === 'iso' ? new Date(at).toISOString() : format === 'ms' ? at : Math.floor(at / 1000) }
}

function credentialOf({ auth = {}, headers = {}, url }: RestOptions, deps: SourceDeps): Credential {
  const { token, user, password, clientId, clientSecret, tokenUrl, scope } = auth
  const given = [...Object.values(headers), ...new URL(url).searchParams.values()].filter(isSecret)
  const plain = fixedCredential({
    headers: {},
    secrets: given,
    remedy: 'Set auth, or the header that the service needs in headers; or what they have is wrong or expired',
  })
  if (clientId && clientSecret && tokenUrl)
    return withSecrets(
      clientCredentials(
        { tokenUrl, clientId, clientSecret, scope, remedy: 'auth.clientId or auth.clientSecret is wrong or expired' },
        deps,
      ),
      given,
    )
  if (user !== undefined && password !== undefined)
    return withSecrets(basic(user, password, 'auth.user or auth.password is wrong'), given)
  return token === undefined ? plain : withSecrets(bearer(token, 'auth.token is wrong or expired'), given)
}

const withSecrets = (credential: Credential, more: readonly string[]): Credential => ({
  ...credential,
  secrets: () => [...credential.secrets(), ...more],
})

/** Values of headers and parameters that may be secrets: short ones would make holes in messages. */
const isSecret = (value: string) => value.length >= 8
