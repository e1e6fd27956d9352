import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlertDto, ChangeDto } from '../../api/dto/alert-dto.ts'
import { keysVerb } from '../../api/keys-verb.ts'
import type { ApiDeps, App } from '../../api/request/deps.ts'
import { buildApi, startApi } from '../../api/server.ts'
import type { Alert } from '../../alerts/alert/alert.ts'
import { findAlert, saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import { toReceivers } from '../../alerts/notifiers/registry.ts'
import { toOrganisation, type OrganisationOptions } from '../../alerts/organisation/organisation.ts'
import { confirmLinks } from '../../alerts/planners/confirm-link.ts'
import { startNotify } from '../../alerts/notify/notify.ts'
import { notificationDefaults } from '../../alerts/notify/settings.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { changeNow } from '../alerts/make.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'

const taxonomy = readTaxonomy()
const now = Date.UTC(2026, 9, 15, 12)
const hour = 3_600_000
const iso = (ms: number) => new Date(ms).toISOString()

/** Departments with a person or two each, a service team, one who may only look, and a planner of no department whom the join table knows by name. */
const company: OrganisationOptions = {
  model: 'hub-and-spoke',
  hub: { name: 'Customer Care', channels: ['care'] },
  departments: { procurement: { channels: ['procurement'] }, product: { channels: ['product'] } },
  people: [
    { id: 'petra', departments: ['procurement'], channels: ['petra'] },
    { id: 'paul', departments: ['procurement'] },
    { id: 'pia', departments: ['product'] },
    { id: 'sam', hub: true },
    { id: 'vic', hub: true, role: 'viewer' },
    { id: 'nora', name: 'Nora Lind', channels: ['nora'] },
  ],
}

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let parts: ApiDeps
let app: App
const stops: (() => Promise<void>)[] = []
const links = confirmLinks(Buffer.alloc(32, 3))

const under = (over: Partial<OrganisationOptions>) => buildApi(partsUnder(over))
const partsUnder = (over: Partial<OrganisationOptions>): ApiDeps => ({
  ...parts,
  metrics: openMetrics(),
  organisation: toOrganisation({ ...company, ...over }, taxonomy),
})

beforeAll(async () => {
  platform = await openLogAndStore()
  const { store, log, logger, data } = platform
  const organisation = toOrganisation(company, taxonomy)
  parts = {
    host: '127.0.0.1',
    port: 0,
    reader: store,
    log,
    clock: () => now,
    taxonomy,
    organisation,
    links,
    logger,
    metrics: openMetrics(),
    storeState: () => 'ready',
    dashboard: join(data, 'nothing'),
    webhooks: new Map(),
    publish: async () => {},
    requestsPerMinute: 1_000_000,
  }
  const receivers = toReceivers(
    ['care', 'procurement', 'product', 'petra', 'nora'].map((name) => ({ type: 'console', name })),
    { http: openHttp({ allowPrivate: [], logger }), print: () => {}, dashboard: '', logger, allowPrivate: [] },
  )
  const gates = { mentions: 3, authors: 3, texts: 3, ratio: 1.5 }
  // The writer obeys; it need not look.
  const writing = { log, store, clock: () => now, logger, taxonomy, gates, budgetPerWeek: 3, upliftOf: () => 1 }
  stops.push(await startAlerts({ ...writing, tickMs: hour }))
  const options = { ...notificationDefaults, groupWaitSeconds: 0, groupIntervalSeconds: 0 }
  const telling = { log, store, logger, receivers, organisation, options, confirmUrl: () => '' }
  stops.push(await startNotify({ ...telling, clock: () => now, tickMs: 50 }))
  app = await buildApi(parts)
})
afterAll(async () => {
  await app?.close()
  for (const stop of stops.toReversed()) await stop()
  await platform.close()
})

/** An alert that stands, as its writer would have left it. */
async function stored(over: Partial<Alert>): Promise<string> {
  const alert = crackedHoppers({ departments: ['procurement'], openedAt: now - hour, updatedAt: now, ...over })
  await saveChange(platform.store, changeNow({ alert }))
  await saveAlerts(platform.store, [alert])
  return alert.id
}

const as = (person: string, more: Record<string, string> = {}) => ({ 'x-groundswell-person': person, ...more })
interface Asked {
  by?: string
  body?: object
  headers?: Record<string, string>
  from?: string
  on?: App
}
async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, { by, body, headers, from, on = app }: Asked = {}) {
  const answer = await on.inject({
    method,
    url: `/api/v1${path}`,
    ...(body && { payload: body }),
    headers: { ...(by !== undefined && as(by)), ...headers },
    ...(from !== undefined && { remoteAddress: from }),
  })
  const json = answer.headers['content-type']?.toString().includes('json')
  return {
    status: answer.statusCode,
    body: json ? answer.json<AlertDto & { detail: string }>() : undefined,
    text: answer.body,
  }
}
const post = (path: string, by: string, body: object = {}, more: Asked = {}) => ask('POST', path, { by, body, ...more })
const said = ({ status, body }: Awaited<ReturnType<typeof ask>>) => `${status} ${body?.detail}`
const itemsOf = <T>({ text }: { text: string }) => (JSON.parse(text) as { items: T[] }).items
const historyOf = async (id: string) =>
  itemsOf<ChangeDto>(await ask('GET', `/alerts/${id}/history`, { by: 'sam' })).map(
    ({ change, by, reason }) => `${change} by ${by}${reason && `: ${reason}`}`,
  )

