import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountsDto } from '../../api/dto/account-dto.ts'
import type { AlertDto, ChangeDto } from '../../api/dto/alert-dto.ts'
import type { DepartmentDto, SourceDto, StatusDto, TopicDto } from '../../api/dto/board-dto.ts'
import type { MentionDto } from '../../api/dto/mention-dto.ts'
import type { App } from '../../api/request/deps.ts'
import type { ReportDto } from '../../api/dto/report-dto.ts'
import type { SeriesDto } from '../../api/dto/series-dto.ts'
import { buildApi, startApi } from '../../api/server.ts'
import { finishRelabels, startRelabel } from '../../enrich/relabel/relabel-table.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { sendRaw } from './send-raw.ts'
import { filledWithinMs, openFilled, now, pastAlert, type Filled } from './filled.ts'

interface List<T> {
  items: T[]
  nextCursor: string | null
}
const hourMs = 3_600_000
const Count = Type.Object({ n: Type.Integer() })

let filled: Filled
let app: App

beforeAll(async () => {
  filled = await openFilled()
  app = await buildApi(filled.deps)
}, filledWithinMs)
afterAll(async () => {
  await app?.close()
  await filled?.close()
})

async function get<T>(path: string): Promise<T> {
  const answer = await app.inject(`/api/v1${path}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<T>()
}
const refused = async (path: string) => (await app.inject(`/api/v1${path}`)).json<{ status: number; detail: string }>()
const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/api/v1${path}`, payload, headers })
/** 200 holds the changed alert; 202 means that the writer of alerts will apply the command. */
async function done(
  path: string,
  sent: { body: object; headers?: Record<string, string> },
  becomes: object,
): Promise<void> {
  const answer = await post(path, sent.body, sent.headers)
  if (answer.statusCode === 200) return expect(answer.json()).toMatchObject(becomes)
  expect([answer.statusCode, answer.json()]).toEqual([202, { commandId: expect.any(String) }])
  await expect.poll(() => get<AlertDto>(path.replace(/\/\w+$/, '')), { timeout: 20_000 }).toMatchObject(becomes)
}
const counted = async (where: string) =>
  (await filled.store.select(Count, `SELECT count() AS n FROM mentions FINAL WHERE ${where}`))[0]!.n

const sum = (points: SeriesDto['series'][number]['points']) =>
  points.reduce((total, point) => total + (point.value ?? 0), 0)

