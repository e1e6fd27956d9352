import { seesAll } from '../../alerts/alert/visibility.ts'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AlertDto } from '../../api/dto/alert-dto.ts'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { alertsTopic, type AlertChange } from '../../alerts/alert/alert.ts'
import { findAlerts, historyOf } from '../../alerts/alert/alert-table.ts'
import { toReceivers } from '../../alerts/notifiers/registry.ts'
import { models, type Model, type OrganisationOptions } from '../../alerts/organisation/options.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { startNotify } from '../../alerts/notify/notify.ts'
import { findDeliveries } from '../../alerts/notify/delivery-table.ts'
import { notificationDefaults } from '../../alerts/notify/settings.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { incidents } from '../../ingest/sources/demo/world.ts'
import { now, openFilled, regions, type Filled } from '../api/filled.ts'
import { until } from '../until.ts'
import { severityOf } from '../../alerts/explain/severity.ts'

/** Halden, as it would stand in its configuration: a channel for each department, for the service team and for the north, and its planners. */
const company = (model: Model): OrganisationOptions => ({
  model,
  hub: { name: 'Customer Care', channels: ['care'] },
  units: regions!.map((unit) =>
    unit.id === 'north'
      ? { ...unit, channels: ['north-care'], departments: { logistics: { channels: ['north-logistics'] } } }
      : { ...unit, channels: ['south-care'] },
  ),
  departments: Object.fromEntries(
    ['support', 'product', 'logistics', 'procurement', 'marketing'].map((id) => [id, { channels: [id] }]),
  ),
  people: [
    { id: 'petra', departments: ['procurement'], channels: ['petra'] },
    { id: 'luca', departments: ['logistics'], channels: ['luca'] },
    { id: 'pavel', departments: ['procurement'] },
  ],
})
const shared = 'care north-care south-care north-logistics support product logistics procurement marketing'.split(' ')
const names = [...shared, 'petra', 'luca', 'planners']

/** Who is told of which incident. `planners` is a receiver of nobody's that wants only what the join table knows. */
const told: Record<Model, string[]> = {
  centralized: [
    'care: hopper, kettle, pairing, parcels, refunds',
    'petra: hopper, kettle',
    'luca: parcels',
    'planners: hopper, kettle, parcels',
  ],
  decentralized: [
    'support: kettle, pairing, parcels, refunds',
    'product: hopper, kettle, pairing',
    'logistics: parcels',
    'procurement: hopper',
    'petra: hopper, kettle',
    'luca: parcels',
    'planners: hopper, kettle, parcels',
  ],
  'hub-and-spoke': [
    'care: hopper, kettle, pairing, parcels, refunds',
    'support: kettle, pairing, parcels, refunds',
    'product: hopper, kettle, pairing',
    'logistics: parcels',
    'procurement: hopper',
    'petra: hopper, kettle',
    'luca: parcels',
    'planners: hopper, kettle, parcels',
  ],
  // The parcels are the north's, with its own logistics; what is of no region is the central team's.
  dandelion: [
    'care: hopper, kettle, pairing, refunds',
    'north-care: parcels',
    'north-logistics: parcels',
    'support: parcels',
    'petra: hopper, kettle',
    'luca: parcels',
    'planners: hopper, kettle, parcels',
  ],
  honeycomb: [
    'care: hopper, kettle, pairing, parcels, refunds',
    'support: hopper, kettle, pairing, parcels, refunds',
    'product: hopper, kettle, pairing, parcels, refunds',
    'logistics: hopper, kettle, pairing, parcels, refunds',
    'procurement: hopper, kettle, pairing, parcels, refunds',
    'marketing: hopper, kettle, pairing, parcels, refunds',
    'petra: hopper, kettle',
    'luca: parcels',
    'planners: hopper, kettle, parcels',
  ],
}
const shortNames: Record<string, string> = {
  'delivery.late': 'parcels',
  'app.pairing': 'pairing',
  'supply.material': 'hopper',
  'billing.refund': 'refunds',
  'safety.overheating': 'kettle',
}

