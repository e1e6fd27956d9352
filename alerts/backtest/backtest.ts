import type { Store } from '../../infra/store/store.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { UpliftOf } from '../detection/planned-events.ts'
import { compared, type Comparison } from './compare.ts'
import type { Incident } from './incidents.ts'
import { loadPeriod } from './period.ts'
import { replay, type ReplayDeps, type Rule } from './replay.ts'
import { reportOf, type Report } from './report.ts'
import { stricterRules } from './suggest.ts'

/** How far back the baseline learns before the period. */
const historyMs = 42 * 24 * 3_600_000
/** Of the stricter rules so many are replayed until one keeps what was caught. */
const mostTried = 3

export interface Backtest extends Report {
  /** The best stricter rule, replayed; null where none keeps every caught incident, or nothing is known of incidents. */
  suggestion: { rule: Rule; changes: Comparison } | null
  against: { report: Report; changes: Comparison } | null
}

export interface Backtesting {
  store: Store
  taxonomy: Taxonomy
  /** When listening began: nothing before is learnt from. */
  first: number
  from: number
  to: number
  incidents: readonly Incident[]
  /** What planned events allow. */
  upliftOf: UpliftOf
  onProgress?: (text: string) => void
}

/** Replays the period by one rule and, to compare, by another; suggests a third where what is known allows it. */
export async function backtest(parts: Backtesting, rule: Rule, against?: Rule): Promise<Backtest> {
  const { store, taxonomy, incidents, upliftOf, from, to, onProgress } = parts
  const period = await loadPeriod(store, { from: Math.max(parts.first, from - historyMs), to })
  const replayed = async (by: Rule, name: string) => {
    const deps: ReplayDeps = { store, taxonomy, period, from, to, upliftOf }
    if (onProgress) deps.onProgress = (at) => onProgress(`${name}: ${new Date(at).toISOString().slice(0, 10)}`)
    const run = await replay(deps, by)
    return { run, report: reportOf(run, incidents, period.learntFrom) }
  }
  const { run, report } = await replayed(rule, 'replaying')
  const other = against && (await replayed(against, 'the other rule')).report
  return {
    ...report,
    suggestion: await suggested(),
    against: other ? { report: other, changes: compared(report, other) } : null,
  }

  /** Candidates say which rule might do; only a replay says what it does. */
  async function suggested(): Promise<Backtest['suggestion']> {
    if (report.summary.caught === 0) return null
    for (const { rule: stricter } of stricterRules(run, incidents).slice(0, mostTried)) {
      const changes = compared(report, (await replayed(stricter, 'a stricter rule')).report)
      const [before, after] = changes.falseAlerts
      if (changes.missedThen.length === 0 && after < before) return { rule: stricter, changes }
    }
    return null
  }
}
