import { excessOf, type Alert } from './alert/alert.ts'
import { calmSince, escalation, lapsedClaim, nextChange } from './alert/lifecycle.ts'
import { areSplit, hasMergedSubject } from './alert/merge.ts'
import { leads, sameEvent, withPart } from './alert/same-event.ts'
import { isAboutPartOf, isWholeOf, takenOver, widened } from './alert/take-over.ts'
import { system, type AlertStore } from './alert-store.ts'
import { emptyCompany, stepsFor, unitFor, withCompany, withNovelty, type CompanyContext } from './company.ts'
import type { Counts } from './detection/counts.ts'
import { openEvaluator, type EvaluationResult, type EvaluatorDeps } from './detection/evaluate.ts'
import { alertFigures, hasActiveAlert, onsetAtOf, type Observation } from './detection/observation.ts'
import { explain, needsExplanation } from './explain/explain.ts'
import { severityOf } from './explain/severity.ts'
import { departmentsOf, dropTitleOf } from './explain/title.ts'
import { newAlert } from './new-alert.ts'
import { openHazardDecisions } from './hazard-decisions.ts'
import { hazardAlertOf } from './hazards/place-report.ts'
import type { HazardPolicy } from './hazards/policy.ts'
import { isHighExposure } from './planners/make-card.ts'
import { coveringSubject, isCut, subjectKey, type Subject } from './series/subject.ts'

export interface DecisionDeps extends EvaluatorDeps {
  alertStore: AlertStore
  /** Absent: no company context is configured. */
  company?: CompanyContext
  hazards: HazardPolicy
}

/** Evaluation, explanation and lifecycle of alerts: the same code live and in a replay, which differ in `counts` and `alertStore`. */
export function openDecisions(deps: DecisionDeps) {
  const { alertStore, counts } = deps
  const context = { ...deps, company: deps.company ?? emptyCompany(deps.taxonomy) }
  const evaluate = openEvaluator(deps)

  return {
    ...openHazardDecisions(context),

    evaluate(now: number, { isBehind }: { isBehind: boolean }): Promise<EvaluationResult> {
      alertStore.removeExpired(now)
      return evaluate(now, { alerts: [...alertStore.active.values()].filter(isEvaluated(now, context)), isBehind })
    },

    /** Releases expired claims, and escalates alerts that nobody has acknowledged. */
    async escalate(now: number): Promise<void> {
      for (const alert of alertStore.active.values()) {
        const change = lapsedClaim(alert, now) ?? escalation(alert, stepsFor(context.company, alert), now)
        if (change) await alertStore.change(alert, change, system)
      }
    },

    /** Updates the active alerts, opens new ones, and adds the topics that were grouped into an alert, unless people split them from it. */
    async apply({ alerts, spiking, grouped, gated }: EvaluationResult): Promise<void> {
      for (const [id, observation] of alerts) await update(context, alertStore.active.get(id)!, observation)
      const openUnlessActive = async (observation: Observation) => {
        if (!isCovered(context, observation)) await open(context, counts, observation)
      }
      for (const observation of spiking) await openUnlessActive(observation)
      for (const { into, topic } of grouped) {
        if (!areSplit(alertStore.active.values(), into.id, topic)) addTopic(alertStore, into, topic)
        else for (const observation of gated.filter(isWholeTopic(topic))) await openUnlessActive(observation)
      }
    },
  }
}

/**
 * Whether evaluations concern the alert. A hazard alert has no expected range; one that became a spike is kept longer than it can reopen as
 * such.
 */
const isEvaluated =
  (now: number, { company }: Pick<Context, 'company'>) =>
  ({ kind, status, resolvedAt }: Alert): boolean =>
    kind !== 'hazard' && (status !== 'resolved' || now - (resolvedAt ?? now) <= company.policy.reopenMs)

const isWholeTopic =
  (topic: string) =>
  ({ series: { subject }, evaluation }: Observation): boolean =>
    evaluation.spike && subject.kind === 'topic' && subject.id === topic && !isCut(subject)

/** Whether the subject has an active alert, is part of the event of one, or was merged into one by people. */
function isCovered(context: Context, observation: Observation): boolean {
  const { finding, series } = observation
  const isDrop = finding.kind === 'drop'
  const key = subjectKey(coveringSubject(series.subject))
  const excess = excessOf('spike', finding.observedInWindow, finding.expectedInWindow)
  const alerts = [...context.alertStore.active.values()].filter(isEvaluated(observation.at, context))
  return (
    hasActiveAlert(alerts, observation) ||
    alerts.some((alert) => isAboutPartOf(alert, series.subject) && !isWholeOf(series.subject, excess, alert)) ||
    alerts.some((alert) => hasJoined(alert, key) && !leads({ subject: series.subject, excess }, alert)) ||
    alerts.some((alert) => (alert.kind === 'drop') === isDrop && hasMergedSubject(alert, series.subject))
  )
}

/** Whether the subject rises in the event of the alert. */
const hasJoined = (alert: Alert, key: string): boolean =>
  alert.facts.joined.includes(key) && (alert.status !== 'resolved' || isEndedByPerson(alert))

/** Whether a person resolved it while its subject was above the expected range. Until that is calm, nothing of it alerts again. */
const isEndedByPerson = ({ status, resolvedAt, facts: { calmSince: calm } }: Alert): boolean =>
  status === 'resolved' && resolvedAt !== null && (calm === null || calm >= resolvedAt)

