import { alertId, initialFields, type Alert } from './alert/alert.ts'
import { calmSince, escalation, lapsedClaim, nextChange } from './alert/lifecycle.ts'
import { system, type AlertStore } from './alert-store.ts'
import { emptyCompany, stepsFor, unitFor, withCompany, type CompanyContext } from './company.ts'
import type { Counts } from './detection/counts.ts'
import { openEvaluator, type EvaluationResult, type EvaluatorDeps } from './detection/evaluate.ts'
import { alertDistinct, alertFigures, hasActiveAlert, onsetAtOf, type Observation } from './detection/observation.ts'
import { detectorVersion } from './detector/state.ts'
import { explain, needsExplanation } from './explain/explain.ts'
import { severityOf } from './explain/severity.ts'
import { departmentsOf, dropTitleOf } from './explain/title.ts'
import { isHighExposure } from './planners/make-card.ts'
import { baseBucketMs, isCut } from './series/subject.ts'

export interface DecisionDeps extends EvaluatorDeps {
  alertStore: AlertStore
  /** Absent: no company context is configured. */
  company?: CompanyContext
}

/** Evaluation, explanation and lifecycle of alerts: the same code live and in a replay, which differ in `counts` and `alertStore`. */
export function openDecisions(deps: DecisionDeps) {
  const { alertStore, counts } = deps
  const context = { ...deps, company: deps.company ?? emptyCompany(deps.taxonomy) }
  const evaluate = openEvaluator(deps)

  return {
    evaluate(now: number, { isBehind }: { isBehind: boolean }): Promise<EvaluationResult> {
      alertStore.removeExpired(now)
      return evaluate(now, { alerts: [...alertStore.active.values()], isBehind })
    },

    /** Releases expired claims, and escalates alerts that nobody has acknowledged. */
    async escalate(now: number): Promise<void> {
      for (const alert of alertStore.active.values()) {
        const change = lapsedClaim(alert, now) ?? escalation(alert, stepsFor(context.company, alert), now)
        if (change) await alertStore.change(alert, change, system)
      }
    },

    /** Updates the active alerts, opens new ones, and adds the topics that were grouped into an alert. */
    async apply({ alerts, spiking, grouped }: EvaluationResult): Promise<void> {
      for (const [id, observation] of alerts) await update(context, alertStore.active.get(id)!, observation)
      for (const observation of spiking)
        if (!hasActiveAlert(alertStore.active.values(), observation)) await open(context, counts, observation)
      for (const { into, topic } of grouped) addTopic(alertStore, into, topic)
    },
  }
}

type Context = Pick<DecisionDeps, 'alertStore' | 'scope' | 'taxonomy'> & { company: CompanyContext }

async function open(context: Context, counts: Counts, observation: Observation): Promise<void> {
  const { alertStore, taxonomy } = context
  const { finding, series, from, at } = observation
  const departments = departmentsOf(taxonomy, series.subject, observation.distinct.departments)
  if (finding.kind === 'drop') {
    const drop = newAlert(observation, { departments, onsetAt: from, title: dropTitleOf(taxonomy, series.subject) })
    return alertStore.change(drop, { change: 'opened', set: {}, reason: 'far fewer mentions than expected' }, system)
  }
  const onsetAt = onsetAtOf(observation, await counts.lastDay(series.subject, at))
  const alert = await explained(context, newAlert(observation, { departments, onsetAt, title: '' }), at)
  await alertStore.change(alert, { change: 'opened', set: {}, reason: 'more mentions than expected' }, system)
}

async function update(context: Context, alert: Alert, observation: Observation): Promise<void> {
  const { alertStore, company } = context
  const { evaluation, at } = observation
  const change = nextChange(alert, evaluation, at, company.policy)
  const facts = { ...alert.facts, calmSince: calmSince(alert, evaluation, at) }
  if (alert.status === 'resolved' && !change) {
    if (facts.calmSince !== alert.facts.calmSince) alertStore.refresh({ ...alert, facts }, at)
    return
  }
  const figures = alertFigures(observation)
  const updated = {
    ...alert,
    ...figures,
    p: alert.p,
    authors: Math.min(alert.authors, figures.observed),
    texts: Math.min(alert.texts, figures.observed),
    facts,
  }
  const fresh = evaluation.above && alert.kind !== 'drop' ? await explained(context, updated, at) : updated
  if (change) return alertStore.change(fresh, change, system)
  if (differs(alert, fresh)) alertStore.refresh(fresh, at)
}

/** Sets the unit. If an explanation is due, also sets the explanation, the company context and the severity. */
async function explained({ scope, taxonomy, company }: Context, alert: Alert, now: number): Promise<Alert> {
  if (!needsExplanation(alert, now)) return { ...alert, unit: unitFor(company, alert) }
  const known = await withCompany(company, await explain(scope, taxonomy, alert, now), { store: scope.store, now })
  const { card, observed, expected, facts } = known
  const severity = severityOf({
    topic: taxonomy.topics.find(({ id }) => id === facts.subject.id)?.severity,
    observed,
    expected,
    isExposureHigh: card !== null && isHighExposure(card.exposure, company.planners),
  })
  return { ...known, severity }
}

function addTopic(alertStore: AlertStore, into: string, topic: string): void {
  const alert = [...alertStore.active.values()].find((each) => each.topic === into && each.status !== 'resolved')
  if (alert && alert.topic !== topic && !alert.also.includes(topic))
    alertStore.refresh({ ...alert, also: [...alert.also, topic] }, alert.updatedAt)
}

/** A new alert for an observation. Its explanation sets severity, drivers and evidence later. Pure. */
function newAlert(
  observation: Observation,
  { departments, onsetAt, title }: Pick<Alert, 'departments' | 'onsetAt' | 'title'>,
): Alert {
  const { finding, distinct, at, threshold } = observation
  const { subject } = observation.series
  const { dimension, value } = subject
  return {
    id: alertId(subject, Math.floor(at / baseBucketMs) * baseBucketMs),
    kind: finding.kind === 'drop' ? 'drop' : isCut(subject) ? 'shift' : 'spike',
    title,
    status: 'open',
    severity: 'low',
    departments,
    topic: subject.kind === 'topic' ? subject.id : '',
    cut: dimension === '' ? null : { dimension, value },
    also: [],
    onsetAt,
    detectedAt: at,
    openedAt: at,
    updatedAt: at,
    resolvedAt: null,
    snoozedUntil: null,
    ...initialFields,
    ...alertFigures(observation),
    ...alertDistinct(observation),
    drivers: [],
    evidence: [],
    similar: [],
    owner: null,
    verdict: null,
    changeNumber: 0,
    facts: {
      subject,
      revision: 0,
      notifiedExcess: 0,
      peakExcess: 0,
      calmSince: null,
      waitingSince: at,
      explainedObserved: 0,
      explainedAt: 0,
      driverTable: null,
      finding: {
        detector: detectorVersion,
        observed: finding.observedInWindow,
        expected: finding.expectedInWindow,
        tested: finding.tested ?? { windows: [], full: 0, pooled: false },
        authors: distinct.authors,
        texts: distinct.texts,
        threshold,
        p: finding.dropP ?? finding.p,
      },
    },
  }
}

/** Whether the figures changed enough to be saved. */
const differs = (a: Alert, b: Alert): boolean =>
  a.observed !== b.observed ||
  a.drivers !== b.drivers ||
  a.facts.calmSince !== b.facts.calmSince ||
  Math.abs(a.expected - b.expected) > 0.05
