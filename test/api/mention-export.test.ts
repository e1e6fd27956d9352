import { parse } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MentionDto } from '../../api/dto/mention-dto.ts'
import type { SeriesDto } from '../../api/dto/series-dto.ts'
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

test('Parquet has the same mentions, with lists as lists and times as times', async () => {
  const question = 'topic=delivery&from=2026-10-14'
  const { rawPayload, headers, statusCode } = await app.inject(`/api/v1/mentions.parquet?${question}`)
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/vnd.apache.parquet'])
  const read = await parquetReadObjects({ file: fileOf(rawPayload) })
  const listed = await linesOf(`/mentions.jsonl?${question}`)
  expect(listed.length).toBeGreaterThan(100)
  const shown = listed.map((mention) => ({
    ...pick(mention, ['id', 'source', 'channel', 'author', 'title', 'text', 'url', 'language', 'intent', 'stage', 'severity', 'rating']),
    createdAt: new Date(mention.createdAt),
    topics: mention.topics.map(({ id }) => id),
    departments: mention.departments.map(({ id }) => id),
    sentiment: mention.sentiment.label,
    sentimentScore: mention.sentiment.score,
    entities: mention.entities.map(({ kind, value }) => ({ kind, value })),
    removedAt: mention.removedAt && new Date(mention.removedAt),
  }))
  const rounded = read.map((row) => ({ ...row, sentimentScore: Math.round(Number(row['sentimentScore']) * 1000) / 1000 }))
  expect(rounded.toSorted(byId)).toEqual(shown.toSorted(byId))
})

test('series as CSV, JSON Lines and Parquet are the points of the JSON', async () => {
  const question = 'by=carrier&bucket=day&topic=delivery'
  const { series } = (await app.inject(`/api/v1/series?${question}`)).json<SeriesDto>()
  const expected = series.flatMap(({ key, points }) =>
    points.map(({ at, value, lower = null, upper = null }) => ({
      from: at,
      dimension: 'carrier',
      value: key['carrier'],
      measure: 'mentions',
      figure: value,
      mentions: value,
      lower,
      upper,
    })),
  )
  expect(expected.length).toBeGreaterThan(10)
  const lines = (await text(`/series.jsonl?${question}`)).body.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual(expected)
  const { rawPayload } = await app.inject(`/api/v1/series.parquet?${question}`)
  expect(await parquetReadObjects({ file: fileOf(rawPayload) })).toEqual(
    expected.map(({ from, ...row }) => ({ from: new Date(from), ...row })),
  )
  const csv = parse<Record<string, string>>((await text(`/series.csv?${question}`)).body, { columns: true })
  expect(csv.map(({ from, figure }) => [from, Number(figure)])).toEqual(expected.map(({ from, figure }) => [from, figure]))
})

test('a Parquet file without mentions has its columns', async () => {
  const { rawPayload } = await app.inject('/api/v1/mentions.parquet?q=zzznobody')
  const { schema, num_rows } = parquetMetadata(fileOf(rawPayload))
  expect(Number(num_rows)).toBe(0)
  expect(schema.map(({ name }) => name)).toEqual(expect.arrayContaining(['id', 'createdAt', 'topics', 'entities']))
})

const fileOf = ({ buffer, byteOffset, byteLength }: Buffer) =>
  buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
const pick = <T extends object, K extends keyof T>(thing: T, names: K[]) =>
  Object.fromEntries(names.map((name) => [name, thing[name]]))
const byId = (a: object, b: object) => ((a as { id: string }).id < (b as { id: string }).id ? -1 : 1)
