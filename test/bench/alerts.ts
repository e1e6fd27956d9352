import { idleWatch } from '../idle-watch.ts'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { startApi } from '../../api/server.ts'
import { alertsTopic, type Alert } from '../../alerts/alert/alert.ts'
import { saveAlerts } from '../../alerts/alert/alert-table.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import { toReceivers } from '../../alerts/notifiers/registry.ts'
import { toOrganisation, type Organisation } from '../../alerts/organisation/organisation.ts'
import { confirmLinks } from '../../alerts/planners/confirm-link.ts'
import { startNotify } from '../../alerts/notify/notify.ts'
import { notificationDefaults } from '../../alerts/notify/settings.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { openLogger } from '../../infra/logger.ts'
import type { EventLog } from '../../infra/log/event-log.ts'
import { openLog } from '../../app/open-log.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openStore, type OpenStore } from '../../infra/store/open-store.ts'
import { alertNow, changeNow, hazardPolicy } from '../alerts/make.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { percentiles, pssMb, type StageResult } from './measure.ts'

const open = 1_000
const runMs = 20_000
const changesPerSecond = 100
const commandsPerSecond = 10
const secret = 'a secret of the receivers of this bench'
const logger = openLogger('error')
const taxonomy = readTaxonomy()
/** Each with a receiver of its own, beside that of the service team. */
const departments = [['procurement', 'product'], ['support'], ['logistics', 'support'], ['product']]
const names = ['care', ...new Set(departments.flat())]
/** Waiting for company is a setting, not our speed: each change is told by itself and at once. */
const options = { ...notificationDefaults, groupBy: 'alert' as const, groupWaitSeconds: 0, groupIntervalSeconds: 0 }
const company = toOrganisation(
  {
    model: 'hub-and-spoke',
    hub: { channels: ['care'] },
    departments: Object.fromEntries(names.slice(1).map((id) => [id, { channels: [id] }])),
  },
  taxonomy,
)
const nobody = toOrganisation({ model: 'hub-and-spoke' }, taxonomy)

/**
 * A thousand open alerts of which a hundred change each second, told by signed webhook, while people act on others by the API: from a change to its
 * receiver, and from a command to the changed alert. First each change goes to those of five receivers whom it concerns, then to all five, which shows
 * how much can be told. Open loop: nobody waits for an answer before the next one. All in one process.
 */
export async function alerts(folder: string): Promise<StageResult[]> {
  return [
    ...(await telling(join(folder, 'company'), { organisation: company, name: 'told to whom it concerns' })),
    ...(await telling(join(folder, 'nobody'), { organisation: nobody, name: 'told to all five' })),
  ]
}

interface Case {
  organisation: Organisation
  name: string
}

async function telling(folder: string, { organisation, name }: Case): Promise<StageResult[]> {
  const opened = await openStore({ data: folder, role: 'command', logger })
  await migrate(opened.store)
  const log = await openLog({ log: 'embedded', data: folder, logger })
  const told: number[] = []
  const receiving = await openReceivers(told)
  try {
    const standing = Array.from({ length: open }, (_, i) => openAlert(i))
    await saveAlerts(opened.store, standing)
    const running = await runAll({ folder, opened, log, host: receiving.host, organisation })
    const startedAt = performance.now()
    const acting = actingOn(standing.slice(0, open / 2), running.url)
    const changed = [...(await changing(standing.slice(open / 2), log)), ...(await acting).on]
    const { latencies } = await acting
    const receiversOf = (alert: Alert) => (organisation === company ? 1 + alert.departments.length : names.length)
    const all = changed.reduce((sum, alert) => sum + receiversOf(alert), 0)
    await allTold(told, all)
    const seconds = (performance.now() - startedAt) / 1000
    const rssMb = pssMb([process.pid])
    await running.stop()
    return [
      { ...resultOf(`alerts: change ${name}`, 'notifications', { latencies: told, seconds }), rssMb },
      resultOf('alerts: command to changed alert', 'commands', { latencies, seconds: runMs / 1000 }),
    ]
  } finally {
    await receiving.close()
    await log.close()
    await opened.close()
  }
}

async function allTold(told: readonly number[], all: number): Promise<void> {
  for (let waited = 0; told.length < all; waited += 50) {
    if (waited > 60_000) throw new Error(`${all - told.length} of ${all} were not told within a minute`)
    await pause(50)
  }
}

/** As planners get them: with card, quotes and drivers, each about a part of its own. */
function openAlert(i: number): Alert {
  const at = Date.now() - 3_600_000
  const subject = { kind: 'topic' as const, id: 'delivery.late', dimension: 'product', value: `P${i}` }
  const { facts } = alertNow({ openedAt: at })
  const over = { id: `open${i}`, onsetAt: at, detectedAt: at, openedAt: at, updatedAt: at }
  return crackedHoppers({ ...over, departments: departments[i % departments.length]!, facts: { ...facts, subject } })
}

