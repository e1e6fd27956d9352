import type { Store } from '../../infra/store/store.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { LocalityOf } from '../detection/locality.ts'
import type { HazardPolicy } from '../hazards/policy.ts'
import type { UpliftOf } from '../detection/planned-events.ts'
import { compared, type Comparison } from './compare.ts'
import { withKnownValues, type Incident } from './incidents.ts'
import { otherRules, type OtherRuleName } from './other-rules.ts'
import { loadPeriod, subjectsOf } from './period.ts'
import { replayAs } from './replay-as.ts'
import { replay, type ReplayDeps, type Rule } from './replay.ts'
import { reportOf, type Report } from './report.ts'
import { stricterRules } from './suggest.ts'

/** History that the baseline learns from before the period. */
const historyMs = 42 * 24 * 3_600_000
/** Maximum number of stricter rules that are replayed. */
export const mostTried = 3

export interface Backtest extends Report {
  /** The best stricter rule, confirmed by a replay; null if none still catches every caught incident, or if none was caught. */
  suggestion: { rule: Rule; changes: Comparison } | null
  against: { report: Report; changes: Comparison } | null
}

export interface BacktestDeps {
  store: Store
  taxonomy: Taxonomy
  /** Epoch ms of the first mention; the baseline learns nothing before it. */
  first: number
  from: number
  to: number
  incidents: readonly Incident[]
  /** When a single report of a hazard opens an alert. */
  hazards: HazardPolicy
  /** How many times the expected count planned events allow. */
  upliftOf: UpliftOf
  /** The time zone and the holidays that series follow; absent: UTC without holidays. */
  localityOf?: LocalityOf | undefined
  /** Replays with the rule of another product instead of our detector. */
  as?: OtherRuleName
  /** Whether a stricter rule is looked for, by up to three more replays. */
  suggests: boolean
  onProgress?: (progress: BacktestProgress) => void
}

/** How far a replay is. */
export interface BacktestProgress {
  /** Of which rule. */
  rule: 'first' | 'other' | 'stricter'
  /** Number of the replays that are done. */
  done: number
  /** Share of the period that is replayed, 0…1, and the time that it has reached (epoch ms). */
  share: number
  at: number
}

/** The counts of the period, and of the history before it that the baseline learns from. */
export const loadHistory = (store: Store, { first, from, to }: { first: number; from: number; to: number }) =>
  loadPeriod(store, { from: Math.max(first, from - historyMs), to })

/** Replays the period with `rule` and, for comparison, with `against`. Suggests a stricter rule if known incidents allow it. */
export async function backtest(deps: BacktestDeps, rule: Rule, against?: Rule): Promise<Backtest> {
  const { store, taxonomy, hazards, upliftOf, localityOf, from, to, onProgress } = deps
  const period = await loadHistory(store, deps)
  const incidents = withKnownValues(deps.incidents, subjectsOf(period))
  let done = 0
  const replayed = async (by: Rule, which: BacktestProgress['rule']) => {
    const replayDeps: ReplayDeps = { store, taxonomy, period, from, to, hazards, upliftOf, localityOf }
    if (onProgress)
      replayDeps.onProgress = (at) => onProgress({ rule: which, done, share: (at - from) / Math.max(1, to - from), at })
    const run = deps.as ? replayAs(replayDeps, otherRules[deps.as], by) : await replay(replayDeps, by)
    done++
    return { run, report: reportOf(run, incidents, period.learntFrom) }
  }
  const { run, report } = await replayed(rule, 'first')
  const other = against && (await replayed(against, 'other')).report
  return {
    ...report,
    suggestion: await suggested(),
    against: other ? { report: other, changes: compared(report, other) } : null,
  }

  /** The candidates only suggest which rule may work; a replay confirms it. */
  async function suggested(): Promise<Backtest['suggestion']> {
    if (!deps.suggests || report.summary.caught === 0 || deps.as) return null
    for (const { rule: stricter } of stricterRules(run, incidents).slice(0, mostTried)) {
      const changes = compared(report, (await replayed(stricter, 'stricter')).report)
      const [before, after] = changes.falseAlerts
      if (changes.missedThen.length === 0 && after < before) return { rule: stricter, changes }
    }
    return null
  }
}