describe('alerts', () => {
  test('are listed newest first, with all fields', async () => {
    const { items } = await get<List<AlertDto>>('/alerts')
    expect(items.length).toBeGreaterThanOrEqual(4)
    expect(items.map((alert) => alert.openedAt)).toEqual(
      items
        .map((alert) => alert.openedAt)
        .toSorted()
        .toReversed(),
    )
    expect(items[0]).toMatchObject({ status: 'open', owner: null, sentence: expect.stringContaining('(typical ') })
    expect(items[0]).not.toHaveProperty('facts')
  })

  test('have drivers, quotes and similar past alerts', async () => {
    const [alert] = (await get<List<AlertDto>>('/alerts?topic=billing.refund&status=open')).items
    const [driver] = alert!.drivers
    expect(driver).toMatchObject({ dimension: 'supplier', value: 'Klarpay', adds: driver!.share })
    expect(driver!.z).toBeGreaterThan(3)
    expect(alert!.similar).toMatchObject([
      {
        alertId: 'past',
        title: pastAlert.title,
        resolvedAt: new Date(pastAlert.resolvedAt!).toISOString(),
        owner: 'Lea',
        verdict: 'expected',
      },
    ])
  })

  test('are paged without loss or repetition', async () => {
    const all = await get<List<AlertDto>>('/alerts')
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: List<AlertDto> = await get(`/alerts?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map((alert) => alert.id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(all.items.map((alert) => alert.id))
  })

  test('are filtered by department, and by topic with its subtopics', async () => {
    const { items } = await get<List<AlertDto>>('/alerts?department=logistics&topic=delivery')
    expect(items.length).toBeGreaterThan(0)
    for (const alert of items) {
      expect(alert.departments).toContain('logistics')
      expect(alert.topic).toMatch(/^delivery/)
    }
  })

  test('commands are applied by the writer of alerts and stay in the history', async () => {
    const [alert] = (await get<List<AlertDto>>('/alerts?status=open')).items
    const me = { 'x-groundswell-person': encodeURIComponent('Mára Ölsen') }
    await done(
      `/alerts/${alert!.id}/acknowledge`,
      { body: {}, headers: me },
      { status: 'acknowledged', owner: 'Mára Ölsen' },
    )
    const until = new Date(now + hourMs).toISOString()
    await done(
      `/alerts/${alert!.id}/snooze`,
      { body: { until, reason: 'known' } },
      { status: 'snoozed', snoozedUntil: until },
    )
    const { items } = await get<List<ChangeDto>>(`/alerts/${alert!.id}/history`)
    expect(items.slice(-2)).toMatchObject([
      { change: 'acknowledged', by: 'Mára Ölsen' },
      { change: 'snoozed', by: 'someone', reason: 'known' },
    ])
  })

  test('impossible commands are refused with a reason', async () => {
    const { items } = await get<List<AlertDto>>('/alerts?status=open&department=procurement')
    const { id } = items[0]!
    expect((await post(`/alerts/${id}/snooze`, {})).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('until'),
    })
    expect((await post(`/alerts/${id}/snooze`, { until: new Date(now - 1).toISOString() })).json()).toMatchObject({
      status: 400,
      detail: 'until is in the past',
    })
    expect((await post('/alerts/nope/resolve', {})).statusCode).toBe(404)
    await done(`/alerts/${id}/resolve`, { body: {} }, { status: 'resolved' })
    expect((await post(`/alerts/${id}/resolve`, {})).statusCode).toBe(409)
    expect((await post(`/alerts/${id}/resolve`, { because: 1 })).json()).toMatchObject({
      detail: 'unknown field "because"',
    })
  })

  test('a rating is possible at any time, the last one counts, and alerts are filtered by it', async () => {
    const [alert] = (await get<List<AlertDto>>('/alerts?status=resolved')).items
    const path = `/alerts/${alert!.id}/verdict`
    expect(alert!.verdict).toBeNull()
    expect((await post(path, {})).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('useful, noise'),
    })
    expect((await post(path, { verdict: 'boring' })).statusCode).toBe(400)
    await done(path, { body: { verdict: 'useful' } }, { verdict: { verdict: 'useful', by: 'someone' } })
    const noise = { verdict: 'noise', reason: 'a giveaway' }
    await done(
      path,
      { body: noise, headers: { 'x-groundswell-person': 'mara' } },
      { verdict: { ...noise, by: 'mara' } },
    )
    const again = await post(path, noise)
    expect([again.statusCode, again.json<AlertDto>().verdict?.by]).toEqual([200, 'mara'])
    const { items } = await get<List<ChangeDto>>(`/alerts/${alert!.id}/history`)
    expect(items.filter(({ change }) => change === 'judged').map(({ verdict, by }) => [verdict, by])).toEqual([
      ['useful', 'someone'],
      ['noise', 'mara'],
    ])
    const found = async (verdict: string) => (await get<List<AlertDto>>(`/alerts?verdict=${verdict}`)).items
    expect((await found('noise')).map(({ id }) => id)).toEqual([alert!.id])
    expect(await found('useful')).toEqual([])
  })

  test.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling', { 'sec-fetch-site': 'same-site' }],
    ['another origin, in an old browser', { origin: 'https://example.org' }],
    ['another port of this machine', { origin: 'http://localhost:3000' }],
    ['a page without an origin', { origin: 'null' }],
    ['a name that leads here', { host: 'rebound.example:8080', origin: 'http://rebound.example:8080' }],
    ['a name that leads here, in a new browser', { host: 'rebound.example', 'sec-fetch-site': 'same-origin' }],
    ['a name like ours', { host: 'localhost.example.org' }],
    ['a name with ours before it', { host: '127.0.0.1.example.org' }],
  ])('a page of %s cannot change anything through a browser, with a body or without', async (_, headers) => {
    const bodiless = await app.inject({ method: 'POST', url: '/api/v1/alerts/x/resolve', headers })
    const answers = [await post('/alerts/x/resolve', {}, headers), bodiless]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403])
  })

  test('a name that leads here reads nothing either', async () => {
    for (const url of ['/api/v1/alerts', '/api/v1/events', '/metrics', '/', '/healthz']) {
      const answer = await app.inject({ url, headers: { host: 'rebound.example' } })
      expect([url, answer.statusCode]).toEqual([url, 403])
    }
  })

  test.each<Record<string, string>>([
    { host: 'localhost:8080', origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' },
    { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' },
    { host: '[::1]:8080', origin: 'http://[::1]:8080' },
    { host: 'localhost' },
  ])('our own page and programs may: %j', async (headers) => {
    const answer = await post('/alerts/nothing/resolve', {}, headers)
    expect(answer.statusCode).toBe(404)
  })
})

describe('series', () => {
  const from = new Date(now - 24 * hourMs).toISOString()

  test('default to seven days in hours, every bucket included, with the expected range', async () => {
    const { bucketMs, series } = await get<SeriesDto>('/series?measure=mentions&by=department')
    expect(bucketMs).toBe(hourMs)
    expect(series.map(({ key }) => key.department)).toContain('logistics')
    for (const { points } of series) expect(points.length).toBe(7 * 24 + 1)
    const logistics = series.find(({ key }) => key.department === 'logistics')!
    const last = logistics.points.at(-2)!
    expect(last.value).toBeGreaterThan(last.upper!)
    expect(last.lower).toBeLessThanOrEqual(last.expected!)
  })

  test('are the same from stored counts and from mentions', async () => {
    const kept = await get<SeriesDto>(`/series?by=carrier&topic=delivery.late&from=${from}`)
    expect(kept.series[0]!.key).toEqual({ carrier: 'Nordfracht' })
    for (const { key, points } of kept.series) {
      const since = `created_at >= toDateTime64('${points[0]!.at.slice(0, 19).replace('T', ' ')}', 3, 'UTC')`
      const mentions = await counted(
        `${since} AND has(topic_tree, 'delivery.late') AND arrayExists((k, v) -> k = 'carrier' AND v = '${key.carrier}', entity_kinds, entity_values)`,
      )
      expect(sum(points)).toBe(mentions)
    }
    const two = await get<SeriesDto>(`/series?by=carrier&topic=delivery.late&department=logistics&from=${from}`)
    const [nordfracht] = two.series
    expect(nordfracht!.key).toEqual({ carrier: 'Nordfracht' })
    expect(sum(nordfracht!.points)).toBeLessThanOrEqual(sum(kept.series[0]!.points))
  })

  test('by source alone count everything', async () => {
    const { series } = await get<SeriesDto>(`/series?by=source&bucket=day&from=${from}`)
    const since = series[0]!.points[0]!.at.slice(0, 10)
    expect(series.reduce((total, one) => total + sum(one.points), 0)).toBe(
      await counted(`created_at >= toDateTime64('${since} 00:00:00', 3, 'UTC')`),
    )
  })

  test.each(['texts', 'authors', 'negativeShare', 'sentiment'])('measure %s', async (measure) => {
    const { series } = await get<SeriesDto>(
      `/series?measure=${measure}&by=topic&topic=delivery&bucket=day&from=${from}`,
    )
    expect(series.map(({ key }) => key.topic)).toEqual(expect.arrayContaining(['delivery', 'delivery.late']))
    for (const { key } of series) expect(key.topic).toMatch(/^delivery/)
    const value = series[0]!.points.at(-1)!.value ?? 0
    expect(Math.abs(value)).toBeGreaterThan(0)
    if (measure === 'negativeShare') expect(value).toBeLessThanOrEqual(1)
  })

  test('weeks begin on Monday', async () => {
    const { series } = await get<SeriesDto>('/series?bucket=week')
    for (const { at } of series[0]!.points) expect(new Date(at).getUTCDay()).toBe(1)
  })

  test('have the seams between label versions within the period', async () => {
    const { store } = filled
    const versions = { modelVersion: 'linear-1', taxonomyVersion: '2-abc' }
    const at = now - 3 * 24 * hourMs
    await startRelabel(store, { id: '1: of all there is', ...versions, modelVersion: 'linear-0', fromAt: 0, rows: 1 })
    await startRelabel(store, { id: '2', ...versions, fromAt: at, rows: 1 })
    expect((await get<SeriesDto>('/series')).seams).toEqual([])
    await finishRelabels(store)
    await startRelabel(store, { id: '3: the same again', ...versions, fromAt: now - hourMs, rows: 1 })
    await finishRelabels(store)
    expect((await get<SeriesDto>('/series')).seams).toEqual([{ at: new Date(at).toISOString(), ...versions }])
    expect((await get<SeriesDto>(`/series?from=${from}`)).seams).toEqual([])
  })

  test('too many points are refused with a remedy', async () => {
    expect(await refused('/series?bucket=minute')).toMatchObject({
      status: 400,
      detail: expect.stringContaining('wider buckets'),
    })
  })

  test('a minute with many mentions is found', async () => {
    const { series } = await get<SeriesDto>(
      `/series?bucket=minute&topic=delivery.late&from=${new Date(now - 2 * hourMs).toISOString()}`,
    )
    expect(series[0]!.points.length).toBe(120)
    expect(sum(series[0]!.points)).toBe(
      await counted(`has(topic_tree, 'delivery.late') AND created_at >= fromUnixTimestamp64Milli(${now - 2 * hourMs})`),
    )
  })
})

describe('mentions', () => {
  test('are searched in any case, newest first, and paged without loss', async () => {
    const wanted = await counted(
      `positionCaseInsensitiveUTF8(text, 'nordfracht') > 0 AND has(departments, 'logistics')`,
    )
    const seen: MentionDto[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: List<MentionDto> = await get(
        `/mentions?q=NORDFRACHT&department=logistics&limit=200${cursor && `&cursor=${cursor}`}`,
      )
      seen.push(...page.items)
      cursor = page.nextCursor
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(wanted)
    expect(seen.length).toBe(wanted)
    const times = seen.map(({ createdAt }) => createdAt)
    expect(times).toEqual(times.toSorted().toReversed())
  })

  test('have the source’s fields and the labels', async () => {
    const { items } = await get<List<MentionDto>>('/mentions?carrier=Nordfracht&topic=delivery.late&limit=1')
    expect(items[0]).toMatchObject(await get<MentionDto>(`/mentions/${encodeURIComponent(items[0]!.id)}`))
    expect(items[0]).toMatchObject({
      language: 'en',
      removedAt: null,
      entities: expect.arrayContaining([{ kind: 'carrier', value: 'Nordfracht' }]),
    })
    expect(items[0]!.departments[0]).toMatchObject({ id: 'logistics' })
  })

  test('an unknown one is not found', async () => {
    expect((await app.inject('/api/v1/mentions/nope%3A1')).statusCode).toBe(404)
  })
})

describe('the board', () => {
  test('departments have their active alerts and the expected range by now', async () => {
    const { items } = await get<List<DepartmentDto>>('/departments')
    expect(items.map(({ id }) => id).slice(0, 4)).toEqual(['support', 'product', 'logistics', 'procurement'])
    const logistics = items.find(({ id }) => id === 'logistics')!
    expect(logistics.openAlerts).toBeGreaterThan(0)
    expect(logistics.today!.mentions).toBeGreaterThan(logistics.today!.upper!)
  })

  test('topics are a tree with owners', async () => {
    const { items } = await get<List<TopicDto>>('/topics')
    expect(items.find(({ id }) => id === 'delivery.late')).toMatchObject({
      parent: 'delivery',
      owners: ['logistics', 'support'],
    })
  })

  test('sources that are down are listed', async () => {
    const { items } = await get<List<SourceDto>>('/sources')
    expect(items.find(({ source }) => source === 'mastodon')).toMatchObject({
      health: 'failing',
      reason: 'the server answers 429',
      lag: hourMs,
    })
    expect(await get<StatusDto>('/status')).toMatchObject({
      now: new Date(now).toISOString(),
      sourcesDown: ['mastodon'],
    })
  })
})

describe('own accounts', () => {
  test('have flags, a sentence, and the rows that cannot be read', async () => {
    const { items, summary, faults } = await get<AccountsDto>('/accounts')
    expect(items.map(({ platform, handle, flags }) => [platform, handle, flags])).toEqual([
      ['mastodon', 'halden', ['idle', 'orphan']],
      ['forum', 'halden', []],
      ['tiktok', 'halden', ['uncovered']],
    ])
    expect(items[1]!.lastPostAt).toBe(new Date(now - hourMs).toISOString())
    expect(summary).toMatchObject({ accounts: 3, semiIdle: 1, semiIdleShare: 1 / 3 })
    expect(summary.sentence).toMatch(
      /^1 of 3 accounts is idle or semi-idle; idle accounts had \d+ mentions? in 30 days$/,
    )
    expect(faults).toEqual(['accounts.csv:5: has no handle'])
  })

  test('come as CSV in which nothing is a formula', async () => {
    const { headers, body } = await app.inject('/api/v1/accounts.csv')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    const lines = body.split('\r\n')
    expect(lines[0]).toMatch(/^platform,handle,owner,unit,flags,/)
    expect(lines[2]).toMatch(/^forum,halden,'=Lea,DACH,,2026-10-15T/)
    expect(lines).toHaveLength(5)
  })
})

describe('the report', () => {
  test('covers the last seven whole days by default', async () => {
    const report = await get<ReportDto>('/report')
    expect([report.from, report.to]).toEqual(['2026-10-08T00:00:00.000Z', '2026-10-15T00:00:00.000Z'])
    expect(report.all.volume).toBe(
      await counted(`created_at >= '2026-10-08' AND created_at < '2026-10-15' AND intent != 'spam'`),
    )
    const stages = report.stages.reduce((total, { volume }) => total + volume, 0)
    expect(stages).toBe(report.all.volume)
    expect(report.sentence).toMatch(/^8 October 2026 to 14 October 2026 \(UTC\): [\d,]+ mentions/)
    const product = report.departments.find(({ department }) => department === 'product')!
    expect(product.praise.mentions).toBeGreaterThan(0)
    expect(product.praise.quote!.text).not.toBe('')
  })

  test('is a table with the figures of the page', async () => {
    const period = '?from=2026-10-13&to=2026-10-14'
    const { all, alerts, departments, stages, isCompared } = await get<ReportDto>(`/report${period}`)
    expect([isCompared, all.before > 0]).toEqual([true, true])
    const answer = await app.inject(`/api/v1/report.csv${period}`)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(answer.headers['content-disposition']).toBe('attachment; filename="report.csv"')
    const [, ...rows] = answer.body
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','))
    const figures = (section: string) =>
      rows.filter(([, , each]) => each === section).map((row) => [5, 6, 9].map((column) => Number(row[column])))
    expect(figures('all')).toEqual([[all.volume, all.before, alerts.opened]])
    expect(figures('department')).toEqual(departments.map((each) => [each.volume, each.before, each.alerts.involved]))
    expect(figures('customer journey stage')).toEqual(stages.map(({ volume, before }) => [volume, before, 0]))
    expect(figures('praised topic').length).toBeGreaterThan(0)
    expect((await app.inject('/api/v1/report.csv?from=2026-10-16')).statusCode).toBe(400)
  })

  test('covers any period up to 400 days', async () => {
    const today = await get<ReportDto>('/report?from=2026-10-15&to=2026-10-16')
    const opened = today.departments.reduce((total, { alerts }) => total + alerts.opened, 0)
    const { items } = await get<List<AlertDto>>('/alerts')
    expect(opened).toBe(items.filter(({ openedAt }) => openedAt.startsWith('2026-10-15')).length)
    expect(opened).toBeGreaterThan(2)
    expect(await refused('/report?from=2026-10-16')).toMatchObject({ detail: 'from must be before to' })
    expect(await refused('/report?from=2020-01-01')).toMatchObject({ detail: 'the period has more than 400 days' })
  })
})

describe('every answer', () => {
  test('has security headers', async () => {
    for (const path of ['/', '/api/v1/alerts', '/api/v1/nothing', '/healthz']) {
      const { headers } = await app.inject(path)
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })

  test('names an unknown query parameter', async () => {
    expect(await refused('/alerts?departmnt=support')).toMatchObject({
      status: 400,
      detail: 'unknown query parameter "departmnt"',
    })
  })

  test('is an RFC 9457 problem on an error', async () => {
    const answer = await app.inject('/api/v1/alerts?limit=0')
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      status: 400,
      title: 'Bad Request',
      detail: expect.stringContaining('"limit"'),
    })
  })

  test('hides internal errors', async () => {
    const broken = await buildApi({
      ...filled.deps,
      metrics: openMetrics(),
      reader: { ...filled.deps.reader, select: async () => Promise.reject(new Error('password=x')) },
    })
    const answer = await broken.inject('/api/v1/alerts')
    await broken.close()
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('password')
  })

  test('answers are compressed for who asks, and known by an ETag; requests are not decompressed', async () => {
    const ask = (headers: Record<string, string>) => app.inject({ url: '/api/v1/topics', headers })
    const plain = await ask({})
    for (const [encoding, read] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const answer = await ask({ 'accept-encoding': encoding })
      expect(answer.headers['content-encoding']).toBe(encoding)
      expect(answer.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
      expect(read(answer.rawPayload).toString()).toBe(plain.body)
      expect(answer.headers['etag']).toBe(plain.headers['etag'])
    }
    const known = await ask({ 'if-none-match': String(plain.headers['etag']) })
    expect([known.statusCode, known.body]).toEqual([304, ''])
    const bomb = await app.inject({
      method: 'POST',
      url: '/api/v1/silences',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      payload: gzipSync(Buffer.alloc(10_000_000, ' ')),
    })
    expect(bomb.statusCode).toBe(400)
  })

  test('is refused above the rate limit', async () => {
    const strict = await buildApi({ ...filled.deps, metrics: openMetrics(), requestsPerMinute: 2 })
    const answers = [
      await strict.inject('/api/v1/topics'),
      await strict.inject('/api/v1/topics'),
      await strict.inject('/api/v1/topics'),
      // Scripts of pages are not.
      await strict.inject('/assets/unknown.js'),
    ]
    await strict.close()
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429, 404])
  })

  test('webhooks have a limit of their own, which does not use up that of people', async () => {
    const strict = await buildApi({
      ...filled.deps,
      metrics: openMetrics(),
      requestsPerMinute: 1,
      webhooksPerMinute: 2,
    })
    const send = async () => (await strict.inject({ method: 'POST', url: '/api/v1/webhooks/nobody' })).statusCode
    const statuses = [await send(), await send(), await send(), (await strict.inject('/api/v1/topics')).statusCode]
    await strict.close()
    expect(statuses).toEqual([404, 404, 429, 200])
  })

  test('refused requests count for the rate limit, too; behind a proxy each client counts for itself', async () => {
    const strict = await buildApi({
      ...filled.deps,
      metrics: openMetrics(),
      requestsPerMinute: 2,
      url: 'https://groundswell.example',
    })
    const from = async (client: string) =>
      (await strict.inject({ url: '/api/v1/topics', headers: { 'x-forwarded-for': client } })).statusCode
    const statuses = []
    for (const client of ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2']) statuses.push(await from(client))
    await strict.close()
    expect(statuses).toEqual([401, 401, 429, 401])
  })
})

describe('probes', () => {
  test('readiness lists what is missing', async () => {
    expect((await app.inject('/readyz')).statusCode).toBe(200)
    const without = await buildApi({ ...filled.deps, metrics: openMetrics(), storeState: () => 'restarting' })
    const answer = await without.inject('/readyz')
    await without.close()
    expect([answer.statusCode, answer.body]).toEqual([503, 'store: restarting\n'])
  })

  test('readiness and status name the stage that is stuck, since when and why; one that fails for a moment is ready', async () => {
    const stage = { since: now - hourMs, reason: 'the disk is full', lag: 7, oldestAt: now - hourMs, deadLetters: 2 }
    const stages = [
      { ...stage, stage: 'enrich', state: 'stalled' as const },
      { ...stage, stage: 'deliver', state: 'failing' as const },
      { ...stage, stage: 'alerts', state: 'running' as const, since: 0, reason: '', oldestAt: null },
    ]
    const stuck = await buildApi({
      ...filled.deps,
      metrics: openMetrics(),
      watch: { stages: () => stages, lag: () => 7 },
    })
    const [ready, status] = [await stuck.inject('/readyz'), await stuck.inject('/api/v1/status')]
    await stuck.close()
    const since = new Date(now - hourMs).toISOString()
    expect([ready.statusCode, ready.body]).toEqual([
      503,
      `enrich: stalled since ${since}, 7 waiting: the disk is full\n`,
    ])
    const [first, , last] = status.json<StatusDto>().stages
    expect(first).toEqual({ ...stage, stage: 'enrich', state: 'stalled', since, oldestAt: since })
    expect(last).toMatchObject({ state: 'running', since: null, oldestAt: null })
  })

  test('metrics are served', async () => {
    expect((await app.inject('/metrics')).body).toContain('groundswell_events_total{stage="api",outcome="2xx"}')
  })
})

describe('requests that reach no route', () => {
  const started = async (use: (port: number) => Promise<void>) => {
    const { url, stop } = await startApi({ ...filled.deps, metrics: openMetrics() })
    try {
      await use(Number(new URL(url).port))
    } finally {
      await stop()
    }
  }
  const head = 'Host: localhost\r\nConnection: close\r\n'

  test.each([
    ['a URL that cannot be decoded', `GET /%zz HTTP/1.1\r\n${head}\r\n`, 400],
    ['no HTTP', 'JUNK\r\n\r\n', 400],
    ['headers that are too large', `GET / HTTP/1.1\r\n${head}x: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['an unknown transfer', `POST /api/v1/silences HTTP/1.1\r\n${head}transfer-encoding: gzip\r\n\r\n`, 400],
    ['a wrong length', `POST /api/v1/silences HTTP/1.1\r\n${head}content-length: -3\r\n\r\n{}`, 400],
    ['an unknown path', `GET /api/v1/nothing HTTP/1.1\r\n${head}\r\n`, 404],
    [
      'no JSON',
      `POST /api/v1/silences HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: 2\r\n\r\n{x`,
      400,
    ],
    [
      'another media type',
      `POST /api/v1/silences HTTP/1.1\r\n${head}content-type: text/xml\r\ncontent-length: 2\r\n\r\nxx`,
      415,
    ],
    [
      'a body that is too large',
      `POST /api/v1/silences HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: 99999999\r\n\r\n`,
      413,
    ],
  ])('%s: problem details with the security headers', async (_, text, status) => {
    await started(async (port) => {
      const answer = await sendRaw(port, text)
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json/i)
      expect(answer).toMatch(/\r\ncontent-security-policy: default-src/i)
      expect(answer).toMatch(/\r\nx-content-type-options: nosniff/i)
      expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ status })
    })
  })
})

