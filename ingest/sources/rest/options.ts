import { Type, type Static } from 'typebox'
import type { OptionFault } from '../../mention/source-definition.ts'
import { SourceName } from '../../mention/source-name.ts'
import { ColumnMapOptions } from '../../read/columns.ts'
import { DateOrder, TimeZone } from '../../read/time-options.ts'
import { Canary, everySecondsOf, secretOf, RequestsPerDay, Since, UsdPerDay } from '../poll/connector-options.ts'
import { PaginationOptions } from './pagination.ts'

const closed = { additionalProperties: false }

const AuthOptions = Type.Object(
  {
    token: Type.Optional(secretOf('A bearer token.', 'REVIEWS_TOKEN')),
    user: Type.Optional(Type.String({ description: 'The user of basic authentication.', examples: ['groundswell'] })),
    password: Type.Optional(secretOf('The password of basic authentication.', 'REVIEWS_PASSWORD')),
    clientId: Type.Optional(Type.String({ description: 'The client id of OAuth.', examples: ['groundswell'] })),
    clientSecret: Type.Optional(secretOf('The client secret of OAuth.', 'REVIEWS_SECRET')),
    tokenUrl: Type.Optional(
      Type.String({
        pattern: '^https?://',
        description: 'Where OAuth client credentials get a token.',
        examples: ['https://api.example.com/oauth/token'],
      }),
    ),
    scope: Type.Optional(Type.String({ description: 'The scope of the OAuth token.', examples: ['reviews:read'] })),
  },
  {
    ...closed,
    description: 'A token; or user and password; or clientId, clientSecret and tokenUrl. Another key: headers.',
  },
)

const SinceParameter = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'The query parameter.', examples: ['updated_since'] }),
    format: Type.Enum(['iso', 'seconds', 'ms'], { description: 'How the time is written.', examples: ['iso'] }),
    path: Type.Optional(
      Type.String({
        description: 'The time in an item that the parameter compares with; absent: createdAt.',
        examples: ['updated_at'],
      }),
    ),
  },
  {
    ...closed,
    description:
      'The query parameter that limits the answer to newer items. Absent: the newest come first, and a poll ends with a page of known times.',
  },
)

export const restOptions = Type.Object(
  {
    type: Type.Literal('rest'),
    name: SourceName,
    url: Type.String({
      pattern: '^https?://',
      description: 'The URL of the list, with fixed parameters.',
      examples: ['https://api.example.com/v1/reviews?per_page=100'],
    }),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: 'Headers of every request.',
        examples: [{ 'x-api-key': '${REVIEWS_KEY}' }],
      }),
    ),
    auth: Type.Optional(AuthOptions),
    pagination: Type.Optional(PaginationOptions),
    sinceParameter: Type.Optional(SinceParameter),
    map: Type.Optional({
      ...ColumnMapOptions,
      description: 'Field → JSON path in an item (`user.name`, `comments[*].body`); `items`: the list in the response.',
    }),
    deleted: Type.Optional(
      Type.Object(
        {
          path: Type.String({ minLength: 1, description: 'Where in an item it is.', examples: ['status'] }),
          value: Type.Optional(
            Type.String({ description: 'The value; absent: any but false and null.', examples: ['deleted'] }),
          ),
        },
        { ...closed, description: 'How an item says that it was deleted.' },
      ),
    ),
    requestsPerMinute: Type.Optional(
      Type.Number({
        minimum: 1,
        maximum: 6_000,
        description: 'What the service accepts; 60 if absent.',
        examples: [60],
      }),
    ),
    dates: Type.Optional(DateOrder),
    timeZone: Type.Optional(TimeZone),
    everySeconds: everySecondsOf(300, 10),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
    usdPerRequest: Type.Optional(
      Type.Number({
        minimum: 0,
        description: 'USD that the service charges for a request; 0 if absent. The cost is shown beside the source.',
        examples: [0.002],
      }),
    ),
    usdPerDay: Type.Optional(UsdPerDay),
  },
  closed,
)
export type RestOptions = Static<typeof restOptions>

/** Options that belong together. */
export function restFaults({ auth = {}, pagination }: RestOptions): OptionFault[] {
  const { token, user, password, clientId, clientSecret, tokenUrl } = auth
  const ways = [[token], [user, password], [clientId, clientSecret, tokenUrl]].filter((way) => way.some(isGiven))
  const isOneWay = ways.length <= 1 && ways.every((way) => way.every(isGiven))
  const needed = pagination ? neededBy[pagination.by].filter((key) => pagination[key] === undefined) : []
  return [
    ...(isOneWay
      ? []
      : [{ key: 'auth', fault: 'needs a token; or user and password; or clientId, clientSecret and tokenUrl' }]),
    ...needed.map((key) => ({ key: 'pagination', fault: `by ${pagination!.by} needs ${key}` })),
  ]
}

const isGiven = (value: string | undefined) => value !== undefined

const neededBy: Record<PaginationOptions['by'], readonly ('parameter' | 'path')[]> = {
  'next-link': ['path'],
  'link-header': [],
  page: ['parameter'],
  offset: ['parameter'],
  cursor: ['parameter', 'path'],
}
