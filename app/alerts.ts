import { startAlerts } from '../alerts/alerts.ts'
import { toPolicy } from '../alerts/alert/lifecycle.ts'
import { toReceivers } from '../alerts/notifiers/registry.ts'
import { toLifts } from '../alerts/detection/planned-events.ts'
import { confirmLinks } from '../alerts/planners/confirm-link.ts'
import { startDeliver } from '../alerts/notify/notify.ts'
import type { Platform } from './platform.ts'
import type { Clock } from '../infra/clock.ts'
import { authorSecret } from '../ingest/redact/redact.ts'
import type { Stop } from '../infra/stop.ts'

const tickMs = 800

/** Looks, decides and changes alerts; `onLooked` is told how far the counts were closed. */
export function runAlerts(
  { log, opened, logger, taxonomy, config, metrics, company }: Platform,
  clock: Clock,
  onLooked: (closed: number) => void,
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
    liftOf: toLifts(config.plannedEvents, taxonomy),
    surroundings: {
      policy: toPolicy(config.lifecycle),
      planners: config.planners,
      ...company,
    },
    onLooked: ({ seconds, series, waiting, leftOut, closed }) => {
      onLooked(closed)
      metrics.batchSeconds.observe({ stage: 'look' }, seconds)
      metrics.series.set({ state: 'looked at' }, series - waiting - leftOut)
      metrics.series.set({ state: 'waiting' }, waiting)
      metrics.series.set({ state: 'left out' }, leftOut)
    },
  })
}

/** Files what has to be told, and tells it to the receivers of the configuration. */
export async function runDeliver(
  { log, opened, logger, config, http, taxonomy, company }: Platform,
  print: (line: string) => void,
): Promise<Stop> {
  const dashboard = config.api.url ?? `http://${config.api.host}:${config.api.port}`
  const links = confirmLinks(authorSecret(config.data))
  const { allowPrivate, notifiers, telling: options } = config
  const receivers = toReceivers(notifiers, { http, print, dashboard, logger, allowPrivate })
  const stop = await startDeliver({
    log,
    store: opened.store,
    logger,
    receivers,
    organisation: company.organisation,
    options,
    reports: { taxonomy, accounts: company.accounts },
    confirmUrl: (alertId, person) => `${dashboard}/confirm/${links.toToken({ alertId, person }, Date.now())}`,
  })
  return async () => {
    await stop()
    for (const { close } of receivers) await close?.()
  }
}
