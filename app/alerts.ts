import { hostname } from 'node:os'
import { startAlerts } from '../alerts/alerts.ts'
import { toPolicy } from '../alerts/alert/lifecycle.ts'
import { toReceivers } from '../alerts/notifiers/registry.ts'
import { toLocalities } from '../alerts/detection/locality.ts'
import { toUplifts } from '../alerts/detection/planned-events.ts'
import { toHazardPolicy } from '../alerts/hazards/policy.ts'
import { knownIssuesFor } from '../alerts/issues/all-known-issues.ts'
import { demoCurrency } from './demo-company.ts'
import { confirmLinks } from '../alerts/planners/confirm-link.ts'
import { startNotify } from '../alerts/notify/notify.ts'
import type { NotifyObserver } from '../alerts/notify/observer.ts'
import type { GroupRecord } from '../infra/log/group-health.ts'
import type { Metrics } from '../infra/metrics.ts'
import type { Config } from './config.ts'
import type { Platform } from './platform.ts'
import type { Clock } from '../infra/clock.ts'
import { authorSecret } from '../ingest/redact/author-secret.ts'
import type { Stop } from '../infra/stop.ts'

/** Real ms between two recounts. The demo's clock runs up to 360 times as fast and waits for evaluations. */
const tickMs = { real: 800, demo: 200 }

/** Starts evaluation and the writer of alerts. Calls `onEvaluated` after each evaluation with the end (epoch ms) of the last closed bucket; `record` receives every run. */
export function runAlerts(
  { log, opened, logger, taxonomy, config, metrics, company, isDemo }: Platform,
  clock: Clock,
  { onEvaluated, record }: { onEvaluated: (closedUntil: number) => void; record: GroupRecord },
): Promise<Stop> {
  return startAlerts({
    log,
    store: opened.store,
    clock,
    logger,
    taxonomy,
    record,
    tickMs: isDemo ? tickMs.demo : tickMs.real,
    gates: config.gates,
    budgetPerWeek: config.alarmBudget.perDepartmentPerWeek,
    hazards: toHazardPolicy(config.hazards, config.lifecycle),
    upliftOf: toUplifts(config.plannedEvents, taxonomy),
    localityOf: toLocalities(config, company.organisation.departments, taxonomy),
    company: {
      policy: toPolicy(config.lifecycle),
      planners: isDemo ? { currency: demoCurrency, ...config.planners } : config.planners,
      ...company,
      knownIssues: (since) => knownIssuesFor(opened.store, company.knownIssueFile, since),
    },
    onEvaluated: ({ seconds, series, waiting, skipped, closed }) => {
      onEvaluated(closed)
      metrics.batchSeconds.observe({ stage: 'evaluate' }, seconds)
      metrics.series.set({ state: 'evaluated' }, series - waiting - skipped)
      metrics.series.set({ state: 'waiting' }, waiting)
      metrics.series.set({ state: 'skipped' }, skipped)
    },
  })
}

/** Sends notifications to the receivers of the configuration. */
export async function runNotify(
  { log, opened, logger, config, http, taxonomy, company, metrics }: Platform,
  print: (line: string) => void,
): Promise<Stop> {
  const dashboard = dashboardUrl(config.api)
  const links = confirmLinks(authorSecret(config.data))
  const { allowPrivate, notifiers, notifications: options } = config
  const receivers = toReceivers(notifiers, { http, print, dashboard, timeZone: options.timeZone, logger, allowPrivate })
  // A counter that appears with its first failure has no increase, so no rule would notice it.
  for (const { name: receiver } of receivers)
    for (const outcome of ['sent', 'retried', 'failed']) metrics.notifications.inc({ receiver, outcome }, 0)
  const stop = await startNotify({
    log,
    store: opened.store,
    logger,
    receivers,
    organisation: company.organisation,
    options,
    reports: { taxonomy, accounts: company.accounts, worth: company.worth },
    observer: notifyObserver(metrics),
    confirmUrl: (alertId, person) => `${dashboard}/confirm/${links.toToken({ alertId, person }, Date.now())}`,
  })
  return async () => {
    await stop()
    for (const { close } of receivers) await close?.()
  }
}

/** Counts notifications in the metrics of the process. */
export const notifyObserver = (metrics: Metrics): NotifyObserver => ({
  attempted(receiver, outcome, seconds) {
    metrics.notifications.inc({ receiver, outcome })
    if (seconds !== undefined) metrics.notificationSeconds.observe({ receiver }, seconds)
  },
  stopped(receiver, reason, isDropped) {
    metrics.notificationsStopped.inc({ receiver, reason, outcome: isDropped ? 'suppressed' : 'held' })
  },
})

/** The base of the links in messages: `api.url`, else host and port; an address that only listens is replaced by the machine's name. */
export function dashboardUrl({ url, host, port }: Pick<Config['api'], 'url' | 'host' | 'port'>): string {
  if (url !== undefined) return url
  const name = ['0.0.0.0', '::', '[::]', ''].includes(host) ? hostname() : host
  return `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`
}
