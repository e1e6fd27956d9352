import { idleWatch } from '../idle-watch.ts'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { AlertDto, ChangeDto } from '../../api/dto/alert-dto.ts'
import type { ApiDeps, App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import type { Alert } from '../../alerts/alert/alert.ts'
import { saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import { toReceivers } from '../../alerts/notifiers/registry.ts'
import { startNotify } from '../../alerts/notify/notify.ts'
import { notificationDefaults } from '../../alerts/notify/settings.ts'
import type { OrganisationOptions } from '../../alerts/organisation/options.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { confirmLinks } from '../../alerts/planners/confirm-link.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { changeNow, hazardPolicy } from '../alerts/make.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { openLogAndStore } from '../open-platform.ts'

const taxonomy = readTaxonomy()
export const now = Date.UTC(2026, 9, 15, 12)
export const hour = 3_600_000
export const iso = (ms: number) => new Date(ms).toISOString()
export const links = confirmLinks(Buffer.alloc(32, 3))

/** Departments with one or two people, a service team, a viewer, and a planner without a department whom the planning data knows by name. */
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

export interface Call {
  by?: string
  body?: object
  headers?: Record<string, string>
  from?: string
  on?: App
}

interface Answer {
  status: number
  body: (AlertDto & { detail: string }) | undefined
  text: string
}

export const as = (person: string) => ({ 'x-groundswell-person': person })
/** `403 only …` */
export const problemOf = ({ status, body }: Answer) => `${status} ${body?.detail}`
export const itemsOf = <T>({ text }: { text: string }) => (JSON.parse(text) as { items: T[] }).items

/** The company's API over a real store, with the writer of alerts and the dispatcher at work; built once per file. */
export function openCompany() {
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  let deps: ApiDeps
  let app: App
  const stops: (() => Promise<void>)[] = []

  beforeAll(async () => {
    platform = await openLogAndStore()
    deps = depsOf(platform)
    stops.push(...(await startProcesses(platform, deps)))
    app = await buildApi(deps)
  })
  afterAll(async () => {
    await app?.close()
    for (const stop of stops.toReversed()) await stop()
    await platform.close()
  })

  const depsUnder = (over: Partial<OrganisationOptions>): ApiDeps => ({
    ...deps,
    metrics: openMetrics(),
    organisation: toOrganisation({ ...company, ...over }, taxonomy),
  })

  async function call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { by, body, headers, from, on = app }: Call = {},
  ): Promise<Answer> {
    const answer = await on.inject({
      method,
      url: `/api/v1${path}`,
      ...(body && { payload: body }),
      headers: { ...(by !== undefined && as(by)), ...headers },
      ...(from !== undefined && { remoteAddress: from }),
    })
    const json = /json\b/.test(String(answer.headers['content-type']))
    return {
      status: answer.statusCode,
      body: json ? answer.json<AlertDto & { detail: string }>() : undefined,
      text: answer.body,
    }
  }

  return {
    platform: () => platform,
    deps: () => deps,
    depsUnder,
    under: (over: Partial<OrganisationOptions>) => buildApi(depsUnder(over)),
    call,
    post: (path: string, by: string, body: object = {}, more: Call = {}) => call('POST', path, { by, body, ...more }),
    historyOf: async (id: string) =>
      itemsOf<ChangeDto>(await call('GET', `/alerts/${id}/history`, { by: 'sam' })).map(
        ({ change, by, reason }) => `${change} by ${by}${reason && `: ${reason}`}`,
      ),
    /** Stores an active alert as its writer would have. @returns its id */
    async stored(over: Partial<Alert>): Promise<string> {
      const alert = crackedHoppers({ departments: ['procurement'], openedAt: now - hour, updatedAt: now, ...over })
      await saveChange(platform.store, changeNow({ alert }))
      await saveAlerts(platform.store, [alert])
      return alert.id
    },
  }
}

export const depsOf = ({
  store,
  sql,
  log,
  logger,
  data,
}: Pick<Awaited<ReturnType<typeof openLogAndStore>>, 'store' | 'sql' | 'log' | 'logger' | 'data'>): ApiDeps => ({
  host: '127.0.0.1',
  port: 0,
  reader: store,
  sql,
  store,
  log,
  clock: () => now,
  taxonomy,
  organisation: toOrganisation(company, taxonomy),
  links,
  logger,
  metrics: openMetrics(),
  storeState: () => 'ready',
  watch: idleWatch,
  dashboard: join(data, 'nothing'),
  webhooks: new Map(),
  publish: async () => {},
  version: '1',
  requestsPerMinute: 1_000_000,
})

async function startProcesses(
  { store, log, logger }: Awaited<ReturnType<typeof openLogAndStore>>,
  { organisation }: ApiDeps,
): Promise<(() => Promise<void>)[]> {
  const receivers = toReceivers(
    ['care', 'procurement', 'product', 'petra', 'nora'].map((name) => ({ type: 'console', name })),
    { http: openHttp({ allowPrivate: [], logger }), print: () => {}, dashboard: '', logger, allowPrivate: [] },
  )
  const gates = { mentions: 3, authors: 3, texts: 3, ratio: 1.5 }
  const options = { ...notificationDefaults, groupWaitSeconds: 0, groupIntervalSeconds: 0 }
  return [
    // Commands only; no evaluation falls into the test.
    await startAlerts({
      log,
      store,
      clock: () => now,
      logger,
      taxonomy,
      gates,
      budgetPerWeek: 3,
      hazards: hazardPolicy,
      upliftOf: () => 1,
      tickMs: hour,
    }),
    await startNotify({
      log,
      store,
      logger,
      receivers,
      organisation,
      options,
      confirmUrl: () => '',
      clock: () => now,
      tickMs: 50,
    }),
  ]
}
