import { seesAll } from '../../alerts/alert/visibility.ts'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAlert, saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { toReceivers } from '../../alerts/notifiers/registry.ts'
import { startNotify } from '../../alerts/notify/notify.ts'
import { notificationDefaults } from '../../alerts/notify/settings.ts'
import { alertsTopic } from '../../alerts/alert/alert.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import { alertCommandsTopic } from '../../alerts/alert/alert-command.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { buildApi } from '../../api/server.ts'
import type { App } from '../../api/request/deps.ts'
import type { ErasureReport } from '../../erasure/erasure.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { confirmLinks } from '../../alerts/planners/confirm-link.ts'
import { changeNow, hazardPolicy } from '../alerts/make.ts'
import {
  alertWith,
  enriching,
  erasureOf,
  file,
  now,
  others,
  planted,
  words,
  type Embedded,
} from '../erasure/planted.ts'
import { idleWatch } from '../idle-watch.ts'
import { openEmbedded } from '../open-platform.ts'
import { openSlackServer, type SlackServer } from '../receivers/slack-server.ts'
import type { Stop } from '../../infra/stop.ts'
import { until } from '../until.ts'
import { as } from './company.ts'

const taxonomy = readTaxonomy()
const organisation = toOrganisation(
  {
    model: 'hub-and-spoke',
    hub: { name: 'Customer Care', channels: ['care'] },
    people: [
      { id: 'vic', hub: true, role: 'viewer' },
      { id: 'sam', hub: true },
      { id: 'ada', hub: true, role: 'admin' },
    ],
  },
  taxonomy,
)

let platform: Embedded
let slack: SlackServer
let app: App
let stopEnrich: Stop
/** What the API logs. */
const logged: string[] = []
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  platform = await openEmbedded()
  slack = await openSlackServer()
  const { log, store, logger } = platform
  stopEnrich = await enriching(platform)
  await file(platform, [...planted, ...others])
  const clock = () => now
  stops.push(
    await startAlerts({
      log,
      store,
      clock,
      logger,
      taxonomy,
      gates: { mentions: 3, authors: 3, texts: 3, ratio: 1.5 },
      budgetPerWeek: 3,
      hazards: hazardPolicy,
      upliftOf: () => 1,
      tickMs: 3_600_000,
    }),
    await startNotify({
      log,
      store,
      logger,
      organisation,
      receivers: toReceivers(
        [{ type: 'slack', name: 'care', token: 'xoxb-test', channel: 'alerts', api: `${slack.url}/api` }],
        {
          http: openHttp({ allowPrivate: ['127.0.0.1'], logger }),
          print: () => {},
          dashboard: '',
          logger,
          allowPrivate: [],
        },
      ),
      options: { ...notificationDefaults, groupWaitSeconds: 0, groupIntervalSeconds: 0 },
      confirmUrl: () => '',
      clock,
      tickMs: 50,
    }),
  )
  app = await buildApi({
    host: '127.0.0.1',
    port: 0,
    reader: store,
    store,
    log,
    clock,
    taxonomy,
    organisation,
    links: confirmLinks(Buffer.alloc(32, 3)),
    logger: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
    metrics: openMetrics(),
    storeState: () => 'ready',
    watch: idleWatch,
    dashboard: 'none',
    webhooks: new Map(),
    version: '1',
    publish: async () => {},
    erasure: erasureOf(platform, true),
  })
})
afterAll(async () => {
  await app?.close()
  for (const stop of stops.toReversed()) await stop()
  await slack?.close()
  await platform.close()
})

const erase = (person: string, query = '', author = words.handle) =>
  app.inject({ method: 'DELETE', url: `/api/v1/authors/${author}${query}`, headers: as(person) })
const remarks = () => JSON.stringify([...slack.messages.values()])

test('only admins may erase', async () => {
  for (const person of ['vic', 'sam']) {
    const answer = await erase(person, '?dryRun=true')
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
      403,
      'only admins may erase what people wrote',
    ])
  }
})

test('an admin erases an author while everything runs: memory of the writer, sent messages and later changes have nothing', async () => {
  // An alert that the writer of alerts holds in memory, and that is sent.
  const { log, store } = platform
  const change = changeNow({ alert: alertWith({ departments: ['support'] }) })
  await saveChange(store, change)
  await saveAlerts(store, [change.alert])
  await log.publish(alertsTopic, [change])
  await until('it is sent', () => remarks().includes(words.text))
  const comment = { commandId: 'k1', alertId: 'planted', command: 'comment' as const, by: 'ada', reason: 'hm', at: now }
  await log.publish(alertCommandsTopic, [comment])
  await until(
    'the writer has it in memory',
    async () => (await findAlert(store, 'planted', seesAll))?.changeNumber === 2,
  )

  const preview = await erase('ada', '?dryRun=true')
  expect(preview.statusCode).toBe(200)
  expect(preview.json<ErasureReport>().mentions).toBe(3)
  expect(remarks()).toContain(words.text)

  const answer = await erase('ada')
  expect(answer.statusCode).toBe(200)
  const { places } = answer.json<ErasureReport>()
  expect(places.filter(({ remaining }) => remaining > 0)).toEqual([])
  await until('the message is updated', () => !remarks().includes(words.text))
  expect(remarks()).not.toContain(words.handle)
  expect(remarks()).toContain('Where is my parcel')

  await log.publish(alertCommandsTopic, [{ ...comment, commandId: 'k2', reason: 'later' }])
  await until('a later change', async () => (await findAlert(store, 'planted', seesAll))?.changeNumber === 3)
  const rows = await store.select(Type.Object({ body: Type.String() }), 'SELECT body FROM alert_changes')
  expect(rows.filter(({ body }) => body.includes(words.text))).toEqual([])
})

test('while nobody stores mentions, the answer is 503, why, and when to ask again', async () => {
  await stopEnrich()
  const answer = await erase('ada', '', 'handle-four')
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '60'])
  expect(answer.json<{ detail: string }>().detail).toBe(
    'no process stores mentions now: start one (`start --only enrich`), and erase again',
  )
  const [line] = logged.map((each) => JSON.parse(each) as { msg: string; route: string; err: { message: string } })
  expect(line).toMatchObject({ msg: 'an erasure is not finished', route: expect.stringContaining('/authors/') })
  expect(line!.err.message).toMatch(/^no process stores mentions now.*: .*timeout/)
})
