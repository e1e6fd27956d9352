import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import type { MentionScope } from '../series/distinct-counts.ts'
import { expectationOf } from '../detector/baseline.ts'
import type { DetectorState } from '../detector/state.ts'
import { isCut, isTerm, subjectKey, subjectOfKey, withoutCut, type Subject } from '../series/subject.ts'
import type { EmergingTerm } from '../terms/emergence.ts'
import { thresholdsFor, type Thresholds } from './budget.ts'
import type { ActiveSeries, Counts, Moment } from './counts.ts'
import { emergingSubjects, withEmergence } from './emerging.ts'
import { applyGates, type Gates } from './gates.ts'
import { observe, observeInWindow, type Observation } from './observation.ts'
import type { UpliftOf } from './planned-events.ts'
import { groupingSubjects, selectSpikes, type Selection } from './select-spikes.ts'

/** The result of one evaluation of all active series. */
export interface EvaluationResult extends Selection {
  /** New spikes that passed the gates, strongest first; then departments with far fewer mentions than expected. */
  spiking: Observation[]
  /** Every observation whose distinct authors and texts were counted: candidates, and subjects of open alerts that still spike. */
  gated: Observation[]
  /** Each alert's subject in the window that the alert opened with, by alert id. */
  alerts: ReadonlyMap<string, Observation>
  thresholds: Thresholds
  /** Active series; of these, `waiting` and `skipped` were not evaluated, see `ActiveSeries`. */
  series: number
  waiting: number
  skipped: number
  /** Epoch ms: buckets that end before this are closed and learnt. */
  closed: number
}

export interface EvaluatorDeps {
  counts: Counts
  scope: MentionScope
  taxonomy: Taxonomy
  gates: Gates
  /** False alarms that a department accepts in a week. */
  budgetPerWeek: number
  upliftOf: UpliftOf
  /** The phrases that are rising in all mentions of the company at a time (epoch ms). */
  risingTerms(now: number): Promise<readonly EmergingTerm[]>
}

export interface EvaluatorInput {
  /** Open alerts, and resolved ones that may reopen. */
  alerts: readonly Alert[]
  /** Counts lag behind, so no alert resolves or eases. */
  isBehind: boolean
}

const emptyResult: EvaluationResult = {
  spiking: [],
  grouped: [],
  gated: [],
  alerts: new Map(),
  thresholds: { whole: 0, cut: 0 },
  series: 0,
  waiting: 0,
  skipped: 0,
  closed: 0,
}

/** Returns the function that evaluates all active series at a time (epoch ms). It reads counts and mentions, and writes nothing. */
export function openEvaluator(deps: EvaluatorDeps) {
  const { counts, scope, taxonomy, gates } = deps
  const silent = new Set(taxonomy.topics.filter((topic) => !topic.alerts).map(({ id }) => id))
  const parents = new Set(taxonomy.topics.flatMap((topic) => topic.ancestors))
  const leaves = new Set(taxonomy.topics.map((topic) => topic.id).filter((id) => !parents.has(id)))

  return async (now: number, { alerts, isBehind }: EvaluatorInput): Promise<EvaluationResult> => {
    const moment = await counts.momentAt(now)
    if (moment === undefined) return emptyResult
    const emerging = emergingSubjects(await deps.risingTerms(now), { alerts, now })
    const active = await counts.upTo(moment, trackedSubjects(taxonomy, alerts, [...emerging.keys()]))
    const { thresholds, observations, series } = observeAll(active, deps, { moment, isBehind, emerging })
    const unresolved = alerts.filter((alert) => alert.status !== 'resolved' && alert.kind !== 'drop')
    const open = unresolved.filter((alert) => alert.status !== 'snoozed').map((alert) => alert.facts.subject)
    const gated: Observation[] = []
    const gate = async (spike: Observation, known: readonly Subject[]) => {
      const into = groupingSubjects(known, spike.series.subject)
      const result = await applyGates(spike, { scope, gates, known: into })
      observations.set(subjectKey(spike.series.subject), result)
      gated.push(result)
      return result
    }
    const spikes = spikesIn(observations, silent)
    const alertSubjects = new Set(alerts.map((alert) => subjectKey(alert.facts.subject)))
    for (const spike of spikes) if (alertSubjects.has(subjectKey(spike.series.subject))) await gate(spike, open)
    const { spiking, grouped } = await selectSpikes(spikes, {
      taxonomy,
      leaves,
      silent,
      gates,
      alerts,
      open: unresolved.map((alert) => alert.facts.subject),
      known: open,
      applyGates: gate,
    })
    return {
      spiking: [...spiking, ...(moment.isCovered ? dropsIn(observations) : [])],
      grouped,
      gated,
      alerts: observedAlerts(alerts, observations, moment),
      thresholds,
      series,
      waiting: active.waiting,
      skipped: active.skipped,
      closed: moment.closed,
    }
  }
}

/**
 * Subjects evaluated even with few mentions: those of alerts and what joined them, emerging terms, and every whole department (for
 * drops).
 */