describe('who may', () => {
  beforeAll(async () => {
    await stored({ id: 'who' })
    await stored({ id: 'both', departments: ['procurement', 'product'] })
  })

  test('what the policy refuses gets a sentence that says who may', async () => {
    expect(said(await post('/alerts/both/resolve', 'pia'))).toBe(
      '403 only the people of Procurement and Customer Care may resolve this alert',
    )
    expect(said(await post('/alerts/both/impact', 'pia', { status: 'confirmed' }))).toBe(
      '403 only Nora Lind, the people of Procurement and Customer Care may say how the impact stands of this alert',
    )
    expect(said(await post('/alerts/who/comment', 'vic', { reason: 'hm' }))).toBe(
      '403 a viewer may look at alerts and not change them; a responder or admin may',
    )
    expect(said(await post('/alerts/who/claim', 'petra'))).toBe(
      '403 alerts are claimed in a honeycomb only; under hub-and-spoke an alert is taken or assigned',
    )
    expect(said(await post('/alerts/who/resolve', 'pia'))).toBe('404 there is no alert "who"')
  })

  test('whoever sees an alert may comment and judge; the change bears their name', async () => {
    expect((await post('/alerts/both/comment', 'pia', { reason: 'a mould' })).status).toBe(200)
    const judged = await post('/alerts/both/verdict', 'pia', {
      verdict: 'duplicate',
      duplicateOf: 'who',
      reason: 'same lot',
    })
    expect(judged.body?.verdict).toEqual({
      verdict: 'duplicate',
      duplicateOf: 'who',
      reason: 'same lot',
      by: 'pia',
      at: iso(now),
    })
    expect((await historyOf('both')).slice(-2)).toEqual(['commented by pia: a mould', 'judged by pia: same lot'])
  })

  test('nobody, a person who is not configured, and a person named from another machine are told so', async () => {
    const taking = (more: Asked) => ask('POST', '/alerts/who/acknowledge', { body: {}, ...more })
    expect(said(await taking({}))).toBe(
      '401 say who you are: the header X-Groundswell-Person names a person of the configuration',
    )
    expect(said(await taking({ by: 'mallory' }))).toBe(
      '401 there is no person "mallory" in the configuration (organisation.people)',
    )
    const elsewhere = '401 from another machine a person is named by an API key (groundswell keys create)'
    expect(said(await taking({ by: 'petra', from: '10.1.2.3' }))).toBe(elsewhere)
    expect(
      said(await taking({ by: 'petra', from: '10.1.2.3', headers: { authorization: 'Basic cGV0cmE6eA==' } })),
    ).toBe(elsewhere)
    // A proxy on this machine passes on what others ask.
    expect(said(await taking({ by: 'petra', headers: { 'x-forwarded-for': '10.1.2.3' } }))).toBe(elsewhere)
    expect(said(await taking({ headers: { authorization: 'Bearer gsw_000000000000_nothing' } }))).toBe(
      '401 the API key is not known, or was revoked',
    )
    expect(await historyOf('who')).toEqual(['opened by groundswell'])
  })

  test('with nobody configured everybody may, under the name they give, or from elsewhere as someone', async () => {
    const open = await under({ people: [] })
    await stored({ id: 'anybody' })
    await stored({ id: 'somebody' })
    const elsewhere = { on: open, from: '10.1.2.3', headers: { authorization: 'Basic cGV0cmE6eA==' } }
    expect((await post('/alerts/somebody/acknowledge', 'Kim', {}, elsewhere)).body?.owner).toBe('someone')
    expect((await post('/alerts/anybody/acknowledge', 'Kim', {}, { on: open })).body?.owner).toBe('Kim')
    await open.close()
  })
})

