import { Type, type Static } from 'typebox'
import type { HttpResponse } from '../../infra/http/fetch.ts'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { byChange } from './poll/by-change.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { fixedCredential } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf, resumed } from './poll/keys.ts'

const stackExchangeOptions = Type.Object(
  {
    type: Type.Literal('stack-exchange'),
    name: SourceName,
    site: Type.String({
      pattern: '^[a-z0-9.-]+$',
      description: 'The site, as the API names it.',
      examples: ['stackoverflow'],
    }),
    query: Type.Optional(
      Type.String({ minLength: 2, description: 'Words that a question must have.', examples: ['halden kettle'] }),
    ),
    tags: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        maxItems: 5,
        description: 'Tags that a question must have, all of them.',
        examples: [['halden-api']],
      }),
    ),
    key: Type.Optional(
      secretOf('The key of a registered app: 10,000 requests a day in place of 300.', 'STACK_EXCHANGE_KEY'),
    ),
    everySeconds: everySecondsOf(600, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type StackExchangeOptions = Static<typeof stackExchangeOptions>

export const stackExchangeSource = defineSource({
  type: 'stack-exchange',
  options: stackExchangeOptions,
  withQuery: ({ tags: _tags, ...options }, query) => ({ ...options, query }),
  faults: ({ query, tags }) => ((query ?? tags) ? [] : [{ key: 'query', fault: 'is missing: give query or tags' }]),
  open: (options, deps) => [stackExchange(options, deps)],
})

/** `from`: the newest activity (epoch ms) that was read. */
interface State {
  from: number
}

const publicRoot = 'https://api.stackexchange.com/2.3'
/** An address that sends more than 30 requests a second is banned. */
const allowance = { requests: 30, perMs: 60_000 }
const remedy = 'key is wrong: stackapps.com shows it with the app'

/**
 * Questions with certain words or tags, in the order of their activity (edits, answers, comments). Answers are not read.
 *
 * Terms: the content is licensed CC BY-SA: it may be kept, and must be shown with its author and a link. The API does not tell of
 * deletions.
 */
export function stackExchange(options: StackExchangeOptions, deps: SourceDeps, root = publicRoot): Source {
  const secrets = options.key === undefined ? [] : [options.key]
  return connectorSource<State>(
    {
      ...pollingOf(stackExchangeOptions, options),
      api: { root, credential: fixedCredential({ headers: {}, secrets, remedy }), allowance, waitOf },
      remembered: 1_000,
      poll: (polled) => questions(polled, options),
    },
    deps,
  )
}

/** A throttle violation is status 400 and says for how long; an answer may ask to wait as `backoff`. In seconds. */
function waitOf({ status, body }: HttpResponse): number | undefined {
  const text = body.toString()
  if (status === 400)
    return /throttle_violation/.test(text) ? Number(/in (\d+) seconds/.exec(text)?.[1] ?? 60) : undefined
  // A text, so that a large answer is not parsed twice.
  const backoff = /"backoff"\s*:\s*(\d+)/.exec(text.slice(-200))?.[1]
  return backoff === undefined ? undefined : Number(backoff)
}

async function* questions(
  { api, state, since, now }: Polled<State>,
  options: StackExchangeOptions,
): AsyncGenerator<Batch<State>> {
  const { site, query, tags, key } = options
  const search = { site, q: query, tagged: tags?.join(';'), key, filter: 'withbody', pagesize: 100 }
  const changes = byChange(resumed(state?.from, { since, now }), 1_000, async (from, page) => {
    const order = { sort: 'activity', order: 'asc', min: Math.floor(from / 1000), page }
    const { body } = await api.get('/search/advanced', { ...search, ...order })
    const items = body.list('items')
    const keys = keysOf(items, (question) => question.time('last_activity_date'), now)
    return { read: readItems(items, toQuestion), keys, isLast: !body.is('has_more') }
  })
  for await (const { read, newest } of changes) yield { ...read, state: { from: newest } }
}

function toQuestion(question: Item): Reading {
  const [id, handle] = [question.text('owner.user_id'), question.plain('owner.display_name')]
  const [title, url] = [question.plain('title'), question.text('link')]
  return {
    nativeId: `question:${question.id('question_id')}`,
    createdAt: question.time('creation_date'),
    text: question.plain('body') || title,
    ...(title && { title }),
    format: 'post',
    ...(url && { url }),
    ...(id && { author: { id, ...(handle && { handle }) } }),
  }
}