/** Receivers in a thread of their own: what they do is not ours. */
async function openReceivers(told: number[]): Promise<{ host: string; close(): Promise<number> }> {
  const worker = new Worker(new URL('./webhook-receivers.ts', import.meta.url))
  const [{ port }] = (await once(worker, 'message')) as [{ port: number }]
  worker.on('message', ({ ages }: { ages: number[] }) => void told.push(...ages))
  return { host: `127.0.0.1:${port}`, close: () => worker.terminate() }
}

/** The writer, the teller and the API; resolves after the first look. */
async function runAll(parts: {
  folder: string
  opened: OpenStore
  log: EventLog
  host: string
  organisation: Organisation
}) {
  const { folder, opened, log, host, organisation } = parts
  const receivers = toReceivers(
    names.map((name) => ({ type: 'webhook', name, url: `http://${host}/${name}`, secrets: secret })),
    { http: openHttp({ allowPrivate: [host], logger }), print: () => {}, dashboard: '', logger, allowPrivate: [] },
  )
  const { promise: looked, resolve } = Promise.withResolvers<void>()
  const common = { log, store: opened.store, logger }
  const stopTelling = await startNotify({ ...common, receivers, organisation, options, confirmUrl: () => '' })
  const stopAlerts = await startAlerts({
    ...common,
    clock: Date.now,
    taxonomy,
    gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 },
    budgetPerWeek: 3,
    hazards: hazardPolicy,
    upliftOf: () => 1,
    tickMs: 800,
    onEvaluated: () => resolve(),
  })
  const api = await startApi({
    host: '127.0.0.1',
    port: 0,
    reader: opened.reader,
    ...common,
    clock: Date.now,
    taxonomy,
    organisation,
    links: confirmLinks(Buffer.alloc(32)),
    metrics: openMetrics(),
    storeState: opened.state,
    watch: idleWatch,
    dashboard: join(folder, 'nothing'),
    webhooks: new Map(),
    publish: async () => {},
    version: '1',
    requestsPerMinute: 1_000_000,
  })
  await looked
  const stop = async () => {
    await api.stop()
    await stopAlerts()
    await stopTelling()
  }
  return { url: api.url, stop }
}

/** Changes one alert every so many ms whatever becomes of it; resolves with the alerts, one for each change. */
async function changing(standing: readonly Alert[], log: EventLog): Promise<Alert[]> {
  const count = (runMs / 1000) * changesPerSecond
  const publishing = await paced(count, changesPerSecond, async (i) => {
    const changeNumber = 2 + Math.floor(i / standing.length)
    const alert = { ...standing[i % standing.length]!, changeNumber }
    await log.publish(alertsTopic, [changeNow({ alert, changeNumber, change: 'worsened', at: Date.now() })])
    return alert
  })
  return Promise.all(publishing)
}

/** Comments on alerts; how long each took until the alert that came back has it, ms. */
async function actingOn(standing: readonly Alert[], url: string): Promise<{ latencies: number[]; on: Alert[] }> {
  const latencies: number[] = []
  const act = async (i: number) => {
    const alert = standing[i % standing.length]!
    const before = performance.now()
    const answer = await fetch(`${url}/api/v1/alerts/${alert.id}/comment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-groundswell-person': 'Kim' },
      body: JSON.stringify({ reason: `word ${i}` }),
    })
    await answer.arrayBuffer()
    // 202: it took longer than a second, and is done later.
    if (!answer.ok) throw new Error(`a command is answered ${answer.status}`)
    latencies.push(performance.now() - before)
    return alert
  }
  const acts = await paced((runMs / 1000) * commandsPerSecond, commandsPerSecond, act)
  return { on: await Promise.all(acts), latencies }
}

/** Begins so many things a second, none waiting for the one before. */
async function paced<T>(count: number, perSecond: number, begin: (i: number) => Promise<T>): Promise<Promise<T>[]> {
  const startedAt = performance.now()
  const begun: Promise<T>[] = []
  for (let i = 0; i < count; i++) {
    const early = startedAt + (i * 1000) / perSecond - performance.now()
    if (early > 0) await pause(early)
    begun.push(begin(i))
  }
  return begun
}

function resultOf(
  name: string,
  unit: string,
  { latencies, seconds }: { latencies: readonly number[]; seconds: number },
): StageResult {
  return { name, unit, n: latencies.length, seconds, perSecond: latencies.length / seconds, ...percentiles(latencies) }
}