describe('two people at once', () => {
  test('take the same alert: one has it, the other is told so', async () => {
    await stored({ id: 'race' })
    const answers = await Promise.all(['petra', 'paul', 'sam'].map((by) => post('/alerts/race/acknowledge', by)))
    const { owner } = (await findAlert(platform.store, 'race'))!
    expect(['petra', 'paul', 'sam']).toContain(owner)
    for (const answer of answers)
      if (answer.status === 200) expect(answer.body?.owner).toBe(owner)
      else
        expect(said(answer)).toBe(
          '409 somebody was first: the alert is acknowledged, and there is nothing left to acknowledge',
        )
    expect((await historyOf('race')).filter((line) => line.startsWith('acknowledged'))).toEqual([
      `acknowledged by ${owner}`,
    ])
  })

  test('claim the same alert in a honeycomb: one holds it, and the others may not change it meanwhile', async () => {
    const honeycomb = await under({ model: 'honeycomb' })
    const on = { on: honeycomb }
    await stored({ id: 'comb' })
    const answers = await Promise.all(['petra', 'pia'].map((by) => post('/alerts/comb/claim', by, {}, on)))
    const { claim } = (await findAlert(platform.store, 'comb'))!
    const [holder, other] = claim!.by === 'petra' ? ['petra', 'pia'] : ['pia', 'petra']
    expect(answers.map(({ status }) => status)).toContain(200)
    expect((await historyOf('comb')).slice(1)).toEqual([`claimed by ${holder}`])
    const held = `403 ${holder} has claimed it until 2026-10-15T12:30 UTC and may change it meanwhile`
    for (const what of ['resolve', 'claim', 'release', 'assign'])
      expect(said(await post(`/alerts/comb/${what}`, other, {}, on)), what).toBe(held)
    expect((await post('/alerts/comb/comment', other, { reason: 'I can help' }, on)).status).toBe(200)
    expect(said(await post('/alerts/comb/claim', holder, { until: '2027-01-01' }, on))).toBe(
      '400 a claim holds for 30 minutes at most; claim it again then',
    )
    expect((await post('/alerts/comb/release', holder, {}, on)).body).toMatchObject({
      claim: null,
      owner: null,
      status: 'open',
    })
    expect((await post('/alerts/comb/claim', other, {}, on)).body?.claim?.by).toBe(other)
    await honeycomb.close()
  })

  test('change different things of it: both stand', async () => {
    await stored({ id: 'different' })
    const answers = await Promise.all([
      post('/alerts/different/acknowledge', 'petra'),
      post('/alerts/different/comment', 'sam', { reason: 'seen' }),
      post('/alerts/different/verdict', 'paul', { verdict: 'useful' }),
      post('/alerts/different/impact', 'nora', { status: 'confirmed' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const { body } = await ask('GET', '/alerts/different', { by: 'sam' })
    expect(body).toMatchObject({ owner: 'petra', verdict: { by: 'paul' }, impact: { status: 'confirmed', by: 'nora' } })
    expect(await historyOf('different')).toHaveLength(5)
  })
})

test('the same Idempotency-Key is the same command, also when it can no longer be given', async () => {
  await stored({ id: 'twice' })
  const keyed = (key: string) => ({ headers: { 'idempotency-key': key } })
  const resolve = () => post('/alerts/twice/resolve', 'petra', { reason: 'was a mould' }, keyed('k1'))
  const [first, second] = await Promise.all([resolve(), resolve()])
  const third = await resolve()
  for (const { status, body } of [first, second, third]) expect([status, body?.status]).toEqual([200, 'resolved'])
  expect(await historyOf('twice')).toEqual(['opened by groundswell', 'resolved by petra: was a mould'])
  // Another person's key of the same name is another command.
  expect((await post('/alerts/twice/resolve', 'sam', {}, keyed('k1'))).status).toBe(409)
  const comment = (key: string) => post('/alerts/twice/comment', 'petra', { reason: 'again' }, keyed(key))
  expect([(await comment('k2')).status, (await comment('k2')).status, (await comment('k3')).status]).toEqual([
    200, 200, 200,
  ])
  expect((await historyOf('twice')).filter((line) => line.startsWith('commented'))).toHaveLength(2)
})

test('a hand-over changes who may act, keeps the history, and tells why', async () => {
  await stored({ id: 'handed', owner: 'petra', status: 'acknowledged' })
  expect(said(await post('/alerts/handed/handover', 'petra', { department: 'nowhere' }))).toBe(
    '400 there is no department "nowhere"',
  )
  expect((await post('/alerts/handed/acknowledge', 'pia')).status).toBe(404)
  const handed = await post('/alerts/handed/handover', 'petra', { department: 'product', reason: 'it is the mould' })
  expect(handed.body).toMatchObject({ status: 'open', owner: null, departments: ['product', 'procurement'] })
  expect(said(await post('/alerts/handed/acknowledge', 'petra'))).toBe(
    '403 only the people of Product and Customer Care may take this alert',
  )
  expect((await post('/alerts/handed/acknowledge', 'pia')).body?.owner).toBe('pia')
  expect(await historyOf('handed')).toEqual([
    'opened by groundswell',
    'handedOver by petra: it is the mould',
    'acknowledged by pia',
  ])
})

test('a snooze until worse, and what is missing in a command, are said', async () => {
  await stored({ id: 'asleep' })
  expect(said(await post('/alerts/asleep/snooze', 'petra'))).toBe(
    '400 to snooze, say until when ("until") or until how much worse in percent ("worseBy")',
  )
  expect(said(await post('/alerts/asleep/snooze', 'petra', { until: '2026-10-15T11:00' }))).toBe(
    '400 until is in the past',
  )
  expect((await post('/alerts/asleep/snooze', 'petra', { worseBy: 50, reason: 'known' })).body).toMatchObject({
    status: 'snoozed',
    snoozedWorse: { percent: 50, excess: 36.8 },
  })
  expect(said(await post('/alerts/asleep/assign', 'petra', { owner: 'mallory' }))).toBe(
    '400 there is no person "mallory" in the configuration',
  )
})

describe('lists hold what the person sees and nothing else', () => {
  const idsFor = async (path: string, by: string, key: string) =>
    itemsOf<Record<string, string>>(await ask('GET', path, { by })).map((each) => each[key])
  beforeAll(async () => {
    const odd = { dimension: 'sku', value: 'CM40-NEW' }
    await stored({ id: 'sight-product', departments: ['product'], card: null, impact: null })
    await stored({ id: 'sight-procurement', card: { ...crackedHoppers().card!, unmapped: [odd] } })
  })

  test('alerts, and impacts with what the join table does not know', async () => {
    expect(await idsFor('/alerts?limit=200', 'pia', 'id')).toContain('sight-product')
    expect(await idsFor('/alerts?limit=200', 'pia', 'id')).not.toContain('sight-procurement')
    expect(await idsFor('/alerts?limit=200', 'petra', 'id')).not.toContain('sight-product')
    expect(await idsFor('/impacts', 'petra', 'alertId')).toContain('sight-procurement')
    expect(await idsFor('/impacts', 'pia', 'alertId')).not.toContain('sight-procurement')
    const unmapped = async (by: string) =>
      (JSON.parse((await ask('GET', '/impacts', { by })).text) as { unmapped: object[] }).unmapped
    expect(await unmapped('petra')).toEqual([{ dimension: 'sku', value: 'CM40-NEW', alerts: 1 }])
    expect(await unmapped('pia')).toEqual([])
  })

  test('a planner of no department sees what they are asked for, by their name in the join table', async () => {
    await stored({
      id: 'sight-other',
      card: { ...crackedHoppers().card!, items: [] },
      impact: { ...crackedHoppers().impact!, owner: 'luca' },
    })
    const seen = await idsFor('/alerts?limit=200', 'nora', 'id')
    expect(seen).toContain('sight-procurement')
    expect(seen).not.toContain('sight-other')
    expect(said(await post('/alerts/sight-procurement/resolve', 'nora'))).toBe(
      '403 only the people of Procurement and Customer Care may resolve this alert',
    )
  })

  test('deliveries', async () => {
    await stored({ id: 'delivered', departments: ['procurement'] })
    await post('/alerts/delivered/assign', 'sam', { owner: 'petra' })
    const list = async (by: string) => ask('GET', '/deliveries?alert=delivered', { by })
    await until('it is told', async () =>
      itemsOf<{ state: string }>(await list('sam')).some(({ state }) => state === 'sent'),
    )
    const rows = itemsOf<{ receiver: string }>(await list('petra'))
    expect(rows.map(({ receiver }) => receiver).toSorted()).toEqual(['care', 'nora', 'petra', 'procurement'])
    expect(rows.find(({ receiver }) => receiver === 'petra')).toMatchObject({
      person: 'petra',
      changeNumber: 2,
      mode: 'now',
      attempt: 1,
    })
    expect(itemsOf(await list('pia'))).toEqual([])
  })

  test('events', async () => {
    const api = await startApi({ ...partsUnder({}), port: 0 })
    const listening = new AbortController()
    const heard = new Map<string, string>()
    const listen = async (by: string) => {
      const stream = await fetch(`${api.url}/api/v1/events`, { headers: as(by), signal: listening.signal })
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream()))
        heard.set(by, (heard.get(by) ?? '') + chunk)
    }
    const both = Promise.allSettled(['pia', 'petra'].map(listen))
    let n = 0
    const comment = (id: string) => post(`/alerts/${id}/comment`, 'sam', { reason: `word ${n++}` })
    // The listeners' first look is what later ones are compared with.
    await until('each has heard of its own', async () => {
      await Promise.all([comment('sight-product'), comment('sight-procurement')])
      return ['pia', 'petra'].every((by) => heard.get(by)?.includes('alert.changed'))
    })
    listening.abort()
    await both
    await api.stop()
    expect(
      [heard.get('pia'), heard.get('petra')].map((text) => [
        /sight-product/.test(text!),
        /sight-procurement/.test(text!),
      ]),
    ).toEqual([
      [true, false],
      [false, true],
    ])
  })
})

describe('impacts', () => {
  test('the feed is what is open; a rumour of which nothing is left is not', async () => {
    const resolved = { status: 'resolved' as const, resolvedAt: now }
    const impact = (status: NonNullable<Alert['impact']>['status']) => ({ ...crackedHoppers().impact!, status })
    await stored({ id: 'feed-potential' })
    await stored({ id: 'feed-confirmed', ...resolved, impact: impact('confirmed') })
    await stored({ id: 'feed-over', ...resolved })
    await stored({ id: 'feed-restored', impact: impact('restored') })
    const feed = async (query = '') =>
      itemsOf<{ alertId: string }>(await ask('GET', `/impacts${query}`, { by: 'sam' }))
        .map(({ alertId }) => alertId)
        .filter((id) => id.startsWith('feed-'))
        .toSorted()
    expect(await feed()).toEqual(['feed-confirmed', 'feed-potential'])
    expect(await feed('?status=potential')).toEqual(['feed-over', 'feed-potential'])
    expect(await feed('?status=restored')).toEqual(['feed-restored'])
  })

  test('as CSV have a row for each row of the join table, and nothing a spreadsheet would run', async () => {
    const [row] = crackedHoppers().card!.items
    const items = [
      { ...row!, supplier: '=cmd|calc' },
      { ...row!, supplier: '@veld, "best"', units: 5 },
    ]
    await stored({ id: 'csv', title: '+Hopper', card: { ...crackedHoppers().card!, items } })
    const { text } = await ask('GET', '/impacts.csv', { by: 'sam' })
    const [header, ...lines] = text.trim().split('\r\n')
    expect(header).toBe(
      'alert_id,title,severity,status,expected_until,asked,confirmation,authors,sources,onset_at,sku,lot,product,carrier,region,warehouse,supplier,site,part,owner,units,open_orders,revenue',
    )
    const head = "csv,'+Hopper,high,potential,,Nora Lind,confirmed,38,4,2026-10-14T09:40:00.000Z,,2610-B,CM-40,,,"
    expect(lines.filter((line) => line.startsWith('csv,'))).toEqual([
      `${head},'=cmd|calc,Aarhus,Hopper HP-40,Nora Lind,3200,410,158000`,
      `${head},"'@veld, ""best""",Aarhus,Hopper HP-40,Nora Lind,5,410,158000`,
    ])
  })

  test('a link takes it from potential to restored in the name of whom it was sent to', async () => {
    await stored({ id: 'linked', claim: { by: 'petra', until: now + hour } })
    const url = `/confirmations/${links.toToken({ alertId: 'linked', person: 'nora' }, now)}`
    const shown = await ask('GET', url)
    expect(JSON.parse(shown.text)).toMatchObject({
      person: 'nora',
      alert: { id: 'linked', impact: { status: 'potential' } },
    })
    expect((await historyOf('linked')).length).toBe(1)
    const say = async (body: object, headers = {}) => {
      const answer = await ask('POST', url, { body, headers })
      return answer.status === 200 ? (JSON.parse(answer.text) as { alert: AlertDto }).alert.impact : said(answer)
    }
    expect(await say({ status: 'restored' })).toBe('409 an impact goes from potential to something else than restored')
    const expectedUntil = iso(now + 3 * 24 * hour)
    const keyed = { 'idempotency-key': 'a double click' }
    const [once, again] = await Promise.all(
      [0, 1].map(() => say({ status: 'confirmed', expectedUntil, reason: 'a mould' }, keyed)),
    )
    for (const impact of [once, again])
      expect(impact).toMatchObject({ status: 'confirmed', expectedUntil, by: 'nora', reason: 'a mould' })
    expect(await say({ status: 'restored', reason: 'new mould' })).toMatchObject({
      status: 'restored',
      expectedUntil: null,
    })
    expect((await historyOf('linked')).slice(1)).toEqual(['assessed by nora: a mould', 'assessed by nora: new mould'])
  })

  test('a link is no good altered, too old, for a person who has gone, or who is asked no longer', async () => {
    await stored({ id: 'linked-not' })
    const token = links.toToken({ alertId: 'linked-not', person: 'nora' }, now)
    const say = async (text: string) => said(await ask('POST', `/confirmations/${text}`, { body: { status: 'none' } }))
    const bad = '404 the link is not good, or no longer; open the alert itself'
    expect(await say(token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA'))).toBe(bad)
    expect(await say(links.toToken({ alertId: 'linked-not', person: 'nora' }, now - 31 * 24 * hour))).toBe(bad)
    expect(await say(links.toToken({ alertId: 'none', person: 'nora' }, now))).toBe('404 the alert of the link is gone')
    expect(await say(links.toToken({ alertId: 'linked-not', person: 'gone' }, now))).toMatch(/^403 gone is no longer/)
    await post('/alerts/linked-not/impact', 'petra', { status: 'confirmed', owner: 'pia' })
    expect(await say(token)).toBe(
      '403 only pia, the people of Procurement and Customer Care may say how the impact stands of this alert',
    )
    expect((await historyOf('linked-not')).slice(1)).toEqual(['assessed by petra'])
  })
})

test('silences are what a person may silence, go by the log, and can be ended', async () => {
  const silence = (by: string, matches: object, over: object = {}, on = app) =>
    post('/silences', by, { matches, until: iso(now + hour), reason: 'planned', ...over }, { on })
  expect(said(await silence('petra', { topics: ['delivery'] }))).toBe(
    '403 only Customer Care may silence what is not of your departments alone',
  )
  expect(said(await silence('petra', { departments: ['procurement', 'product'] }))).toMatch(/^403/)
  expect(said(await silence('vic', { topics: ['delivery'] }))).toMatch(/^403 a viewer/)
  expect(said(await silence('sam', {}))).toMatch(/^400 matches must say/)
  expect(said(await silence('sam', { topics: ['app'] }, { from: iso(now + 2 * hour) }))).toMatch(
    /^400 until is in the past/,
  )
  expect((await silence('petra', { departments: ['procurement'] })).status).toBe(202)
  const list = async () =>
    itemsOf<{ id: string; by: string; reason: string }>(await ask('GET', '/silences', { by: 'pia' }))
  await until('it is filed', async () => (await list()).length === 1)
  const [filed] = await list()
  expect(filed).toMatchObject({ by: 'petra', reason: 'planned', matches: { departments: ['procurement'] } })
  expect(said(await ask('DELETE', `/silences/${filed!.id}`, { by: 'pia' }))).toMatch(/^403/)
  expect((await ask('DELETE', `/silences/${filed!.id}`, { by: 'paul' })).status).toBe(202)
  await until('it is over', async () => (await list()).length === 0)
  const people = [{ id: 'una', hub: true, units: ['north'] }]
  const dandelion = await under({ model: 'dandelion', units: [{ id: 'north', match: { region: ['North'] } }], people })
  expect(said(await silence('una', { topics: ['app'] }, {}, dandelion))).toMatch(
    /^403 only Customer Care .* your units alone$/,
  )
  expect((await silence('una', { units: ['north'] }, {}, dandelion)).status).toBe(202)
  await dandelion.close()
})

describe('API keys', () => {
  const printed: string[] = []
  const verb = keysVerb({
    store: async () => ({
      ...platform,
      reader: platform.store,
      url: '',
      owned: false,
      state: () => 'ready',
      close: async () => {},
    }),
    organisation: () => parts.organisation,
  })
  const keys = async (...positionals: string[]) => {
    printed.length = 0
    const print = async (line: string) => void printed.push(line)
    await verb.run({ values: {}, positionals, print, progress: () => {}, signal: new AbortController().signal })
    return printed.join('\n')
  }
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
  const get = (asked: Asked) => ask('GET', '/alerts?limit=1', asked)

  test('are created, name their person from anywhere, make the header worthless, and can be revoked', async () => {
    await stored({ id: 'keyed' })
    expect(await keys('list')).toBe('there is no key; a request from this machine names its person by a header')
    const key = await keys('create', 'petra')
    expect(key).toMatch(/^gsw_[0-9a-f]{12}_[\w-]{43}$/)
    const kept = await platform.store.select(Type.Object({ hash: Type.String() }), 'SELECT hash FROM api_keys')
    expect(kept).toEqual([{ hash: createHash('sha256').update(key.slice(17)).digest('hex') }])
    await until('keys are wanted', async () => (await get({ by: 'petra' })).status === 401)
    expect(said(await get({ by: 'sam' }))).toBe('401 an API key is needed: Authorization: Bearer gsw_…')
    expect(said(await get(bearer(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)))).toMatch(
      /^401 the API key is not known/,
    )
    const named = { authorization: `Bearer ${key}`, 'x-groundswell-person': 'sam' }
    const acted = await ask('POST', '/alerts/keyed/acknowledge', { body: {}, from: '10.1.2.3', headers: named })
    expect([acted.status, acted.body?.owner]).toEqual([200, 'petra'])
    // A link in a message and the webhooks ask nobody who they are.
    const token = links.toToken({ alertId: 'keyed', person: 'nora' }, now)
    expect((await ask('GET', `/confirmations/${token}`)).status).toBe(200)
  })

  test('two at most of one person, for people who are configured, by words that are understood', async () => {
    await keys('create', 'petra')
    await expect(keys('create', 'petra')).rejects.toThrow(/^petra has 2 keys \(\w{12}, \w{12}\); revoke one first$/)
    await expect(keys('create', 'mallory')).rejects.toThrow(
      'there is no person "mallory" under organisation.people (petra, paul',
    )
    await expect(keys('revoke', 'nothing')).rejects.toThrow(
      'there is no key nothing; `groundswell keys list` lists them',
    )
    for (const wrong of [[], ['create'], ['revoke'], ['list', 'petra'], ['make', 'petra'], ['create', 'petra', 'now']])
      await expect(keys(...wrong), wrong.join(' ')).rejects.toThrow(/^keys (wants|does not understand)/)
  })

  test('a revoked one is worth nothing, and when the last one is nobody is let in without one all the same', async () => {
    const key = await keys('create', 'sam')
    await until('the new key is good', async () => (await get(bearer(key))).status === 200)
    for (const id of (await keys('list')).split('\n').map((line) => line.split(' ')[0]!)) await keys('revoke', id)
    expect((await keys('list')).split('\n').every((line) => / {2}revoked 20/.test(line))).toBe(true)
    await until('it is worth nothing', async () => (await get(bearer(key))).status === 401)
    expect((await get({ by: 'sam' })).status).toBe(401)
  })
})
