import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAudit } from '../../infra/audit/audit-table.ts'
import { openAudit } from '../../infra/audit/audit.ts'
import { buildApi } from '../../api/server.ts'
import type { App } from '../../api/request/deps.ts'
import type { BacktestDto } from '../../api/dto/backtest-dto.ts'
import { storePlanted } from '../alerts/backtest/planted-weeks.ts'
import { until } from '../until.ts'
import { backtestsOn } from './backtests.ts'
import { as, openCompany } from './company.ts'

const { depsUnder, platform } = openCompany()
const people = [
  { id: 'ada', departments: ['product'], role: 'admin' as const },
  { id: 'lin', departments: ['logistics'], role: 'admin' as const },
  { id: 'rob', departments: ['product'] },
  { id: 'sam', hub: true },
]
const settings = (mentions: number) => ({
  alarmBudget: { perDepartmentPerWeek: 3 },
  gates: { mentions, authors: 4, texts: 4, ratio: 2 },
})

let app: App
let backtests: ReturnType<typeof backtestsOn>
beforeAll(async () => {
  const { store, data } = platform()
  await storePlanted(store)
  backtests = backtestsOn(platform())
  app = await buildApi({
    ...depsUnder({ people }),
    backtests,
    audit: openAudit({ store, data, clock: Date.now }),
  })
})
afterAll(async () => {
  await app?.close()
  await backtests?.stop()
})

async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, by: string, payload?: object) {
  const answer = await app.inject({
    method,
    url: `/api/v1/backtests${path}`,
    headers: as(by),
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<BacktestDto & { detail: string }>() }
}

test('is started with 202 and its place, one at a time, and tells its progress and its result', async () => {
  const started = await ask('POST', '', 'ada', { weeks: 4, settings: settings(40) })
  expect(started).toMatchObject({ status: 202, body: { state: 'running', by: 'ada', result: null } })
  expect(started.headers.location).toBe(`/api/v1/backtests/${started.body.id}`)
  const place = `/${started.body.id}`
  expect(await ask('POST', '', 'sam', { weeks: 4, settings: settings(5) })).toMatchObject({
    status: 409,
    body: { detail: 'a backtest of ada is running; wait for it or cancel it' },
  })
  await until('it is done', async () => (await ask('GET', place, 'ada')).body.state === 'done', 120_000)
  const { body } = await ask('GET', place, 'ada')
  expect(body).toMatchObject({
    progress: 1,
    settings: settings(40),
    result: {
      inForce: { alerts: 1, listedAlerts: [{ departments: ['product', 'support'] }] },
      tried: { alerts: 0 },
      changes: { disappear: [{ outcome: 'unjudged' }] },
      configuration: 'gates:\n  mentions: 40\n',
      suggestion: null,
    },
  })
  // Figures are the whole company's; names of alerts are for those who see them.
  const elsewhere = (await ask('GET', place, 'lin')).body.result!
  expect(elsewhere).toMatchObject({ inForce: { alerts: 1, listedAlerts: [] }, changes: { disappear: [] } })
  const listed = await app.inject({ method: 'GET', url: '/api/v1/backtests', headers: as('sam') })
  expect(listed.json()).toMatchObject({
    inForce: settings(5),
    items: [{ id: started.body.id, state: 'done', result: null }],
  })
})

test('is cancelled', async () => {
  const { body } = await ask('POST', '', 'sam', { weeks: 4, settings: settings(5), suggests: true })
  expect(await ask('DELETE', `/${body.id}`, 'ada')).toMatchObject({
    status: 200,
    body: { state: 'cancelled', reason: 'cancelled by ada' },
  })
  expect(await ask('DELETE', '/none', 'ada')).toMatchObject({ status: 404 })
})

test('is for admins and the service team, with settings that make sense, and noted in the audit log', async () => {
  expect(await ask('POST', '', 'rob', { weeks: 4, settings: settings(5) })).toMatchObject({
    status: 403,
    body: { detail: 'only admins and the service team may try other settings' },
  })
  expect((await ask('GET', '', 'rob')).status).toBe(403)
  for (const body of [
    { weeks: 0, settings: settings(5) },
    { weeks: 53, settings: settings(5) },
    { weeks: 4, settings: settings(0) },
    { weeks: 4 },
    { weeks: 4, settings: { ...settings(5), hazards: {} } },
  ])
    expect((await ask('POST', '', 'ada', body)).status).toBe(400)
  const noted = async () => {
    const rows = await findAudit(platform().store, { since: 0, until: Date.now() + 60_000, people: null, limit: 50 })
    return rows.map(({ operation, person, outcome }) => `${operation} ${person} ${outcome}`)
  }
  const meant = [
    'startBacktest ada done',
    'startBacktest sam failed',
    'cancelBacktest ada done',
    'startBacktest rob refused',
  ]
  await until('all is noted', async () => {
    const found = await noted()
    return meant.every((entry) => found.includes(entry))
  })
})
