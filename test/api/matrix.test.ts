import { beforeAll, afterAll, describe, expect, test } from 'vitest'
import { buildApi, startApi } from '../../api/server.ts'
import type { App } from '../../api/request/deps.ts'
import { watchPermissions } from '../../api/request/permissions.ts'
import { roles, cells } from './matrix-requests.ts'
import { departments, fillBoth, markOf, mentionsOf, whose, type Whose } from './matrix-data.ts'
import { openAudit } from '../../infra/audit/audit.ts'
import { findAudit } from '../../infra/audit/audit-table.ts'
import { verifyAudit } from '../../infra/audit/verify-audit.ts'
import { erasureOf } from '../erasure/planted.ts'
import { as, openCompany } from './company.ts'
import { assessingNow, backtestsOn } from './backtests.ts'
import fastify from 'fastify'

const { platform, depsUnder, stored } = openCompany()
const people = [
  ...roles.slice(0, 3).map((role) => ({ id: role, departments: [departments.own], role: role as 'viewer' })),
  { id: 'hub', hub: true },
  { id: 'sam', hub: true },
]

interface Route {
  method: string
  operationId: string
}
let deps: ReturnType<typeof depsUnder>
let app: App
let routes: Route[]

beforeAll(async () => {
  deps = {
    ...depsUnder({ people }),
    ...(await fillBoth(platform(), stored)),
    erasure: erasureOf(platform()),
    backtests: backtestsOn(platform()),
    assessing: assessingNow,
    audit: openAudit({ store: platform().store, data: platform().data, clock: Date.now }),
  }
  app = await buildApi(deps)
  const { paths } = (await app.inject('/api/v1/openapi.json')).json<{
    paths: Record<string, Record<string, { operationId: string }>>
  }>()
  routes = Object.values(paths).flatMap((methods) =>
    Object.entries(methods).map(([method, { operationId }]) => ({ method, operationId })),
  )
})
afterAll(() => app?.close())

let fresh = 0
/** Operations whose answer to the service team held something of the other department. */
const shown = new Set<string>()
/** An alert for one command: its state is not that after the command of somebody else. */
const freshAlert = (of: Whose) =>
  stored({ id: `${markOf[of]}-f${fresh++}`, departments: [departments[of]], topic: 'product', also: ['delivery.late'] })

async function call(operationId: string, by: string, of: Whose) {
  const { method } = routes.find((route) => route.operationId === operationId)!
  const cell = cells[operationId]!
  const id = /\/alerts\/x\//.test(cell.url(of, 'x')) ? await freshAlert(of) : ''
  const url = `/api/v1${cell.url(of, id)}`
  if (operationId === 'listenToEvents') return { status: await statusOfStream(url, by), body: '' }
  const answer = await app.inject({
    method: method.toUpperCase() as 'GET',
    url,
    headers: as(by),
    ...(cell.body && { payload: cell.body(of, id) }),
  })
  // What the request named itself stands in the answer, too.
  const named = new Set([id, ...decodeURIComponent(url).split(/[/?&=]/)].filter((part) => part !== ''))
  const body = [...named].reduce((text, part) => text.replaceAll(part, ''), answer.body)
  return { status: answer.statusCode, body }
}

async function statusOfStream(path: string, by: string): Promise<number> {
  const api = await startApi({ ...deps, port: 0 })
  const listening = new AbortController()
  const { status } = await fetch(`${api.url}${path}`, { headers: as(by), signal: listening.signal })
  listening.abort()
  await api.stop()
  return status
}

test('the matrix has every operation of the API, and no other', () => {
  expect(Object.keys(cells).toSorted()).toEqual(routes.map(({ operationId }) => operationId).toSorted())
})