describe('cursors', () => {
  const of = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  test.each([
    ['alerts', { openedAt: 1e300, id: 'a' }],
    ['alerts', { openedAt: -1, id: 'a' }],
    ['alerts', { openedAt: 8.64e15, id: 'a' }],
    ['mentions', { createdAt: 1e16, id: 'a' }],
    ['mentions', { createdAt: 8.64e15, id: 'a' }],
    ['mentions', { createdAt: 1.5, id: 'a' }],
    ['mentions', { createdAt: 1, id: { a: 1 } }],
    ['mentions', { createdAt: 1 }],
    ['mentions', [1, 'a']],
  ])('of no time: /%s refuses %j', async (path, value) => {
    expect((await app.inject(`/api/v1/${path}?cursor=${of(value)}`)).statusCode).toBe(400)
  })

  test.each([512, 530])('after the longest id, of %i characters in any script, a list continues', async (length) => {
    for (const letter of ['a', '"', '\u0001', '語', '😀']) {
      const cursor = of({ createdAt: now, id: letter.repeat(length / letter.length) })
      expect((await app.inject(`/api/v1/mentions?cursor=${cursor}`)).statusCode).toBe(200)
    }
  })
})

test('a webhook is accepted or refused by its receiver', async () => {
  const published: unknown[] = []
  const receiver = {
    receive({ body, headers }: { body: Buffer; headers: Record<string, string | undefined> }) {
      if (headers['webhook-signature'] !== 'right')
        throw Object.assign(new Error('the signature is wrong'), { status: 401 })
      return {
        mentions: [{ nativeId: '1', createdAt: now, text: body.toString() }],
        rejected: [{ at: 'item 2', reason: 'has no text', raw: '' }],
      }
    },
  }
  const hooked = await buildApi({
    ...filled.deps,
    metrics: openMetrics(),
    webhooks: new Map([['shop', receiver]]),
    publish: async (source, { mentions }) => void published.push([source, mentions]),
  })
  const send = (url: string, signature: string) =>
    hooked.inject({
      method: 'POST',
      url: `/api/v1/webhooks/${url}`,
      payload: '{"a": 1}',
      headers: { 'content-type': 'application/json', 'webhook-signature': signature },
    })
  const [wrong, right, unknown] = [
    await send('shop', 'wrong'),
    await send('shop', 'right'),
    await send('nobody', 'right'),
  ]
  await hooked.close()
  expect([wrong.statusCode, right.statusCode, unknown.statusCode]).toEqual([401, 202, 404])
  expect(right.json()).toEqual({ accepted: 1, rejected: 1, errors: ['item 2 has no text'] })
  expect(published).toEqual([['shop', [{ nativeId: '1', createdAt: now, text: '{"a": 1}' }]]])
})

