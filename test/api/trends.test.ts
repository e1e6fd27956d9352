import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KnownIssue } from '../../alerts/issues/known-issue.ts'
import { plannedAsIssues } from '../../alerts/issues/planned-as-issues.ts'
import { planningData } from '../../alerts/planners/planning-data.ts'
import type { CompanyEventDto } from '../../api/dto/company-event-dto.ts'
import type { ComparisonDto } from '../../api/dto/comparison-dto.ts'
import type { SavedViewDto } from '../../api/dto/saved-view-dto.ts'
import type { SeriesDto } from '../../api/dto/series-dto.ts'
import type { TotalsDto } from '../../api/dto/totals-dto.ts'
import type { MentionDto } from '../../api/dto/mention-dto.ts'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { demoPlanningData } from '../../ingest/sources/demo/world.ts'
import { until } from '../until.ts'
import { now, filledWithinMs, openFilled, type Filled } from './filled.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const nothing = { fixes: '', topics: [], departments: [], products: [], versions: [] }
const launch = (id: string, days: number, over: Partial<KnownIssue> = {}): KnownIssue => ({
  ...nothing,
  id,
  kind: 'launch',
  name: id,
  fromAt: now - days * dayMs,
  products: ['K3'],
  ...over,
})

let filled: Filled
let app: App
beforeAll(async () => {
  filled = await openFilled()
  const issues = [
    launch('K3 now', 0.4),
    launch('K3 hotfix', 5),
    launch('K3 before', 6.2),
    launch('K3 long ago', 300),
    launch('another product', 3, { products: ['T1'] }),
    launch('4.2', 2, { products: ['Halden app'], versions: ['4.2'] }),
    launch('4.1', 9, { products: ['Halden app'], versions: ['4.1'] }),
  ]
  const sale = { name: 'Autumn sale', from: '2026-10-12', to: '2026-10-14', uplift: 2, products: ['K3'] }
  app = await buildApi({
    ...filled.deps,
    metrics: openMetrics(),
    planningData: planningData(fileURLToPath(demoPlanningData)),
    knownIssueFile: async () => ({ issues, faults: [] }),
    plannedEvents: plannedAsIssues([sale]),
  })
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
const send = (method: 'POST' | 'DELETE', path: string, by: string, payload?: object) =>
  app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { 'x-groundswell-person': by },
    ...(payload && { payload }),
  })
const from = new Date(now - 3 * dayMs).toISOString()
/** A Monday. */
const startOfWeek = '2026-10-12'

describe('totals', () => {
  test('of a period and the one before are those of the series, value by value', async () => {
    const [first, middle, end] = [4, 2, 0].map((days) => new Date(now - 20 * 60_000 - days * dayMs).toISOString())
    const { items, ...period } = await get<TotalsDto>(`/totals?by=carrier&topic=delivery.late&from=${middle}&to=${end}`)
    expect(period).toEqual({ before: first, from: middle, to: end, isCompared: true })
    const asked = 'by=carrier&topic=delivery.late&bucket=hour'
    const during = await get<SeriesDto>(`/series?${asked}&from=${middle}&to=${end}`)
    const shares = await get<SeriesDto>(`/series?measure=negativeShare&${asked}&from=${middle}&to=${end}`)
    const earlier = await get<SeriesDto>(`/series?${asked}&from=${first}&to=${middle}`)
    const of = ({ series }: SeriesDto, carrier: string) => series.find(({ key }) => key.carrier === carrier)
    expect(items.length).toBeGreaterThan(1)
    for (const { key, mentions, mentionsBefore, negativeShare } of items) {
      expect(mentions).toBe(of(during, key)?.mentions ?? 0)
      expect(mentionsBefore).toBe(of(earlier, key)?.mentions ?? 0)
      if (mentions > 0) expect(negativeShare).toBeCloseTo(of(shares, key)!.total!, 2)
    }
    // The outbreak of the demo.
    expect(items[0]).toMatchObject({ key: 'Nordfracht', difference: 'more' })
  })

  test('where mentions were not collected in all of the period before, nothing is compared', async () => {
    const { isCompared, items } = await get<TotalsDto>('/totals')
    expect(isCompared).toBe(false)
    expect(items).toHaveLength(1)
    expect(items[0]!.mentions).toBeGreaterThan(100)
  })
})

