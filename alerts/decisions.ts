import { excessOf, type Alert } from './alert/alert.ts'
import { calmSince, escalation, lapsedClaim, nextChange } from './alert/lifecycle.ts'
import { areSplit, hasMergedSubject } from './alert/merge.ts'
import { leads, sameEvent, withPart } from './alert/same-event.ts'
import { isAboutPartOf, isWholeOf, takenOver, widened } from './alert/take-over.ts'
import { systemAt, type AlertStore } from './alert-store.ts'
import { emptyCompany, stepsFor, unitFor, withCompany, withNovelty, type CompanyContext } from './company.ts'
import { openEvaluator, type EvaluationResult, type EvaluatorDeps } from './detection/evaluate.ts'
import { alertFigures, hasActiveAlert, onsetAtOf, type Observation } from './detection/observation.ts'
import { explain, needsExplanation, recounted } from './explain/explain.ts'
import { departmentsOf, dropTitleOf } from './explain/title.ts'
import { newAlert } from './new-alert.ts'
import { openHazardDecisions } from './hazard-decisions.ts'
import { hazardAlertOf } from './hazards/place-report.ts'
import type { HazardPolicy } from './hazards/policy.ts'
import { severityNow, severityStepOf } from './severity-now.ts'
import { coveringSubject, isCut, isTerm, subjectKey, type Subject } from './series/subject.ts'

export interface DecisionDeps extends EvaluatorDeps {
  alertStore: AlertStore
  /** Absent: no company context is configured. */
  company?: CompanyContext
  hazards: HazardPolicy
}

/** Evaluation, explanation and lifecycle of alerts: the same code live and in a replay, which differ in `counts` and `alertStore`. */
export function openDecisions(deps: DecisionDeps) {
  const { alertStore } = deps
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
        if (change) await alertStore.change(alert, change, systemAt(now))
      }
    },

    /** Updates the active alerts, opens new ones, and adds the topics that were grouped into an alert, unless people split them from it. */
    async apply({ alerts, spiking, grouped, gated }: EvaluationResult): Promise<void> {
      for (const [id, observation] of alerts) await update(context, alertStore.active.get(id)!, observation)
      const openUnlessActive = async (observation: Observation) => {
        if (!isCovered(context, observation)) await open(context, observation)
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

type Context = Pick<DecisionDeps, 'alertStore' | 'counts' | 'scope' | 'taxonomy'> & { company: CompanyContext }

async function open(context: Context, observation: Observation): Promise<void> {
  const { alertStore, counts, taxonomy } = context
  const { finding, series, from, at } = observation
  const by = systemAt(at)
  const departments = departmentsOf(taxonomy, series.subject, observation.distinct)
  if (finding.kind === 'drop') {
    const title = dropTitleOf(taxonomy, series.subject)
    const drop = await explained(context, newAlert(observation, { departments, onsetAt: from, title }), at)
    return alertStore.change(drop, { change: 'opened', set: {}, reason: 'far fewer mentions than expected' }, by)
  }
  const onsetAt = onsetAtOf(observation, await counts.lastDay(series.subject, at))
  const alert = await explained(context, newAlert(observation, { departments, onsetAt, title: '' }), at)
  const hazard = hazardAlertOf(alert, [...alertStore.active.values()])
  if (hazard) {
    const taken = takenOver(hazard, alert, 'a spike of the topic')
    return alertStore.change(taken.alert, taken.change, by)
  }
  const { subject } = series
  const excess = excessOf('spike', alert.observed, alert.expected)
  const part = [...alertStore.active.values()].find((other) => isWholeOf(subject, excess, other))
  const event = part ?? sameEvent(alert, alertStore.active.values())
  if (event) {
    const isLeading = leads({ subject, excess }, event)
    const joined = part ? widened : withPart
    const made = isLeading ? takenOver(event, alert, 'it is the largest part of the event') : joined(event, alert)
    await alertStore.change(made.alert, made.change, by)
    return stepSeverity(context, event.id, observation)
  }
  await alertStore.change(alert, { change: 'opened', set: {}, reason: 'more mentions than expected' }, by)
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
  const onsetAt = await refinedOnset(context, { ...alert, ...figures }, observation)
  const updated = { ...alert, ...figures, onsetAt, p: alert.p, ...(returns && { reopenedAt: at }), facts }
  const isNews = change !== undefined || differs(alert, updated)
  const fresh = evaluation.above
    ? await explained(context, updated, at)
    : isNews
      ? await recounted(context.scope, updated, at)
      : updated
  if (change) await alertStore.change(fresh, change, systemAt(at))
  else if (differs(alert, fresh)) alertStore.refresh(fresh, at)
  await stepSeverity(context, alert.id, observation)
}

/** So long after its detection more mentions make the onset of an alert more precise. */
const refinedForMs = 2 * 3_600_000

/** The onset, estimated again when an explanation is due. What joined from elsewhere, and days and phrases, keep theirs. */
async function refinedOnset({ counts }: Context, alert: Alert, observation: Observation): Promise<number> {
  const { series, at, isOfDay } = observation
  const isWhole = (alert.kind === 'spike' || alert.kind === 'shift') && !alert.hazard && alert.facts.joined.length === 0
  const isYoung = at - alert.detectedAt <= refinedForMs && alert.reopenedAt === null && alert.status !== 'resolved'
  if (!isWhole || !isYoung || isOfDay || isTerm(series.subject) || !needsExplanation(alert, at)) return alert.onsetAt
  return onsetAtOf(observation, await counts.lastDay(series.subject, at))
}

/** Raises or lowers the severity of an active alert, with a change of its own. A snoozed alert keeps it until its snooze ends. */
async function stepSeverity(context: Context, id: string, { evaluation, at }: Observation): Promise<void> {
  const { alertStore } = context
  const alert = alertStore.active.get(id)!
  if (alert.kind === 'drop' || alert.hazard || alert.status === 'snoozed' || alert.status === 'resolved') return
  const { lowerSince, change } = severityStepOf(context, alert, { now: at, blind: evaluation.blind })
  const known = { ...alert, facts: { ...alert.facts, severityLowerSince: lowerSince } }
  if (change) await alertStore.change(known, change, systemAt(at))
  else if (lowerSince !== alert.facts.severityLowerSince) alertStore.refresh(known, at)
}

/**
 * Sets the unit and, as of `now`, the counts of mentions, authors and texts. If an explanation is due, also sets the explanation, the company
 * context and the novelty, and the severity of a new alert. Of a drop only the novelty is explained.
 */
async function explained({ scope, taxonomy, company }: Context, alert: Alert, now: number): Promise<Alert> {
  if (!needsExplanation(alert, now))
    return alert.kind === 'drop' ? alert : recounted(scope, { ...alert, unit: unitFor(company, alert) }, now)
  if (alert.kind === 'drop') {
    const facts = { ...alert.facts, explainedObserved: alert.observed, explainedAt: now }
    return withNovelty(company, { ...alert, facts }, now)
  }
  const inContext = await withCompany(company, await explain(scope, taxonomy, alert, now), { store: scope.store, now })
  const known = await withNovelty(company, inContext, now)
  return alert.changeNumber === 0 ? { ...known, severity: severityNow({ taxonomy, company }, known) } : known
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
  a.onsetAt !== b.onsetAt ||
  a.drivers !== b.drivers ||
  a.novelty !== b.novelty ||
  a.facts.calmSince !== b.facts.calmSince ||
  Math.abs(a.expected - b.expected) > 0.05