/** Whether the alert was part of another one that ended by itself: then it alerts again if it still spikes. */
function isFreed({ active }: AlertStore, { mergedInto }: Alert): boolean {
  const into = mergedInto === null ? undefined : active.get(mergedInto)
  return into !== undefined && into.status === 'resolved' && !isEndedByPerson(into)
}

/** Whether the alert is part of another one that is still active. */
const isPartOfActive = ({ active }: AlertStore, { mergedInto }: Alert): boolean =>
  mergedInto !== null && (active.get(mergedInto)?.status ?? 'resolved') !== 'resolved'

type Context = Pick<DecisionDeps, 'alertStore' | 'scope' | 'taxonomy'> & { company: CompanyContext }

async function open(context: Context, counts: Counts, observation: Observation): Promise<void> {
  const { alertStore, taxonomy } = context
  const { finding, series, from, at } = observation
  const departments = departmentsOf(taxonomy, series.subject, observation.distinct)
  if (finding.kind === 'drop') {
    const title = dropTitleOf(taxonomy, series.subject)
    const drop = await explained(context, newAlert(observation, { departments, onsetAt: from, title }), at)
    return alertStore.change(drop, { change: 'opened', set: {}, reason: 'far fewer mentions than expected' }, system)
  }
  const onsetAt = onsetAtOf(observation, await counts.lastDay(series.subject, at))
  const alert = await explained(context, newAlert(observation, { departments, onsetAt, title: '' }), at)
  const hazard = hazardAlertOf(alert, [...alertStore.active.values()])
  if (hazard) {
    const taken = takenOver(hazard, alert, 'a spike of the topic')
    return alertStore.change(taken.alert, taken.change, system)
  }
  const { subject } = series
  const excess = excessOf('spike', alert.observed, alert.expected)
  const part = [...alertStore.active.values()].find((other) => isWholeOf(subject, excess, other))
  const event = part ?? sameEvent(alert, alertStore.active.values())
  if (event) {
    const isLeading = leads({ subject, excess }, event)
    const joined = part ? widened : withPart
    const made = isLeading ? takenOver(event, alert, 'it is the largest part of the event') : joined(event, alert)
    return alertStore.change(made.alert, made.change, system)
  }
  await alertStore.change(alert, { change: 'opened', set: {}, reason: 'more mentions than expected' }, system)
}

async function update(context: Context, alert: Alert, observation: Observation): Promise<void> {
  const { alertStore, company } = context
  const { evaluation, at } = observation
  const calm = alert.facts.calmSince ?? (isFreed(alertStore, alert) ? at : null)
  const known = { ...alert, facts: { ...alert.facts, calmSince: calm } }
  const change = isPartOfActive(alertStore, alert) ? undefined : nextChange(known, evaluation, at, company.policy)
  const returns = alert.status === 'resolved' && change?.change === 'reopened'
  const facts = { ...alert.facts, calmSince: calmSince(alert, evaluation, at), ...(returns && { explainedAt: 0 }) }
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
    ...(returns && { reopenedAt: at }),
    facts,
  }
  const fresh = evaluation.above ? await explained(context, updated, at) : updated
  if (change) return alertStore.change(fresh, change, system)
  if (differs(alert, fresh)) alertStore.refresh(fresh, at)
}

/**
 * Sets the unit. If an explanation is due, also sets the explanation, the company context, the novelty and the severity. Of a drop only the
 * novelty is explained.
 */
async function explained({ scope, taxonomy, company }: Context, alert: Alert, now: number): Promise<Alert> {
  if (!needsExplanation(alert, now)) return alert.kind === 'drop' ? alert : { ...alert, unit: unitFor(company, alert) }
  if (alert.kind === 'drop') {
    const facts = { ...alert.facts, explainedObserved: alert.observed, explainedAt: now }
    return withNovelty(company, { ...alert, facts }, now)
  }
  const inContext = await withCompany(company, await explain(scope, taxonomy, alert, now), { store: scope.store, now })
  const known = await withNovelty(company, inContext, now)
  const { card, observed, expected, facts } = known
  const severity = severityOf({
    topic: taxonomy.topics.find(({ id }) => id === facts.subject.id)?.severity,
    observed,
    expected,
    isExposureHigh: card !== null && isHighExposure(card.exposure, company.planners),
  })
  return { ...known, severity: alert.hazard ? 'critical' : severity }
}

function addTopic(alertStore: AlertStore, into: Subject, topic: string): void {
  const key = subjectKey(into)
  const isAbout = ({ facts, merged }: Alert) =>
    facts.joined.includes(key) ||
    [facts.subject, ...merged.map((part) => part.subject)].some((own) => subjectKey(coveringSubject(own)) === key)
  const alert = [...alertStore.active.values()].find(
    (each) => each.kind !== 'hazard' && each.status !== 'resolved' && isAbout(each),
  )
  if (alert && alert.topic !== topic && !alert.also.includes(topic))
    alertStore.refresh({ ...alert, also: [...alert.also, topic] }, alert.updatedAt)
}

/** Whether the figures changed enough to be saved. */
const differs = (a: Alert, b: Alert): boolean =>
  a.observed !== b.observed ||
  a.drivers !== b.drivers ||
  a.novelty !== b.novelty ||
  a.facts.calmSince !== b.facts.calmSince ||
  Math.abs(a.expected - b.expected) > 0.05
