import { parse } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MentionDto } from '../../api/dto/mention-dto.ts'
import type { SeriesDto } from '../../api/dto/series-dto.ts'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { compressors } from './read-parquet.ts'
import { openSmall } from './small.ts'

let filled: Awaited<ReturnType<typeof openSmall>>
let app: App
beforeAll(async () => {
  filled = await openSmall()
  app = await buildApi(filled.deps)
})
afterAll(async () => {
  await app?.close()
  await filled?.close()
})

const linesOf = async (path: string) =>
  (await app.inject(`/api/v1${path}`)).body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as MentionDto)

test('Parquet has the same mentions, with lists as lists and times as times', async () => {
  const question = 'topic=delivery'
  const { rawPayload, headers, statusCode } = await app.inject(`/api/v1/mentions.parquet?${question}`)
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/vnd.apache.parquet'])
  const read = await parquetReadObjects({ file: fileOf(rawPayload), compressors })
  const listed = await linesOf(`/mentions.jsonl?${question}`)
  expect(listed.length).toBeGreaterThan(100)
  const shown = listed.map((mention) => ({
    ...pick(mention, [
      'id',
      'source',
      'channel',
      'author',
      'title',
      'text',
      'url',
      'language',
      'intent',
      'stage',
      'severity',
      'rating',
    ]),
    createdAt: new Date(mention.createdAt),
    topics: mention.topics.map(({ id }) => id),
    departments: mention.departments.map(({ id }) => id),
    sentiment: mention.sentiment.label,
    sentimentScore: mention.sentiment.score,
    entities: mention.entities.map(({ kind, value }) => ({ kind, value })),
    removedAt: mention.removedAt && new Date(mention.removedAt),
  }))
  const rounded = read.map((row) => ({
    ...row,
    sentimentScore: Math.round(Number(row['sentimentScore']) * 1000) / 1000,
  }))
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
  const lines = (await app.inject(`/api/v1/series.jsonl?${question}`)).body.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual(expected)
  const { rawPayload } = await app.inject(`/api/v1/series.parquet?${question}`)
  expect(await parquetReadObjects({ file: fileOf(rawPayload), compressors })).toEqual(
    expected.map(({ from, ...row }) => ({ from: new Date(from), ...row })),
  )
  const csv = parse<Record<string, string>>((await app.inject(`/api/v1/series.csv?${question}`)).body, {
    columns: true,
  })
  expect(csv.map(({ from, figure }) => [from, Number(figure)])).toEqual(
    expected.map(({ from, figure }) => [from, figure]),
  )
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