const trackedSubjects = ({ departments }: Taxonomy, alerts: readonly Alert[], emerging: readonly Subject[]) => [
  ...alerts.flatMap(({ status, kind, facts, merged }) =>
    [facts.subject, ...facts.joined.map(subjectOfKey), ...merged.map((part) => part.subject)].map((subject) => ({
      subject,
      isMasked: status !== 'resolved' && kind !== 'drop',
    })),
  ),
  ...[...departments.map(({ id }) => wholeDepartment(id)), ...emerging].map((subject) => ({
    subject,
    isMasked: false,
  })),
]

const wholeDepartment = (id: string): Subject => ({ kind: 'department', id, dimension: '', value: '' })

/** Tests each series at its threshold from the alarm budget. Observations by subject key. */
function observeAll(
  { series, waiting, skipped }: ActiveSeries,
  { taxonomy, budgetPerWeek, upliftOf }: EvaluatorDeps,
  { moment, isBehind, emerging }: { moment: Moment; isBehind: boolean; emerging: ReadonlyMap<Subject, EmergingTerm> },
) {
  const terms = new Map([...emerging].map(([subject, term]) => [subjectKey(subject), term]))
  const active = series.length + waiting + skipped
  const thresholds = thresholdsFor(
    series.map(({ subject }) => subject).filter((subject) => !isTerm(subject)),
    { perWeek: budgetPerWeek, departments: taxonomy.departments.length, active },
  )
  const observations = new Map(
    series.map((each) => {
      const uplift = upliftOf(each.subject, moment.closed)
      const threshold = thresholds[isCut(each.subject) ? 'cut' : 'whole']
      const key = subjectKey(each.subject)
      const observation = observe(each, { ...moment, threshold, isBehind, uplift })
      return [key, isTerm(each.subject) ? withEmergence(observation, terms.get(key), moment) : observation]
    }),
  )
  return { thresholds, observations, series: active }
}

/** Spikes of series with enough history, strongest first. @param silent topics that do not alert */
const spikesIn = (observations: ReadonlyMap<string, Observation>, silent: ReadonlySet<string>): Observation[] =>
  [...observations.values()]
    .filter(({ series: { subject } }) => subject.kind !== 'topic' || !silent.has(subject.id))
    .filter(({ finding }) => finding.kind === 'spike' && !finding.cold)
    .filter((each) => isOfCalmTotal(each, observations) && !isReplacement(each, observations))
    .toSorted((a, b) => strengthOf(b.finding) - strengthOf(a.finding))

/** Whole departments with far fewer mentions than expected. */
const dropsIn = (observations: ReadonlyMap<string, Observation>): Observation[] =>
  [...observations.values()].filter(
    ({ finding, series: { subject } }) =>
      finding.kind === 'drop' && subject.kind === 'department' && subject.dimension === '',
  )

function observedAlerts(
  alerts: readonly Alert[],
  observations: ReadonlyMap<string, Observation>,
  moment: Moment,
): Map<string, Observation> {
  return new Map(
    alerts.flatMap((alert): [string, Observation][] => {
      const observation = observations.get(subjectKey(alert.facts.subject))
      return observation ? [[alert.id, observeInWindow(observation, alert, moment)]] : []
    }),
  )
}

/** A sentiment cut alerts only while its total is no spike; otherwise the total alerts. */
function isOfCalmTotal({ series: { subject } }: Observation, observations: ReadonlyMap<string, Observation>): boolean {
  if (subject.dimension !== 'sentiment') return true
  const whole = observations.get(subjectKey(withoutCut(subject)))
  return whole !== undefined && whole.finding.kind !== 'spike'
}

/** A value is new with less than this many mentions expected in a day, or when its first mention is so recent and the whole is older. */
const newPerDay = 0.5
const newForDays = 14
/** A cut of whose excess less than this share is also an excess of the whole takes the place of others. */
const sharedExcess = 0.5
const dayMs = 24 * 3_600_000

/**
 * Whether a cut only takes the place of others: a version, or a value that is new, of whose excess less than half is also an excess of
 * the whole subject. When version 5.1 follows 5.0, nothing has happened.
 */
function isReplacement(
  { series: { subject, state }, finding }: Observation,
  observations: ReadonlyMap<string, Observation>,
): boolean {
  if (!isCut(subject)) return false
  const whole = observations.get(subjectKey(withoutCut(subject)))
  if (!whole || (subject.dimension !== 'version' && !isNew(state, whole.series.state))) return false
  const { observedInWindow, expectedInWindow } = whole.figuresIn(finding.windowMs)
  return observedInWindow - expectedInWindow < sharedExcess * (finding.observedInWindow - finding.expectedInWindow)
}

function isNew({ baseline, bucketMs, nextAt, firstAt }: DetectorState, whole: DetectorState): boolean {
  const isRare = (expectationOf(baseline, nextAt).typical * dayMs) / bucketMs < newPerDay
  const newFrom = nextAt - newForDays * dayMs
  return isRare || (firstAt >= newFrom && whole.firstAt < newFrom)
}

/**
 * How strong a spike is: the Poisson log-likelihood ratio of the observed against the expected count (the scan statistic of Kulldorff
 * 1997). The calibrated p-values cannot order two large spikes, because both are at the resolution of the ranks.
 */
const strengthOf = ({ observedInWindow: observed, expectedInWindow: expected }: Observation['finding']): number =>
  observed * Math.log(Math.max(1, observed) / Math.max(0.5, expected)) - (observed - expected)
