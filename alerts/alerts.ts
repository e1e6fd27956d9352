import { schedule } from '../infra/schedule.ts'
import type { Stop } from '../infra/stop.ts'
import { alertCommandsTopic } from './alert/alert-command.ts'
import { openAlertWriter, type AlertWriter, type AlertWriterDeps } from './alert-writer.ts'

export interface AlertsDeps extends AlertWriterDeps {
  /** Real ms between two recounts. An evaluation follows when a minute of `clock` has passed. */
  tickMs: number
}

export const alertsGroup = 'alerts'

/**
 * Evaluates series, publishes changes and applies commands. Only the process that holds the single partition of `alert-commands` does
 * this: it loads the active alerts when it is assigned the partition, and another process takes over when it stops.
 */
export async function startAlerts(deps: AlertsDeps): Promise<Stop> {
  const { log, logger, clock, tickMs } = deps
  let writer: AlertWriter | undefined
  let stopTicks: Stop | undefined
  const start = async () => {
    const opened = openAlertWriter(deps)
    await opened.load()
    writer = opened
    stopTicks = schedule({ every: tickMs, name: 'evaluation', task: opened.tick, logger, clock })
  }
  const stop = async () => {
    await stopTicks?.()
    stopTicks = undefined
    await writer?.close()
    writer = undefined
  }
  return log.subscribe(alertCommandsTopic, alertsGroup, (commands) => writer!.apply(commands), {
    owner: { onAssigned: start, onRevoked: stop },
    batch: 20,
  })
}
