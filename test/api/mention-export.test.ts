import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MentionDto } from '../../api/dto/mention-dto.ts'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { filledWithinMs, openFilled, type Filled } from './filled.ts'

let filled: Filled
let app: App
beforeAll(async () => {
  filled = await openFilled()
  app = await buildApi({ ...filled.deps, metrics: openMetrics() })
}, filledWithinMs)
afterAll(async () => {
  await app?.close()
  await filled?.close()
})

const text = async (path: string) => {
  const { statusCode, body, headers } = await app.inject(`/api/v1${path}`)
  expect(statusCode, body.slice(0, 300)).toBe(200)
  return { body, headers }
}
const linesOf = async (path: string) =>
  (await text(path)).body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as MentionDto)

test('an export holds all that the search finds, over many pages, each mention once and newest first', async () => {
  const { mentions } = (await app.inject('/api/v1/mentions/facets?topic=delivery')).json<{ mentions: number }>()
  const exported = await linesOf('/mentions.jsonl?topic=delivery')
  expect(mentions).toBeGreaterThan(1_000)
  expect(exported).toHaveLength(mentions)
  expect(new Set(exported.map(({ id }) => id)).size).toBe(mentions)
  const times = exported.map(({ createdAt }) => createdAt)
  expect(times).toEqual(times.toSorted().toReversed())
})

test('CSV has the same mentions under a header, for spreadsheets and safe for them', async () => {
  const { body, headers } = await text('/mentions.csv?q=refund+klarpay')
  expect(headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="mentions.csv"',
  })
  const rows = parse<Record<string, string>>(body, { columns: true })
  const listed = await linesOf('/mentions.jsonl?q=refund+klarpay')
  expect(rows.map(({ id }) => id)).toEqual(listed.map(({ id }) => id))
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.every(({ text: written }) => /klarpay/i.test(written!))).toBe(true)
  expect(body).not.toMatch(/(^|,)[=+@]/m)
})

test('nothing found is a header, or nothing; a wrong question is a problem', async () => {
  expect((await text('/mentions.csv?q=zzznobody')).body.split('\r\n')).toHaveLength(2)
  expect((await text('/mentions.jsonl?q=zzznobody')).body).toBe('')
  for (const question of ['q=%22refund', 'from=2026-10-02&to=2026-10-01', 'limit=5'])
    expect((await app.inject(`/api/v1/mentions.csv?${question}`)).statusCode, question).toBe(400)
})
