import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { RouteOptions } from 'fastify'
import { neededScope } from './identity/scope.ts'
import type { ApiDeps, App } from './request/deps.ts'
import { problem, problems } from './request/schemas.ts'

const tags = {
  Alerts: 'Issues that customers report, and what people do with them',
  Mentions: 'What customers say, with its labels',
  Trends: 'Counts over time, launches compared, the report, saved views',
  Authors: 'Who says it, as pseudonyms',
  Coverage: 'What is read, up to when, and how much of it there is today',
  Impacts: 'What alerts mean for the supply chain',
  Deliveries: 'Who was told of what',
  Silences: 'No notifications for a time',
  'Company events': 'Releases, launches, incidents and the like, for charts and for alerts',
  Accounts: "The company's own accounts",
  Review: 'Uncertain labels and suggested topics',
  Taxonomy: 'The topics, and what people changed of them',
  Tuning: 'What other settings would have caught, and what alerts were worth',
  Organisation: 'People, departments and units',
  SQL: 'Queries of your own',
  Live: 'What changes, as it changes',
  Assistants: 'The Model Context Protocol',
  Webhooks: 'Mentions that other systems send',
  'Sign-in': 'API keys and sessions',
  Audit: 'Who changed what',
}

const about = `Early warning from what customers say in public.

Times are ISO 8601 in UTC. Lists are \`{items, nextCursor}\`: send \`nextCursor\` as \`cursor\` for the next page. Errors are problem
details (RFC 9457) with a sentence in \`detail\`. Answers have an \`ETag\`; with \`If-None-Match\` an unchanged one is 304. An address may send
1,200 requests a minute; 429 says in \`Retry-After\` when to go on. Answers hold what the caller sees: in most organisations, people see
the alerts and mentions of their departments.`

const securitySchemes = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'gsw_…',
    description:
      'An API key with at least the scope that is listed: read, write (also changes) or admin. `groundswell keys create PERSON`',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'groundswell',
    description: 'The session of a browser that signed in; over https the cookie is `__Host-groundswell`',
  },
  person: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Groundswell-Person',
    description:
      'The id of a person, percent-encoded. Only from the same machine, as long as there is no API key and no sign-in',
  },
  webhook: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description: 'The signature of Standard Webhooks over id, time and body; presets of services have their own header',
  },
} as const

/** The description of the API, OpenAPI 3.1. */
export const openapi = ({ url, version }: Pick<ApiDeps, 'url' | 'version'>): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Groundswell',
      version,
      summary: 'Early warning from public customer feedback',
      description: about,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: 'Whoever runs this server', ...(url !== undefined && { url }) },
    },
    servers: [{ url: url ?? '/', description: 'This server' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    components: { securitySchemes },
  },
  transformObject: (document) => ('openapiObject' in document ? withComponents(document.openapiObject) : {}),
})

/** Describes in every route how callers identify themselves, and which errors it answers. */
export function describeRoutes(app: App): void {
  app.addHook('onRoute', (route) => {
    if (route.schema?.hide) return
    const isPublic = route.config?.permission === 'public'
    const needed = neededScope([route.method].flat()[0]!, route.config?.scope)
    const identified: Record<string, string[]>[] = [{ apiKey: [needed] }, { session: [] }, { person: [] }]
    const security = route.config?.isWebhook ? [{ webhook: [] }] : isPublic ? [] : identified
    const answers = route.schema?.response as { '4xx'?: object } | undefined
    // Pages of the sign-in have errors of their own.
    const errors = answers?.['4xx'] === problems['4xx'] ? problemsOf(route, isPublic) : {}
    route.schema = { security, ...route.schema, response: { ...errors, ...answers } }
  })
}

function problemsOf({ method, url }: RouteOptions, isPublic: boolean): object {
  const isChange = ![method].flat().includes('GET')
  return {
    400: problem('The request is not valid; the detail names what is wrong'),
    ...(!isPublic && {
      401: problem('The credential is missing or not valid'),
      403: problem('The credential or the role does not suffice; the detail says whose does'),
    }),
    ...(url.includes(':') && { 404: problem('There is none with this id, or the caller does not see it') }),
    ...(url.includes(':') && isChange && { 409: problem('The state does not allow it') }),
    429: problem('Too many requests; Retry-After says when to go on'),
    500: problem('An error of the server; its log says which'),
    503: problem(
      'The store or the log is out of reach, or the server is overloaded; Retry-After says when to try again',
    ),
  }
}

/**
 * Schemas with a title, and the error responses, become components that the rest refers to: the document is a third as long, and a generated
 * client has their names.
 */
function withComponents(document: object): object {
  const schemas: Record<string, object> = {}
  const responses: Record<string, object> = {}
  const hoisted = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((each) => hoisted(each))
    if (typeof value !== 'object' || value === null) return value
    const copy = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hoisted(each, name)]))
    const { title, content } = copy as { title?: unknown; content?: object }
    if (content && 'application/problem+json' in content) {
      responses[`Problem${key}`] = copy
      return { $ref: `#/components/responses/Problem${key}` }
    }
    if (typeof title !== 'string' || key === 'info') return copy
    schemas[title] = copy
    return { $ref: `#/components/schemas/${title}` }
  }
  const { components, ...rest } = hoisted(document) as { components?: object }
  return { ...rest, components: { ...components, schemas, responses } }
}
