import type { GroupRecord } from '../infra/log/group-health.ts'
import { schedule } from '../infra/schedule.ts'
import type { Stop } from '../infra/stop.ts'
import { watchErasures } from '../ingest/erasure-table.ts'
import { alertCommandsTopic } from './alert/alert-command.ts'
import { knownIssuesTopic, saveKnownIssues } from './issues/known-issue-table.ts'
import { saveDismissedTerms } from './terms/dismissal-table.ts'
import { dismissedTermsTopic } from './terms/dismissed-term.ts'
import { savedViewsTopic, saveViews } from './trends/saved-view-table.ts'
import { openAlertWriter, type AlertWriter, type AlertWriterDeps } from './alert-writer.ts'

export interface AlertsDeps extends AlertWriterDeps {
  /** Where the evaluations of this process are recorded; absent: nowhere. */
  record?: GroupRecord
  /** Real ms between two recounts. An evaluation follows when a minute of `clock` has passed. */
  tickMs: number
}

export const alertsGroup = 'alerts'
export const knownIssuesGroup = 'known-issues'
export const savedViewsGroup = 'saved-views'
export const dismissedTermsGroup = 'dismissed-terms'

/**
 * Evaluates series, publishes changes, applies commands, and stores events, saved views and dismissed terms. Only the process that holds the single partition of `alert-commands` does
 * this: it loads the active alerts when it is assigned the partition, and another process takes over when it stops.
 */
export async function startAlerts(deps: AlertsDeps): Promise<Stop> {
  const { log, store, logger, clock, tickMs } = deps
  let writer: AlertWriter | undefined
  let stopTicks: Stop | undefined
  let ifErased: Awaited<ReturnType<typeof watchErasures>> | undefined
  const open = async () => {
    const opened = openAlertWriter(deps)
    await opened.load()
    writer = opened
  }
  /** After an erasure the memory of the writer is dropped as by a crash, and read again from the store. */
  const forgetErased = async () =>
    ifErased?.(async () => {
      await writer?.idle()
      await open()
    })
  const start = async () => {
    ifErased = await watchErasures(store)
    await open()
    const task = recorded(async (now) => {
      await forgetErased()
      await writer!.tick(now)
    }, deps.record)
    stopTicks = schedule({ every: tickMs, name: 'evaluation', task, logger, clock })
  }
  const stop = async () => {
    await stopTicks?.()
    deps.record?.ended(0)
    stopTicks = undefined
    await writer?.close()
    writer = undefined
  }
  const stops = [
    await log.subscribe(knownIssuesTopic, knownIssuesGroup, (issues) => saveKnownIssues(store, issues)),
    await log.subscribe(savedViewsTopic, savedViewsGroup, (views) => saveViews(store, views)),
    await log.subscribe(dismissedTermsTopic, dismissedTermsGroup, (terms) => saveDismissedTerms(store, terms)),
    await log.subscribe(
      alertCommandsTopic,
      alertsGroup,
      async (commands) => {
        await forgetErased()
        await writer!.apply(commands)
      },
      { owner: { onAssigned: start, onRevoked: stop }, batch: 20 },
    ),
  ]
  return async () => {
    for (const each of stops.toReversed()) await each()
  }
}

/** The task, whose failure lasts in the record until it succeeds. */
function recorded(task: AlertWriter['tick'], record: GroupRecord | undefined): AlertWriter['tick'] {
  if (!record) return task
  let isFailing = false
  return async (now) => {
    if (!isFailing) record.began(0, Date.now())
    try {
      await task(now)
      record.ended(0)
      isFailing = false
    } catch (error) {
      record.failed(0, error)
      isFailing = true
      throw error
    }
  }
}
