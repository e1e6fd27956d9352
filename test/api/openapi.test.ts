import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { demoLists } from '../../ingest/sources/demo/world.ts'
import { filledWithinMs, openFilled, type Filled } from './filled.ts'

interface Schema {
  type?: string
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  minimum?: number
  maximum?: number
  pattern?: string
}
interface Answer {
  $ref?: string
  content?: Record<string, { schema: object }>
}
interface Operation {
  operationId: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, Answer>
}
interface Route {
  method: string
  path: string
  operation: Operation
}

/** `npm run faults` asks for 20,000. */
const calls = Number(process.env['API_CALLS'] ?? 400)

let filled: Filled
let app: App
let routes: Route[]
let ids: string[]
let components: { responses: Record<string, Answer> }
const ajv = new Ajv2020({ strict: false, validateFormats: false })
const validators = new Map<object, ValidateFunction>()

beforeAll(async () => {
  filled = await openFilled()
  app = await buildApi({ ...filled.deps, labelWith: (taxonomy, texts) => openPipeline(taxonomy, demoLists)(texts) })
  const described = (await app.inject('/api/v1/openapi.json')).json<{
    paths: Record<string, Record<string, Operation>>
    components: typeof components
  }>()
  const { paths } = described
  components = described.components
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const items = await Promise.all(
    ['alerts', 'mentions'].map(
      async (what) => (await app.inject(`/api/v1/${what}?limit=3`)).json<{ items: { id: string }[] }>().items,
    ),
  )
  ids = items.flat().map(({ id }) => id)
}, filledWithinMs)
afterAll(async () => {
  await app?.close()
  await filled?.close()
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    "' OR 1=1 --",
    '{id: String}',
    '%00',
    '../../etc/passwd',
    '\u0000',
    '\u202e',
    '<script>',
    '9'.repeat(400),
    '-1',
    '1e309',
    'NaN',
    '[]',
    '2026-02-30',
    '2026-10-15T12:00:00Z',
    '0001-01-01',
    'support',
    'delivery.late',
    '',
  ),
)

/** Mostly what the schema allows, sometimes what it does not. */
function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(arbitraryOf))
  const right = schema.enum
    ? fc.constantFrom(...schema.enum)
    : schema.type === 'integer'
      ? fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 })
      : schema.pattern
        ? fc
            .date({ min: new Date(Date.UTC(2026, 8, 1)), max: new Date(Date.UTC(2026, 9, 16)), noInvalidDate: true })
            .map((date) => date.toISOString())
        : schema.type === 'object'
          ? fc.record(
              Object.fromEntries(
                Object.entries(schema.properties ?? {}).map(([name, field]) => [name, arbitraryOf(field)]),
              ),
              { requiredKeys: schema.required ?? [] },
            )
          : schema.type === 'null'
            ? fc.constant(null)
            : fc.string({ minLength: 1, maxLength: 20 })
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: hostile })
}

const requestOf = (route: Route) => {
  const { parameters = [], requestBody } = route.operation
  const query = parameters.filter((parameter) => parameter.in === 'query')
  return fc.record({
    id: fc.oneof(fc.constantFrom(...ids), hostile),
    query: fc.record(Object.fromEntries(query.map(({ name, schema }) => [name, arbitraryOf(schema)])), {
      requiredKeys: [],
    }),
    body: requestBody ? arbitraryOf(Object.values(requestBody.content)[0]!.schema) : fc.constant(undefined),
  })
}

/** What is no JSON is described as a text. */
const isJson = ({ headers }: { headers: Record<string, unknown> }) => /json\b/.test(String(headers['content-type']))

function check(route: Route, status: number, body: unknown): void {
  const answers = route.operation.responses
  const described = answers[String(status)] ?? answers[`${String(status)[0]}XX`]
  const answer = described?.$ref ? components.responses[described.$ref.split('/').at(-1)!] : described
  expect(answer, `${route.operation.operationId} answers ${status}, which its description does not know`).toBeDefined()
  const schema = Object.values(answer!.content ?? {})[0]?.schema
  if (!schema) return
  const validate = validators.get(schema) ?? ajv.compile({ ...schema, components })
  validators.set(schema, validate)
  expect(validate(body), `${route.operation.operationId} ${status}: ${JSON.stringify(validate.errors)}`).toBe(true)
}

test('every route has an operation id and describes its answers', () => {
  expect(routes.length).toBeGreaterThan(12)
  expect(new Set(routes.map(({ operation }) => operation.operationId)).size).toBe(routes.length)
})

test('any request gets an answer as described, quickly, and never an internal error', async () => {
  const closing = routes.filter(({ operation }) => operation.operationId !== 'listenToEvents')
  const any = fc.constantFrom(...closing).chain((route) => requestOf(route).map((request) => ({ route, ...request })))
  const slowest = { ms: 0, url: '' }
  await fc.assert(
    fc.asyncProperty(any, async ({ route, id, query, body }) => {
      const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
      const url = `${route.path.replace(/\{\w+\}/, encodeURIComponent(id.toWellFormed()))}?${search}`
      const startedAt = performance.now()
      const answer = await app.inject({
        method: route.method as 'GET',
        url,
        ...(body !== undefined && { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const ms = performance.now() - startedAt
      if (ms > slowest.ms) Object.assign(slowest, { ms, url })
      expect(answer.statusCode, `${url} ${answer.body.slice(0, 300)}`).toBeLessThan(500)
      expect(ms).toBeLessThan(10_000)
      if (answer.statusCode !== 404 || !answer.body.includes('no such path'))
        check(route, answer.statusCode, isJson(answer) ? answer.json() : answer.body)
    }),
    { numRuns: calls, ...(calls === 400 && { seed: 20_261_015 }) },
  )
}, 3_600_000)