describe('measures', () => {
  test('a share of no mentions is null, and the total is that of the whole period', async () => {
    const asked = `by=version&from=${from}`
    const shares = await get<SeriesDto>(`/series?measure=negativeShare&${asked}`)
    const counts = await get<SeriesDto>(`/series?${asked}`)
    const [one, all] = [shares.series[0]!, counts.series[0]!]
    expect(one.points.some(({ value }) => value === null)).toBe(true)
    for (const [i, { value, mentions }] of one.points.entries()) {
      expect(mentions).toBe(all.points[i]!.value)
      expect(value === null).toBe(mentions === 0)
    }
    const negative = one.points.reduce((sum, { value, mentions }) => sum + (value ?? 0) * mentions!, 0)
    expect(one.total).toBeCloseTo(negative / one.mentions, 2)
    expect(all.total).toBe(all.mentions)
  })

  test.each(['', '&topic=delivery.late&department=logistics'])(
    'the total of authors counts each once %s',
    async (more) => {
      const { series } = await get<SeriesDto>(`/series?measure=authors&bucket=day&from=${from}${more}`)
      const [one] = series
      const perDay = one!.points.map(({ value }) => value!)
      expect(one!.total).toBeGreaterThanOrEqual(Math.max(...perDay))
      expect(one!.total).toBeLessThanOrEqual(perDay.reduce((sum, n) => sum + n, 0))
      const week = await get<SeriesDto>(`/series?measure=authors&bucket=week&from=${startOfWeek}${more}`)
      const days = await get<SeriesDto>(`/series?measure=authors&bucket=day&from=${startOfWeek}${more}`)
      expect(days.series[0]!.total).toBe(week.series[0]!.points[0]!.value)
    },
  )

  test('share of voice is of all mentions that match the filters', async () => {
    const asked = `bucket=day&from=${from}&department=product`
    const [voices, counts, all] = await Promise.all([
      get<SeriesDto>(`/series?measure=shareOfVoice&by=product&${asked}`),
      get<SeriesDto>(`/series?by=product&${asked}`),
      get<SeriesDto>(`/series?${asked}`),
    ])
    for (const [i, { points, total }] of voices.series.entries()) {
      const last = points.length - 2
      const share = counts.series[i]!.points[last]!.value! / all.series[0]!.points[last]!.value!
      expect(points[last]!.value).toBeCloseTo(share, 2)
      expect(total).toBeCloseTo(counts.series[i]!.mentions / all.series[0]!.mentions, 2)
    }
  })

  test('per 1,000 units there are series of what the planning data knows', async () => {
    const { series, withoutUnits } = await get<SeriesDto>(`/series?measure=perThousandUnits&by=product&from=${from}`)
    const k3 = series.find(({ key }) => key.product === 'K3')!
    expect(k3.total).toBeCloseTo((1000 * k3.mentions) / 5_400, 2)
    expect(new Set(series.map(({ key }) => key.product))).toEqual(new Set(['CM-40', 'K3']))
    expect(withoutUnits).toContain('Halden app')
    const none = await get<SeriesDto>(`/series?measure=perThousandUnits&from=${from}`)
    expect(none).toMatchObject({ series: [], withoutUnits: [''] })
  })

  test('the table has a row for each bucket, and an empty cell for no mentions', async () => {
    const asked = `measure=negativeShare&by=version&from=${from}`
    const answer = await app.inject(`/api/v1/series.csv?${asked}`)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    const [header, ...rows] = answer.body.trimEnd().split('\r\n')
    expect(header).toBe('from,dimension,value,measure,figure,mentions,lower,upper')
    const { series } = await get<SeriesDto>(`/series?${asked}`)
    expect(rows).toHaveLength(series.length * series[0]!.points.length)
    expect(rows.find((row) => row.includes(',0,,'))).toMatch(
      /^2026-10-1\dT\d\d:00:00.000Z,version,4\.\d,negativeShare,,0,,$/,
    )
  })
})