interface Heard {
  receiver: string
  alerts: { change: string; alert: AlertDto; confirmUrl: string | null }[]
}
const heard: Heard[] = []
const secret = 'a secret of the receivers of Halden'
let filled: Filled
let server: Server
let stop: (() => Promise<void>) | undefined

beforeAll(async () => {
  filled = await openFilled()
  const webhook = new Webhook(Buffer.from(secret), { format: 'raw' })
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')))
    request.on('end', () => {
      const sent = Buffer.from(body, 'latin1').toString()
      // Signed in real time, whatever the time of the demo.
      webhook.verify(sent, request.headers as Record<string, string>)
      heard.push({ receiver: request.url!.slice(1), ...(JSON.parse(sent) as { data: Omit<Heard, 'receiver'> }).data })
      response.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
}, 450_000)
afterEach(async () => {
  await stop?.()
  heard.length = 0
})
afterAll(async () => {
  server?.close()
  await filled?.close()
})

async function start(model: Model): Promise<void> {
  const { log, logger, taxonomy, links } = filled.deps
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const receivers = toReceivers(
    names.map((name) => ({
      type: 'webhook',
      name,
      url: `http://${host}/${name}`,
      secrets: secret,
      ...(name === 'planners' && { impacts: true }),
    })),
    { http: openHttp({ allowPrivate: [host], logger }), print: () => {}, dashboard: '', logger, allowPrivate: [] },
  )
  stop = await startNotify({
    log,
    store: filled.store,
    logger,
    receivers,
    organisation: toOrganisation(company(model), taxonomy),
    options: { ...notificationDefaults, groupBy: 'alert', groupWaitSeconds: 0, groupIntervalSeconds: 0 },
    confirmUrl: (alertId, person) => `/confirm/${links.toToken({ alertId, person }, now)}`,
    clock: () => now,
    tickMs: 50,
  })
}

/** What the looks made of the planted incidents: their changes, in order. */
async function changesOfIncidents(): Promise<AlertChange[]> {
  const topics = incidents.filter(({ kind }) => kind === 'incident').map(({ topic }) => topic)
  const alerts = await findAlerts(filled.store, { limit: 100, status: 'open', visibility: seesAll })
  const theirs = alerts.filter(({ topic }) => topics.includes(topic))
  expect(theirs.map(({ topic }) => topic).toSorted()).toEqual(topics.toSorted())
  return (await Promise.all(theirs.map(({ id }) => historyOf(filled.store, id)))).flat()
}

/** The same life under another name, so that it can be told once for each model. */
const renamed = (change: AlertChange, model: Model): AlertChange => {
  const alertId = `${model}-${change.alertId}`
  return { ...change, alertId, alert: { ...change.alert, id: alertId } }
}

describe('the incidents of the demo reach exactly the right people', () => {
  test.each(models)('%s', async (model) => {
    await start(model)
    const changes = (await changesOfIncidents()).map((change) => renamed(change, model))
    await filled.deps.log.reached('deliver', await filled.deps.log.publish(alertsTopic, changes))
    const due = async () => findDeliveries(filled.store, { state: 'due', limit: 1, visibility: seesAll })
    await until('all is told', async () => (await due()).length === 0)
    const lines = names.map((name) => {
      const alerts = heard.filter(({ receiver }) => receiver === name).flatMap((notification) => notification.alerts)
      const own = alerts.filter(({ alert }) => alert.id.startsWith(model)).map(({ alert }) => shortNames[alert.topic]!)
      return `${name}: ${[...new Set(own)].toSorted().join(', ')}`
    })
    expect(lines.filter((line) => !line.endsWith(': '))).toEqual(told[model])
    const given = await findDeliveries(filled.store, { state: 'failed', limit: 10, visibility: seesAll })
    expect(given).toEqual([])
  })
})

describe('the procurement incident', () => {
  let app: App
  let id: string
  const heardBy = (receiver: string, status: string) =>
    heard
      .filter((notification) => notification.receiver === receiver)
      .flatMap(({ alerts }) => alerts)
      .find(({ change, alert }) => alert.id === id && change === 'assessed' && alert.impact?.status === status)

  beforeAll(async () => {
    const organisation = toOrganisation(company('hub-and-spoke'), filled.deps.taxonomy)
    app = await buildApi({ ...filled.deps, organisation })
    id = (await findAlerts(filled.store, { topic: 'supply.material', limit: 1, visibility: seesAll }))[0]!.id
  })
  afterAll(() => app.close())

  test('arrives as a planner card with supplier, part, exposure and owner, one degree graver, and not as a rumour', async () => {
    const [alert] = await findAlerts(filled.store, { topic: 'supply.material', limit: 1, visibility: seesAll })
    const { card, impact, severity, facts } = alert!
    expect(card).toMatchObject({
      items: [{ lot: '2610-B', supplier: 'Veld Plastics', site: 'Aarhus', part: 'Hopper HP-40', owner: 'petra' }],
      exposure: { units: 3_200, openOrders: 410, revenue: 158_000 },
      confirmation: 'confirmed',
    })
    expect(card!.authors).toBeGreaterThan(20)
    expect(impact).toMatchObject({ status: 'potential', owner: 'petra' })
    const topic = filled.deps.taxonomy.topics.find(({ id }) => id === facts.subject.id)?.severity
    const spike = severityOf({ ...alert!, topic, isExposureHigh: false })
    expect(severities.indexOf(severity)).toBe(severities.indexOf(spike) + 1)
    const feed = (await app.inject({ url: '/api/v1/impacts', headers: { 'x-groundswell-person': 'petra' } })).json<{
      items: { alertId: string; status: string }[]
      unmapped: object[]
    }>()
    expect(feed.items.find(({ alertId }) => alertId === id)?.status).toBe('potential')
  })

  test('goes from potential over confirmed to restored, by a colleague and by the owner’s link, and all are told', async () => {
    await start('hub-and-spoke')
    const confirmed = await app.inject({
      method: 'POST',
      url: `/api/v1/alerts/${id}/impact`,
      headers: { 'x-groundswell-person': 'pavel' },
      payload: { status: 'confirmed', expectedUntil: '2026-10-18', reason: 'a worn mould' },
    })
    // 202 where the writer is at a look just then.
    expect([200, 202], confirmed.body).toContain(confirmed.statusCode)
    await until('the owner is told', () => heardBy('petra', 'confirmed') !== undefined)
    const { alert, confirmUrl } = heardBy('petra', 'confirmed')!
    expect(alert.impact).toMatchObject({
      by: 'pavel',
      reason: 'a worn mould',
      expectedUntil: '2026-10-18T00:00:00.000Z',
    })
    const restored = await app.inject({
      method: 'POST',
      url: `/api/v1${confirmUrl!.replace('/confirm/', '/confirmations/')}`,
      payload: { status: 'restored', reason: 'new mould, lot 2610-C' },
    })
    expect([200, 202], restored.body).toContain(restored.statusCode)
    await until('the department is told', () =>
      ['procurement', 'care', 'planners'].every((name) => heardBy(name, 'restored')),
    )
    expect(heardBy('procurement', 'restored')!.alert.impact).toMatchObject({
      by: 'petra',
      reason: 'new mould, lot 2610-C',
    })
    // Who did it knows, and only the owner was asked by a link.
    expect(heardBy('petra', 'restored')).toBeUndefined()
    expect(heardBy('procurement', 'confirmed')!.confirmUrl).toBeNull()
    const steps = (await historyOf(filled.store, id)).filter(({ change }) => change === 'assessed')
    expect(steps.map(({ by, alert: after }) => `${after.impact!.status} by ${by}`)).toEqual([
      'confirmed by pavel',
      'restored by petra',
    ])
  })
})
