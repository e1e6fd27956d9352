import { activeAlerts } from '../alerts/alert/alert-table.ts'
import { seesAll } from '../alerts/alert/visibility.ts'
import { loadLastEvaluation } from '../alerts/detection/last-evaluation.ts'
import { severities } from '../enrich/labels/enriched-mention.ts'
import type { Clock } from '../infra/clock.ts'
import { sourceHealth } from '../ingest/source-table.ts'
import type { Platform } from './platform.ts'

/** States of a source that delivers, or has nothing to deliver. */
const working = new Set(['live', 'quiet', 'idle'])
const inADay = 86_400_000

/** Registers the metrics of what is watched: sources, evaluations, open alerts. They are read from the store at each scrape. */
export function watchAlerts({ metrics, opened: { reader } }: Pick<Platform, 'metrics' | 'opened'>, clock: Clock): void {
  const secondsSince = (at: number) => Math.max(0, (clock() - at) / 1000)
  metrics.addGauge({
    name: 'groundswell_source_lag_seconds',
    help: 'Seconds by which what is stored of a source lags behind; sources without a frontier (webhooks, files) have none',
    label: 'source',
    read: async () =>
      (await sourceHealth(reader))
        .filter(({ frontierAt }) => frontierAt > 0)
        .map(({ source, frontierAt }): [string, number] => [source, secondsSince(frontierAt)]),
  })
  metrics.addGauge({
    name: 'groundswell_source_up',
    help: '1 while the source delivers or has nothing to deliver, 0 while it fails, is blind or has a gap',
    label: 'source',
    read: async () =>
      (await sourceHealth(reader))
        .filter(({ state }) => state !== 'gone')
        .map(({ source, state }): [string, number] => [source, working.has(state) ? 1 : 0]),
  })
  metrics.addGauge({
    name: 'groundswell_open_alerts',
    help: 'Alerts that are not resolved, by severity',
    label: 'severity',
    read: async () => {
      // `activeAlerts` includes alerts resolved after the given time; none is resolved in the future.
      const open = await activeAlerts(reader, clock() + inADay, seesAll)
      return severities.map((severity) => [severity, open.filter((alert) => alert.severity === severity).length])
    },
  })
  metrics.addGauge({
    name: 'groundswell_evaluation_age_seconds',
    help: 'Seconds since the time that the last evaluation was for',
    label: 'stage',
    read: async () => {
      const last = await loadLastEvaluation(reader)
      return last ? [['evaluation', secondsSince(last.at)]] : []
    },
  })
}
