import type { Store } from '../../infra/store/store.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert, AlertChange } from '../alert/alert.ts'
import { openReplayAlertStore } from '../alert-store.ts'
import { openDecisions } from '../decisions.ts'
import { independentCount, type Gates } from '../detection/gates.ts'
import type { Observation } from '../detection/observation.ts'
import type { UpliftOf } from '../detection/planned-events.ts'
import { withoutCut, baseBucketMs, subjectKey } from '../series/subject.ts'
import { openPeriodCounts, type Period } from './period.ts'

/** The settings that decide when to alert. */
export interface Rule {
  budgetPerWeek: number
  gates: Gates
}

/** A subject that reached the gates, with the values that the budget and the gates test. */
export interface Candidate {
  at: number
  /** `subjectKey` of the topic or department, without the cut. */
  subject: string
  /** p-value, and the threshold it was tested against. */
  p: number
  threshold: number
  mentions: number
  authors: number
  texts: number
  /** The smaller of authors and texts, divided by the expected count. */
  ratio: number
}

export interface Replay {
  rule: Rule
  from: number
  to: number
  evaluations: number
  /** In their final state, in order of opening. */
  alerts: Alert[]
  changes: AlertChange[]
  candidates: Candidate[]
}

export interface ReplayDeps {
  store: Store
  taxonomy: Taxonomy
  period: Period
  from: number
  to: number
  /** How many times the expected count planned events allow. */
  upliftOf: UpliftOf
  onProgress?: (at: number) => void
}

/**
 * Evaluates from `from` to `to` in event time, at the end of every bucket, with the same code as live. Writes nothing; queries the store
 * only for distinct counts, drivers and quotes of candidates.
 */
export async function replay(deps: ReplayDeps, rule: Rule): Promise<Replay> {
  const { store, taxonomy, period, from, to, upliftOf } = deps
  let now = from
  const alertStore = openReplayAlertStore(() => now)
  const counts = openPeriodCounts(period, { least: rule.gates.mentions, upliftOf })
  const scope = { store, includesHistory: true }
  const decisions = openDecisions({ counts, alertStore, scope, taxonomy, upliftOf, ...rule })
  const candidates: Candidate[] = []
  let evaluations = 0
  for (let start = Math.floor(from / baseBucketMs) * baseBucketMs; start <= to; start += baseBucketMs) {
    now = start + baseBucketMs - 1
    const result = await decisions.evaluate(now, { isBehind: false })
    candidates.push(...result.gated.map(toCandidate))
    await decisions.apply(result)
    evaluations++
    deps.onProgress?.(now)
  }
  const alerts = [...alertStore.alerts.values()].toSorted((a, b) => a.openedAt - b.openedAt)
  return { rule, from, to, evaluations, alerts, changes: alertStore.changes, candidates }
}

function toCandidate(observation: Observation): Candidate {
  const { series, finding, distinct, threshold, at } = observation
  const { mentions, authors, texts } = distinct
  return {
    at,
    subject: subjectKey(withoutCut(series.subject)),
    p: finding.p,
    threshold,
    mentions,
    authors,
    texts,
    ratio: independentCount(observation) / Math.max(1e-9, finding.expectedInWindow),
  }
}