describe.each(Object.keys(cells))('%s', (operationId) => {
  const cell = cells[operationId]!

  test('answers each role as the matrix says, and never with what is of another department', async () => {
    for (const of of whose)
      for (const role of roles) {
        const { status, body } = await call(operationId, role, of)
        expect(status, `${role}, ${of}: ${body.slice(0, 300)}`).toBe(cell[of][role])
        const isLeak = role !== 'hub' && !cell.byLink && body.includes(markOf.other)
        expect(isLeak, `${role}, ${of}: ${body}`).toBe(false)
        if (role === 'hub' && body.includes(markOf.other)) shown.add(operationId)
      }
  })
})

test('the check is not vacuous: to the service team, all of these show the other department', () => {
  expect([...shown]).toEqual(
    expect.arrayContaining([
      'listAlerts',
      'getAlert',
      'listSilences',
      'endSilence',
      'listIncidents',
      'exportIncidents',
      'getTotals',
      'listImpacts',
      'exportImpacts',
      'listDeliveries',
      'listReportDeliveries',
      'getSeries',
      'listMentions',
      'getMention',
      'listReview',
      'suggestTopics',
      'listDismissedTerms',
      'restoreTerm',
      'getReport',
    ]),
  )
})

describe('figures hold nothing of other departments', () => {
  const get = async <T>(path: string, by: string): Promise<T> =>
    (await app.inject({ url: `/api/v1${path}`, headers: as(by) })).json<T>()
  const both = mentionsOf.own + mentionsOf.other
  interface Series {
    series: { key: Record<string, string>; mentions: number }[]
  }
  const totalOf = ({ series }: Series) => series.reduce((sum, { mentions }) => sum + mentions, 0)
  /** Without the one that has no department but a guess. */
  const labelled = mentionsOf.own - 1

  test.each(['mentions', 'texts', 'authors'])(
    'series of %s: of everything, by topic, product and source',
    async (measure) => {
      const total = async (query: string, by: string) =>
        totalOf(await get<Series>(`/series?measure=${measure}&bucket=day&${query}`, by))
      for (const query of ['', 'by=source', 'by=product']) {
        expect(await total(query, 'hub'), query).toBe(both)
        expect(await total(query, 'viewer'), query).toBe(mentionsOf.own)
      }
      expect(await total('by=department', 'viewer')).toBe(labelled)
      expect(await total(`department=${departments.other}`, 'viewer')).toBe(0)
      expect(await total(`department=${departments.own}`, 'viewer')).toBe(labelled)
    },
  )

  test('totals: of everything, by product, and of departments', async () => {
    const total = async (query: string, by: string) =>
      (await get<{ items: { mentions: number }[] }>(`/totals?${query}`, by)).items.reduce(
        (n, item) => n + item.mentions,
        0,
      )
    for (const query of ['', 'by=product', 'by=source']) {
      expect(await total(query, 'hub'), query).toBe(both)
      expect(await total(query, 'viewer'), query).toBe(mentionsOf.own)
    }
    expect(await total('by=department', 'viewer')).toBe(labelled)
    expect(await total(`department=${departments.other}`, 'viewer')).toBe(0)
  })

  test('the board, the status and the sources', async () => {
    interface Today {
      items: { id: string; today: { mentions: number } | null }[]
    }
    const { items } = await get<Today>('/departments', 'viewer')
    expect(items.filter(({ today }) => today !== null).map(({ id }) => id)).toEqual([departments.own])
    const today = async (by: string) => (await get<{ today: { mentions: number } }>('/status', by)).today.mentions
    // The praise is of yesterday.
    expect([await today('hub'), await today('viewer')]).toEqual([both - 2, mentionsOf.own - 1])
    const sources = async (by: string) =>
      (await get<{ items: { mentions24h: number }[] }>('/sources', by)).items.map(({ mentions24h }) => mentions24h)
    expect([await sources('hub'), await sources('viewer')]).toEqual([[both - 2], [mentionsOf.own - 1]])
  })

  test('the report, and the accounts', async () => {
    interface Report {
      all: { volume: number }
      departments: { department: string; volume: number; alerts: { opened: number } }[]
    }
    const span = 'from=2026-10-08&to=2026-10-16'
    const [hub, viewer] = [await get<Report>(`/report?${span}`, 'hub'), await get<Report>(`/report?${span}`, 'viewer')]
    expect([hub.all.volume, viewer.all.volume]).toEqual([both, mentionsOf.own])
    expect(viewer.departments.map(({ department, volume }) => [department, volume])).toEqual([
      [departments.own, labelled],
    ])
    expect(viewer.departments[0]!.alerts).toEqual(
      hub.departments.find(({ department }) => department === departments.own)!.alerts,
    )
    const named = async (by: string) =>
      (await get<{ items: { mentions90d: number }[] }>('/accounts', by)).items[0]!.mentions90d
    expect([await named('hub'), await named('viewer')]).toEqual([both, mentionsOf.own])
  })

  test('the other alerts and mentions that an own one is linked to', async () => {
    interface Alert {
      similar: { alertId: string }[]
      merged: { alertId: string }[]
    }
    const [hub, viewer] = [await get<Alert>('/alerts/zzown', 'hub'), await get<Alert>('/alerts/zzown', 'viewer')]
    expect(hub.similar.map(({ alertId }) => alertId)).toEqual(['zzown-past', 'zzother-past'])
    expect(viewer.similar.map(({ alertId }) => alertId)).toEqual(['zzown-past'])
    const past = ({ merged }: Alert) => merged.filter(({ alertId }) => alertId === 'zzother-past').length
    expect([past(hub), past(viewer)]).toEqual([1, 0])
    interface Mention {
      duplicateOf: string | null
      outlets: { id: string }[]
    }
    const mention = (id: string, by: string) => get<Mention>(`/mentions/${encodeURIComponent(id)}`, by)
    expect((await mention('forum:zzown-3', 'hub')).duplicateOf).toBe('forum:zzother-0')
    expect((await mention('forum:zzown-3', 'viewer')).duplicateOf).toBeNull()
    expect((await mention('forum:zzown-0', 'hub')).outlets.map(({ id }) => id)).toEqual(['forum:zzother-3'])
    expect((await mention('forum:zzown-0', 'viewer')).outlets).toEqual([])
  })

  test('a missing and a hidden mention answer the same', async () => {
    const answer = async (id: string) =>
      (await app.inject({ url: `/api/v1/mentions/${id}`, headers: as('viewer') })).body.replace(id, 'ID')
    expect(await answer('forum:zzother-0')).toBe(await answer('forum:none'))
  })

  test('where the model is open, everybody sees everything', async () => {
    const open = await buildApi({ ...depsUnder({ people, model: 'honeycomb' }) })
    const { items } = (await open.inject({ url: '/api/v1/mentions?q=zzother', headers: as('viewer') })).json<{
      items: object[]
    }>()
    await open.close()
    expect(items).toHaveLength(mentionsOf.other)
  })
})

test('every request that changes something is in the audit log, which verifies', async () => {
  const { rows, faults } = await verifyAudit(platform().store, platform().data)
  expect(faults).toEqual([])
  expect(rows).toBeGreaterThan(100)
  const operations = new Set(
    (await findAudit(platform().store, { since: 0, until: Date.now() + 1e9, people: null, limit: 1_000 })).map(
      ({ operation }) => operation,
    ),
  )
  // What an assistant changes is noted as the operation that its tool asks for.
  const others = ['receiveWebhook', 'callMcp', 'runSql', 'previewTaxonomyEdit']
  const changing = routes.filter(({ method, operationId }) => method !== 'get' && !others.includes(operationId))
  expect([...operations].toSorted()).toEqual(changing.map(({ operationId }) => operationId).toSorted())
})

test('a route without a permission is named, and the server does not start', async () => {
  const bare = fastify()
  const check = watchPermissions(bare)
  await bare.register(async (api) => {
    api.get('/told', { config: { permission: 'public' } }, async () => '')
    void api.register(async (nested) => void nested.post('/forgotten', async () => ''), { prefix: '/deep' })
  })
  expect(check).toThrow('the route POST /deep/forgotten has no permission')
  await bare.close()
})
