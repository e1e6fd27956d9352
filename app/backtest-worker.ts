import { setPriority } from 'node:os'
import { workerData } from 'node:worker_threads'
import { backtest } from '../alerts/backtest/backtest.ts'
import type { BacktestRequest, BacktestResult } from '../alerts/backtest/backtest-table.ts'
import { compared } from '../alerts/backtest/compare.ts'
import { knownIncidents } from '../alerts/backtest/known-incidents.ts'
import { isSameRule, type Rule } from '../alerts/backtest/replay.ts'
import type { Report } from '../alerts/backtest/report.ts'
import { lastMentionAt } from '../alerts/series/count-table.ts'
import { coveredSince } from '../alerts/series/coverage.ts'
import { baseBucketMs } from '../alerts/series/subject.ts'
import type { Store } from '../infra/store/store.ts'
import { answerQuestions } from '../infra/thread.ts'
import { companyEvents, fromConfig, ruleInForce } from './backtest-input.ts'
import type { Config } from './config.ts'
import { openCommand } from './platform.ts'

// On Linux this is the niceness of this thread only: whatever else the process does comes first.
if (process.platform === 'linux') setPriority(0, 19)

const weekMs = 7 * 24 * 3_600_000
/** The baseline learns from at least two weeks before the period, or from half of what is stored if that is less. */
const warmUpMs = 2 * weekMs
const mostAlerts = 1_000
/** A time after any mention, epoch ms. */
const farFuture = Date.UTC(2200, 0)

const { config, isDemo } = workerData as { config: Config; isDemo: boolean }

answerQuestions(async (request: BacktestRequest, onProgress): Promise<BacktestResult> => {
  const opened = await openCommand(config, { migrated: false, isBackground: true })
  try {
    return await answer(opened.store, request, onProgress)
  } finally {
    await opened.close()
  }
})

async function answer(
  store: Store,
  { weeks, rule, suggests }: BacktestRequest,
  onProgress: (progress: unknown) => void,
): Promise<BacktestResult> {
  const inForce: Rule = ruleInForce(config)
  const known = fromConfig(config)
  const incidents = await knownIncidents(
    store,
    await companyEvents(store, config, { taxonomy: known.taxonomy, isDemo }),
  )
  const against = isSameRule(rule, inForce) ? undefined : rule
  const found = await backtest(
    { store, ...known, ...(await periodOf(store, weeks)), incidents, suggests, onProgress },
    inForce,
    against,
  )
  const { suggestion, against: other, ...report } = found
  const tried = other?.report ?? report
  return {
    inForce: capped(report),
    tried: capped(tried),
    changes: other?.changes ?? compared(report, report),
    suggestion,
  }
}

/** The last weeks with mentions. Fewer where less is stored, so that there is something to learn from before them. */
async function periodOf(store: Store, weeks: number): Promise<{ first: number; from: number; to: number }> {
  const last = await lastMentionAt(store, { from: 0, to: farFuture })
  if (last === undefined) throw new Error('there are no mentions')
  const to = last + baseBucketMs - 1
  const first = (await coveredSince(store, to))!
  const from = Math.max(to - weeks * weekMs, first + Math.min(warmUpMs, (to - first) / 2))
  return { first, from, to }
}

/** Counts are of all alerts; so many are listed. */
const capped = (report: Report): Report => ({ ...report, alerts: report.alerts.slice(0, mostAlerts) })
