import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startApi } from '../../api/server.ts'
import { alertsTopic, type Alert, type AlertChange } from '../../alerts/alert.ts'
import { saveAlerts } from '../../alerts/alert-table.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import { toReceivers } from '../../alerts/notifiers/registry.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { confirmLinks } from '../../alerts/planners/confirm-link.ts'
import { startDeliver } from '../../alerts/telling/deliver.ts'
import { tellingDefaults } from '../../alerts/telling/settings.ts'
import { readTaxonomy } from '../../enrich/taxonomy.ts'
import { openHttp } from '../../infra/fetch.ts'
import { openLogger } from '../../infra/logger.ts'
import type { EventLog } from '../../infra/log/event-log.ts'
import { openLog } from '../../infra/log/open-log.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openStore, type OpenStore } from '../../infra/store/open-store.ts'
import { alertNow, changeNow } from '../alerts/make.ts'
import { crackedHoppers } from '../alerts/notices.ts'
import { percentiles, pssMb, type StageResult } from './measure.ts'

const open = 1_000
const receiverCount = 5
const runMs = 20_000
const changesPerSecond = 100
const commandsPerSecond = 10
/** Waiting for company is a setting, not our speed: each change is told by itself and at once. */
const options = { ...tellingDefaults, groupBy: 'alert' as const, groupWaitSeconds: 0, groupIntervalSeconds: 0 }
const logger = openLogger('error')
const taxonomy = readTaxonomy()
const organisation = toOrganisation({ model: 'hub-and-spoke' }, taxonomy)

/**
 * A thousand open alerts of which a hundred change each second, told to five receivers by signed webhook, while people act on others by the API: from
 * a change to its receiver, and from a command to the changed alert. Open loop: nobody waits for an answer before the next one. All in one process.
 */
export async function alerts(folder: string): Promise<StageResult[]> {
  const opened = await openStore({ data: folder, role: 'command', logger })
  await migrate(opened.store)
  const log = await openLog({ log: 'embedded', data: folder, logger })
  const told: number[] = []
  const server = await receiving((at) => told.push(Date.now() - at))
  try {
    const standing = Array.from({ length: open }, (_, i) => openAlert(i))
    await saveAlerts(opened.store, standing)
    const running = await runAll({ folder, opened, log, server })
    const commands = acting(running.url, standing)
    const published = await changing(log, standing)
    const acted = await commands
    const all = (published + acted.length) * receiverCount
    for (let waited = 0; told.length < all && waited < 60_000; waited += 50) await pause(50)
    const rssMb = pssMb([process.pid])
    await running.stop()
    return [
      { ...resultOf('alerts: from change to told', 'notices', told), rssMb },
      resultOf('alerts: from command to changed', 'commands', acted),
      {
        ...resultOf(`alerts: a look that renews all ${open}`, 'looks', [running.lookMs]),
        perSecond: 1000 / running.lookMs,
      },
      { ...resultOf('alerts: not told within a minute', 'notices', []), perSecond: all - told.length },
    ]
  } finally {
    server.close()
    await log.close()
    await opened.close()
  }
}

/** As planners get them: with card, quotes and drivers, each about a part of its own. */
function openAlert(i: number): Alert {
  const at = Date.now() - 3_600_000
  const subject = { kind: 'topic' as const, id: 'delivery.late', dimension: 'product', value: `P${i}` }
  const { facts } = alertNow({ openedAt: at })
  const over = { id: `open${i}`, onsetAt: at, detectedAt: at, openedAt: at, updatedAt: at }
  return crackedHoppers({ ...over, facts: { ...facts, subject } })
}

async function receiving(onTold: (publishedAt: number) => void): Promise<Server> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')))
    request.on('end', () => {
      const { data } = JSON.parse(body) as { data: { alerts: { changes: { at: string }[] }[] } }
      for (const { changes } of data.alerts) for (const { at } of changes) onTold(Date.parse(at))
      response.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** The writer, the teller and the API; resolves after the first look, which renews every alert. */
async function runAll(parts: { folder: string; opened: OpenStore; log: EventLog; server: Server }) {
  const { folder, opened, log, server } = parts
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const receivers = toReceivers(
    Array.from({ length: receiverCount }, (_, i) => ({
      type: 'webhook',
      name: `receiver-${i}`,
      url: `http://${host}/${i}`,
      secrets: 'a secret of the receivers of this bench',
    })),
    { http: openHttp({ allowPrivate: [host], logger }), print: () => {}, dashboard: '', logger, allowPrivate: [] },
  )
  const { promise: looked, resolve } = Promise.withResolvers<number>()
  const common = { log, store: opened.store, logger }
  const stopTelling = await startDeliver({ ...common, receivers, organisation, options, confirmUrl: () => '' })
  const stopAlerts = await startAlerts({
    ...common,
    clock: Date.now,
    taxonomy,
    gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 },
    budgetPerWeek: 3,
    liftOf: () => 1,
    tickMs: 800,
    onLooked: ({ seconds }) => resolve(seconds * 1000),
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
    dashboard: join(folder, 'nothing'),
    webhooks: new Map(),
    publish: async () => {},
    requestsPerMinute: 1_000_000,
  })
  const lookMs = await looked
  const stop = async () => {
    await api.stop()
    await stopAlerts()
    await stopTelling()
  }
  return { url: api.url, lookMs, stop }
}

/** Changes of the second half of the alerts, one every so many ms whatever becomes of them. */
async function changing(log: EventLog, standing: readonly Alert[]): Promise<number> {
  const half = standing.slice(open / 2)
  const count = (runMs / 1000) * changesPerSecond
  const change = (i: number): AlertChange => {
    const alert = half[i % half.length]!
    const changeNumber = 2 + Math.floor(i / half.length)
    return changeNow({ alert: { ...alert, changeNumber }, changeNumber, change: 'worsened', at: Date.now() })
  }
  const publishing = await paced(count, changesPerSecond, (i) => log.publish(alertsTopic, [change(i)]))
  await Promise.all(publishing)
  return count
}

/** Comments on the first half; how long each took until the alert that came back has it, ms. */
async function acting(url: string, standing: readonly Alert[]): Promise<number[]> {
  const latencies: number[] = []
  const act = async (i: number) => {
    const before = performance.now()
    const answer = await fetch(`${url}/api/v1/alerts/${standing[i % (open / 2)]!.id}/comment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-groundswell-person': 'Kim' },
      body: JSON.stringify({ reason: `word ${i}` }),
    })
    await answer.arrayBuffer()
    // 202: it took longer than a second, and is done later.
    if (!answer.ok) throw new Error(`a command is answered ${answer.status}`)
    latencies.push(performance.now() - before)
  }
  await Promise.all(await paced((runMs / 1000) * commandsPerSecond, commandsPerSecond, act))
  return latencies
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

function resultOf(name: string, unit: string, latencies: readonly number[]): StageResult {
  const seconds = runMs / 1000
  return { name, unit, n: latencies.length, seconds, perSecond: latencies.length / seconds, ...percentiles(latencies) }
}
