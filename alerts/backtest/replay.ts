import type { Store } from '../../infra/store/store.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert, AlertChange } from '../alert/alert.ts'
import { openReplayAlertStore } from '../alert-store.ts'
import { openDecisions } from '../decisions.ts'
import { independentCount, type Gates } from '../detection/gates.ts'
import type { Observation } from '../detection/observation.ts'
import type { LocalityOf } from '../detection/locality.ts'
import type { HazardPolicy } from '../hazards/policy.ts'
import type { UpliftOf } from '../detection/planned-events.ts'
import { withoutCut, subjectKey, type Subject } from '../series/subject.ts'
import { evaluationTimes } from './evaluation-times.ts'
import { openPeriodCounts, type Period } from './period.ts'
import { reportsWithin } from '../hazards/report-query.ts'
import { readByTime } from './read-by-time.ts'
import { openReplayTerms } from './replay-terms.ts'
import { termPolicyFor } from '../terms/policy.ts'

/** The settings that decide when to alert. */
export interface Rule {
  budgetPerWeek: number
  gates: Gates
}

/** Whether both open the same alerts. */
export const isSameRule = (a: Rule, b: Rule): boolean =>
  a.budgetPerWeek === b.budgetPerWeek &&
  (['mentions', 'authors', 'texts', 'ratio'] as const).every((gate) => a.gates[gate] === b.gates[gate])

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

/** What a backtest reads of an alert, ours or that of another product's rule. */
export interface ReplayAlert extends Pick<
  Alert,
  | 'id'
  | 'kind'
  | 'title'
  | 'topic'
  | 'cut'
  | 'also'
  | 'departments'
  | 'severity'
  | 'drivers'
  | 'onsetAt'
  | 'openedAt'
  | 'resolvedAt'
  | 'observed'
  | 'bucketMs'
> {
  facts: { subject: Subject; finding: { observed: number; expected: number } }
}

/** A change, with the alert as it stood after it. */
export interface ReplayChange extends Pick<AlertChange, 'alertId' | 'change' | 'at'> {
  alert: ReplayAlert
}

export interface Replay {
  rule: Rule
  /** The rule of another product that took the place of the detector and the gates; see `otherRules`. */
  as?: string
  from: number
  to: number
  evaluations: number
  /** In their final state, in order of opening. */
  alerts: ReplayAlert[]
  changes: ReplayChange[]
  candidates: Candidate[]
}

export interface ReplayDeps {
  store: Store
  taxonomy: Taxonomy
  period: Period
  from: number
  to: number
  /** When a single report of a hazard opens an alert. */
  hazards: HazardPolicy
  /** How many times the expected count planned events allow. */
  upliftOf: UpliftOf
  /** The time zone and the holidays that series follow; absent: UTC without holidays. */
  localityOf?: LocalityOf | undefined
  onProgress?: (at: number) => void
}

/**
 * Evaluates from `from` to `to` in event time, wherever something can change (`evaluationTimes`), with the same code as live. Writes
 * nothing; queries the store only for reports of hazards, and for distinct counts, drivers and quotes of candidates.
 */
export async function replay(deps: ReplayDeps, rule: Rule): Promise<Replay> {
  const { store, taxonomy, period, from, to, hazards, upliftOf, localityOf } = deps
  let now = from
  const alertStore = openReplayAlertStore()
  const counts = openPeriodCounts(period, { store, to, least: rule.gates.mentions, upliftOf, localityOf })
  const risingTerms = openReplayTerms(store, termPolicyFor(rule.gates), period.learntFrom)
  const scope = { store, includesHistory: true }
  const decisions = openDecisions({ counts, alertStore, scope, taxonomy, hazards, upliftOf, risingTerms, ...rule })
  const reportsUntil = readByTime(
    (span) => reportsWithin(store, span),
    ({ quote }) => quote.createdAt,
    from,
  )
  const candidates: Candidate[] = []
  let evaluations = 0
  for (const at of evaluationTimes(period, { from, to })) {
    now = at
    await decisions.receive(await reportsUntil(now), now)
    const result = await decisions.evaluate(now, { isBehind: false })
    candidates.push(...result.gated.map(toCandidate))
    await decisions.apply(result)
    await decisions.review(now)
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
