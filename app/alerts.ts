import { startAlerts } from '../alerts/alerts.ts'
import { toPolicy } from '../alerts/alert/lifecycle.ts'
import { toReceivers } from '../alerts/notifiers/registry.ts'
import { toUplifts } from '../alerts/detection/planned-events.ts'
import { confirmLinks } from '../alerts/planners/confirm-link.ts'
import { startNotify } from '../alerts/notify/notify.ts'
import type { NotifyObserver } from '../alerts/notify/observer.ts'
import type { Metrics } from '../infra/metrics.ts'
import type { Platform } from './platform.ts'
import type { Clock } from '../infra/clock.ts'
import { authorSecret } from '../ingest/redact/redact.ts'
import type { Stop } from '../infra/stop.ts'

const tickMs = 800

/** Starts evaluation and the writer of alerts. Calls `onEvaluated` after each evaluation with the end (epoch ms) of the last closed bucket. */
export function runAlerts(
  { log, opened, logger, taxonomy, config, metrics, company }: Platform,
  clock: Clock,
  onEvaluated: (closedUntil: number) => void,
): Promise<Stop> {
  return startAlerts({
    log,
    store: opened.store,
    clock,
    logger,
    taxonomy,
    tickMs,
    gates: config.gates,
    budgetPerWeek: config.alarmBudget.perDepartmentPerWeek,
    upliftOf: toUplifts(config.plannedEvents, taxonomy),
    timeZone: config.timeZone,
    company: { policy: toPolicy(config.lifecycle), planners: config.planners, ...company },
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
  const dashboard = config.api.url ?? `http://${config.api.host}:${config.api.port}`
  const links = confirmLinks(authorSecret(config.data))
  const { allowPrivate, notifiers, notifications: options } = config
  const receivers = toReceivers(notifiers, { http, print, dashboard, logger, allowPrivate })
  const stop = await startNotify({
    log,
    store: opened.store,
    logger,
    receivers,
    organisation: company.organisation,
    options,
    reports: { taxonomy, accounts: company.accounts },
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
