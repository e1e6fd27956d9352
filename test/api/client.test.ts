import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import createClient from 'openapi-fetch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { paths } from '../../api/client/schema.ts'
import { startApi } from '../../api/server.ts'
import { openAudit } from '../../infra/audit/audit.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { until } from '../until.ts'
import { hashOf, type ApiDocument } from '../client/document-hash.ts'
import { assessingNow, backtestsOn } from './backtests.ts'
import { openCompany } from './company.ts'
import { fillBoth } from './matrix-data.ts'

const { deps, platform, stored } = openCompany()

let api: Awaited<ReturnType<typeof startApi>>
const none = async () => Promise.reject(new Error('none'))
beforeAll(async () => {
  const accounts = await fillBoth(platform(), stored)
  const { store, data } = platform()
  const audit = openAudit({ store, data, clock: Date.now })
  api = await startApi({
    ...deps(),
    ...accounts,
    metrics: openMetrics(),
    audit,
    erasure: { preview: none, erase: none },
    assessing: assessingNow,
    backtests: backtestsOn(platform()),
  })
  // A machine that is busy with other tests may refuse the first requests as overload.
  await until('the server takes requests', async () => (await fetch(`${api.url}/healthz`)).ok)
})
afterAll(() => api?.stop())

test('the types of the client are those of the running server; otherwise run `npm run client`', async () => {
  const document = (await (await fetch(`${api.url}/api/v1/openapi.json`)).json()) as ApiDocument
  const types = readFileSync(join(import.meta.dirname, '../../api/client/schema.ts'), 'utf8')
  expect(types.slice(0, 200)).toContain(hashOf(document))
})

test('a typed client lists alerts, searches mentions, reads a series and acknowledges an alert', async () => {
  const client = createClient<paths>({ baseUrl: api.url, headers: { 'x-groundswell-person': 'sam' } })

  const { data: alerts } = await client.GET('/api/v1/alerts', { params: { query: { status: 'open', limit: 5 } } })
  const [alert] = alerts!.items
  expect(alert!.observed).toBeGreaterThan(alert!.expected ?? 0)

  const { data: found } = await client.GET('/api/v1/mentions', {
    params: { query: { q: 'hopper OR refund', limit: 10 } },
  })
  expect(found!.items.length).toBeGreaterThan(0)
  expect(found!.items.every(({ text }) => /hopper|refund/i.test(text))).toBe(true)

  const { data: series } = await client.GET('/api/v1/series', {
    params: { query: { topic: alert!.topic, bucket: 'hour', by: 'carrier' } },
  })
  expect(series!.bucketMs).toBe(3_600_000)

  const { data: acknowledged, response } = await client.POST('/api/v1/alerts/{id}/acknowledge', {
    params: { path: { id: alert!.id }, header: { 'idempotency-key': 'from-the-test' } },
    body: { reason: 'Calling them' },
  })
  expect([200, 202]).toContain(response.status)
  if (acknowledged && 'owner' in acknowledged)
    expect(acknowledged).toMatchObject({ status: 'acknowledged', owner: 'sam' })

  const { error } = await client.GET('/api/v1/alerts/{id}', { params: { path: { id: 'none' } } })
  expect(error).toMatchObject({ status: 404, detail: 'there is no alert "none"' })
})