test('a webhook answers 503 with Retry-After while too many mentions wait, and takes them again when they do not', async () => {
  let waiting = 11
  const published: unknown[] = []
  const receive = () => ({ mentions: [{ nativeId: '1', createdAt: now, text: 'a' }], rejected: [] })
  const full = await buildApi({
    ...filled.deps,
    metrics: openMetrics(),
    webhooks: new Map([['shop', { receive }]]),
    publish: async (source) => void published.push(source),
    watch: { stages: () => [], lag: () => waiting },
    mostWaiting: 10,
  })
  const send = () => full.inject({ method: 'POST', url: '/api/v1/webhooks/shop', payload: '{}' })
  const refused = await send()
  waiting = 10
  const taken = await send()
  await full.close()
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '30'])
  expect(refused.json<{ detail: string }>().detail).toBe('11 mentions wait to be stored; send this again later')
  expect([taken.statusCode, published]).toEqual([202, ['shop']])
})

test('events report a change within seconds, and end when the server stops', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-pages-'))
  const { url, stop } = await startApi({ ...filled.deps, metrics: openMetrics(), dashboard: folder })
  try {
    const stream = await fetch(`${url}/api/v1/events`)
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    const [alert] = (await get<List<AlertDto>>('/alerts?status=open')).items
    let received = ''
    const listening = (async () => {
      for (;;) {
        const { value, done } = await reader.read()
        if (done) return
        received += value
      }
    })()
    const { promise: arrived, resolve } = Promise.withResolvers<void>()
    const polling = setInterval(() => received.includes(alert!.id) && resolve(), 50)
    // The first poll of a subscription is its baseline.
    const doing = setTimeout(() => void post(`/alerts/${alert!.id}/assign`, { owner: 'Lea' }), 1_500)
    await arrived
    clearInterval(polling)
    clearTimeout(doing)
    expect(received).toContain('event: alert.changed')
    expect(received).toContain('"change":"assigned"')
    await stop()
    await listening
  } finally {
    await stop()
    rmSync(folder, { recursive: true })
  }
}, 20_000)