describe('launches compared', () => {
  test('a launch stands against the earlier ones of its product, over the same span', async () => {
    const found = await get<ComparisonDto>('/comparison?event=K3%20now')
    const [mine, theirs] = found.sides
    expect(found.sides.map(({ id }) => id)).toEqual(['K3 now', 'K3 hotfix', 'K3 before'])
    expect(found.spanMs).toBe(9 * hourMs)
    expect(Date.parse(theirs!.to) - Date.parse(theirs!.from)).toBe(found.spanMs)
    expect(found.leftOut).toMatchObject([
      { id: 'K3 long ago', reason: 'It came before the first mentions of 3 Oct 2026.' },
    ])
    expect(found.sentence).toContain('complaints about K3')
    expect(found.sentence).toContain(`(${mine!.total.complaints} against ${theirs!.total.complaints})`)
    expect(found.sentence).toContain('New: Product overheating')
    expect(found.topics[0]).toMatchObject({ id: 'safety.overheating', change: 'new' })
    const asked = new URLSearchParams({
      product: 'K3',
      intent: 'complaint',
      from: mine!.from,
      to: mine!.to,
      limit: '200',
    })
    const { items } = await get<{ items: MentionDto[] }>(`/mentions?${asked}`)
    expect(items).toHaveLength(mine!.total.complaints)
    expect(mine!.buckets.reduce((sum, { complaints }) => sum + complaints, 0)).toBe(mine!.total.complaints)
  })

  test('one that was followed within a day is left out of the comparison with a longer span', async () => {
    const { sides, leftOut } = await get<ComparisonDto>('/comparison?event=K3%20hotfix')
    expect([sides.map(({ id }) => id), leftOut.map(({ id }) => id)]).toEqual([
      ['K3 hotfix', 'K3 before'],
      ['K3 long ago'],
    ])
  })

  test('a version stands against another, each from its release on', async () => {
    const { sides, spanMs } = await get<ComparisonDto>('/comparison?version=4.2&against=4.1')
    expect(sides.map(({ from: at }) => now - Date.parse(at))).toEqual([2 * dayMs, 9 * dayMs])
    expect([spanMs, sides[0]!.has, sides[0]!.buckets.length]).toEqual([2 * dayMs, { version: ['4.2'] }, 48])
  })

  test.each([
    ['/comparison', 400],
    ['/comparison?version=4.2', 400],
    ['/comparison?event=another%20one', 404],
    ['/comparison?version=9.9&against=4.1', 404],
  ])('%s is refused', async (path, status) => {
    expect((await app.inject(`/api/v1${path}`)).statusCode).toBe(status)
  })
})

test('events are those of the configuration, the file and the API; a note explains nothing', async () => {
  const listed = () => get<{ items: CompanyEventDto[] }>(`/company-events?from=${from}`)
  const sale = (await listed()).items.find(({ name }) => name === 'Autumn sale')!
  expect(sale).toMatchObject({ kind: 'promotion', by: null, products: ['K3'] })
  expect((await listed()).items.map(({ id }) => id)).not.toContain('4.1')
  expect((await send('DELETE', `/company-events/${encodeURIComponent(sale.id)}`, 'Mara')).statusCode).toBe(409)
  const note = { id: 'note', kind: 'note', name: 'The forum moved', from: new Date(now - hourMs).toISOString() }
  expect((await send('POST', '/company-events', 'Mara', note)).statusCode).toBe(202)
  await until('it is stored', async () => (await listed()).items.some(({ id }) => id === 'note'))
  expect((await send('POST', '/company-events', 'Mara', { ...note, fixedAt: note.from })).json()).toMatchObject({
    detail: 'a note has no fixedAt',
  })
})

test('views are saved, replaced by their id, and deleted', async () => {
  const listed = async () => (await get<{ items: SavedViewDto[] }>('/views')).items
  const view = { id: 'v', name: '=Did 4.2', query: { by: 'version', measure: 'negativeShare' } }
  expect((await send('POST', '/views', 'Mara', view)).json()).toMatchObject({ ...view, by: 'Mara' })
  await until('it is stored', async () => (await listed()).length === 1)
  await send('POST', '/views', 'Mara', { ...view, name: 'Did 4.2 make things worse?' })
  await until('it is replaced', async () => (await listed())[0]?.name === 'Did 4.2 make things worse?')
  expect(await listed()).toMatchObject([{ id: 'v', query: view.query }])
  const wrong = { name: 'x', query: { 'a b': 'c' } }
  expect((await send('POST', '/views', 'Mara', wrong)).statusCode).toBe(400)
  expect((await send('DELETE', '/views/v', 'Mara')).statusCode).toBe(202)
  await until('it is deleted', async () => (await listed()).length === 0)
  expect((await send('DELETE', '/views/v', 'Mara')).statusCode).toBe(404)
})

test('five hundred views are enough: they are replaced and deleted, and no new one is saved', async () => {
  const row = { query: '{}', by: 'Mara', savedAt: now, removed: false, version: 1 }
  await filled.store.insert(
    'saved_views',
    Array.from({ length: 500 }, (_, n) => ({ ...row, id: `full${n}`, name: `Full ${n}` })),
  )
  const view = { name: 'One more', query: {} }
  const refused = await send('POST', '/views', 'Mara', view)
  expect([refused.statusCode, refused.json<{ detail: string }>().detail]).toEqual([
    409,
    'there are 500 saved views, and no more are kept; delete one first',
  ])
  expect((await send('POST', '/views', 'Mara', { ...view, id: 'full1' })).statusCode).toBe(202)
  expect((await send('DELETE', '/views/full2', 'Mara')).statusCode).toBe(202)
  await until('there is room', async () => (await send('POST', '/views', 'Mara', view)).statusCode === 202)
})
