import { Ajv2020 } from 'ajv/dist/2020.js'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApi } from '../../api/server.ts'
import { openAudit } from '../../infra/audit/audit.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'
import { assessingNow, backtestsOn } from './backtests.ts'
import { depsOf } from './company.ts'

interface Schema {
  $ref?: string
  type?: string
  description?: string
  examples?: unknown[]
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
}
interface Operation {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  security?: object[]
  parameters?: { name: string; description?: string; example?: unknown; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, Answer>
}
interface Answer {
  description: string
  content?: Record<string, { schema: Schema }>
}
interface Document {
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> }
}

let platform: Awaited<ReturnType<typeof openLogAndStore>>
const none = async () => Promise.reject(new Error('none'))
let text: string
let document: Document
let operations: [string, Operation][]

beforeAll(async () => {
  platform = await openLogAndStore()
  const audit = openAudit({ ...platform, clock: Date.now })
  const { url, stop } = await startApi({
    ...depsOf(platform),
    audit,
    erasure: { preview: none, erase: none },
    assessing: assessingNow,
    backtests: backtestsOn(platform),
  })
  // A machine that is busy with other tests may refuse the first requests as overload.
  await until('the server takes requests', async () => (await fetch(`${url}/healthz`)).ok)
  text = await (await fetch(`${url}/api/v1/openapi.json`)).text()
  await stop()
  document = JSON.parse(text) as Document
  operations = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation): [string, Operation] => [operation.operationId, operation]),
  )
})
afterAll(() => platform?.close())

test("the description of a running server is clean by Redocly's recommended rules", async () => {
  const problems = await lintFromString({ source: text, config: await createConfig({ extends: ['recommended'] }) })
  const lines = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`)
  expect(lines).toEqual([])
})

test('the lint is not vacuous: an operation without a summary, and one without errors, are found', async () => {
  const worse = structuredClone(document)
  delete worse.paths['/api/v1/alerts']!.get!.summary
  worse.paths['/api/v1/alerts/{id}']!.get!.responses = { 200: { description: 'An alert' } }
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: JSON.stringify(worse), config })
  expect(problems.map(({ ruleId }) => ruleId)).toEqual(
    expect.arrayContaining(['operation-summary', 'operation-4xx-response']),
  )
})

test('every operation has an id in one style, a summary, a description, a tag and its errors', () => {
  const tags = new Set(document.tags.map(({ name }) => name))
  for (const [id, { summary, description, tags: own, security, responses }] of operations) {
    expect(id).toMatch(/^[a-z]+([A-Z][a-z]*)+$|^[a-z]+Alert$/)
    expect(summary, id).toMatch(/^[A-Z].{7,}[^.]$/)
    expect(description, id).toMatch(/\.$/)
    expect(own, id).toHaveLength(1)
    expect(tags.has(own![0]!), `${id}: ${own![0]}`).toBe(true)
    expect(security, id).toBeInstanceOf(Array)
    expect(Object.keys(responses), id).toEqual(expect.arrayContaining(['4XX', '5XX']))
  }
})

/** Every schema in it, with its place. */
function* schemasIn(schema: Schema, place: string): Generator<[string, Schema]> {
  yield [place, schema]
  for (const [name, field] of Object.entries(schema.properties ?? {})) yield* schemasIn(field, `${place}.${name}`)
  for (const each of schema.anyOf ?? []) yield* schemasIn(each, place)
  if (schema.items) yield* schemasIn(schema.items, `${place}[]`)
}

function* allSchemas(): Generator<[string, Schema]> {
  for (const [name, schema] of Object.entries(document.components.schemas)) yield* schemasIn(schema, name)
  const shared = [['components', { responses: document.components.responses }]] as const
  for (const [id, { requestBody, responses }] of [...operations, ...shared] as [string, Partial<Operation>][])
    for (const { content = {} } of [requestBody ?? { content: {} }, ...Object.values(responses ?? {})])
      for (const [type, { schema }] of Object.entries(content)) yield* schemasIn(schema, `${id} ${type}`)
}

/** Whether a value of it needs an example: an enumeration, a flag and what is described by its own fields need none. */
function needsExample({ $ref, enum: values, type, anyOf, items }: Schema): boolean {
  if ($ref || values || type === 'boolean' || type === 'null') return false
  if (anyOf) return anyOf.some(needsExample)
  if (type === 'array') return items !== undefined && needsExample(items)
  return type === 'string' || type === 'number' || type === 'integer'
}

test('every field of every request and answer is described, with an example', () => {
  const bare: string[] = []
  let fields = 0
  for (const [place, { properties = {} }] of allSchemas())
    for (const [name, field] of Object.entries(properties)) {
      fields++
      if (!field.description && !field.$ref) bare.push(`${place}.${name}: no description`)
      const isTime = JSON.stringify(field).includes('date-time')
      if (needsExample(field) && !field.examples && !isTime) bare.push(`${place}.${name}: no example`)
    }
  expect(fields).toBeGreaterThan(300)
  expect(bare).toEqual([])
})

test('every parameter is described, with an example', () => {
  const bare = operations.flatMap(([id, { parameters = [] }]) =>
    parameters
      .filter(({ description, example, schema }) => !description || (needsExample(schema) && example === undefined))
      .map(({ name }) => `${id}: ${name}`),
  )
  expect(bare).toEqual([])
})

test('every example is one', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  let examples = 0
  const wrong: string[] = []
  for (const [place, schema] of allSchemas())
    for (const example of schema.examples ?? []) {
      examples++
      if (!ajv.validate({ ...schema, components: document.components }, example))
        wrong.push(`${place}: ${JSON.stringify(example)}`)
    }
  for (const [id, { parameters = [] }] of operations)
    for (const { name, example, schema } of parameters)
      if (example !== undefined && !ajv.validate(schema, example))
        wrong.push(`${id} ${name}: ${JSON.stringify(example)}`)
  expect(examples).toBeGreaterThan(200)
  expect(wrong).toEqual([])
})
