import { withoutCut, subjectKey } from '../series/subject.ts'
import type { Incident } from './incidents.ts'
import { caughtBy, caughtIncidents } from './match.ts'
import type { Candidate, Replay, ReplayAlert, Rule } from './replay.ts'

/** Factors for the budget, and larger gates. */
const budgetParts = [1, 1 / 2, 1 / 5, 1 / 10, 1 / 30, 1 / 100]
const mentionGates = [8, 12, 20]
const authorGates = [6, 8, 12]
const ratioGates = [3, 4, 6]
/** Maximum delay that a suggestion may add to the alert of a caught incident. */
const mostLaterMs = 30 * 60_000

export interface Stricter {
  rule: Rule
  /** Alerts without an incident that would remain. */
  falseAlerts: number
}

/**
 * Stricter rules that, going by the candidates of the replay, still catch every caught incident within half an hour of the original
 * alert, with fewer alerts without an incident. Ordered by the number of such alerts, then the largest budget, then the smallest gates.
 */
export function stricterRules(replay: Replay, incidents: readonly Incident[]): Stricter[] {
  const real = incidents.filter(({ kind }) => kind === 'incident')
  const caught = real.flatMap((incident) => {
    const by = caughtBy(incident, replay)
    return by ? [{ alert: by.alert, from: by.at, until: by.at + mostLaterMs }] : []
  })
  const falseAlertsNow = replay.alerts
    .filter((alert) => alert.kind !== 'hazard' && caughtIncidents(alert.id, real, replay).length === 0)
    .map((alert) => ({ alert, from: alert.openedAt, until: alert.resolvedAt ?? replay.to }))
  const candidatesFor = candidatesOf(replay)
  const alerts = (rule: Rule) => (what: { alert: ReplayAlert; from: number; until: number }) =>
    candidatesFor(what.alert).some(
      (candidate) => candidate.at >= what.from && candidate.at <= what.until && passes(candidate, rule, replay.rule),
    )
  return rulesFrom(replay.rule)
    .filter((rule) => caught.every(alerts(rule)))
    .map((rule) => ({ rule, falseAlerts: falseAlertsNow.filter(alerts(rule)).length }))
    .filter(({ falseAlerts }) => falseAlerts < falseAlertsNow.length)
    .toSorted((a, b) => a.falseAlerts - b.falseAlerts || leniency(b.rule) - leniency(a.rule))
}

function candidatesOf({ candidates }: Replay): (alert: ReplayAlert) => readonly Candidate[] {
  const bySubject = Map.groupBy(candidates, ({ subject }) => subject)
  return (alert) => bySubject.get(subjectKey(withoutCut(alert.facts.subject))) ?? []
}

function passes(candidate: Candidate, { budgetPerWeek, gates }: Rule, before: Rule): boolean {
  return (
    candidate.p <= candidate.threshold * (budgetPerWeek / before.budgetPerWeek) &&
    candidate.mentions >= gates.mentions &&
    candidate.authors >= gates.authors &&
    candidate.texts >= gates.texts &&
    candidate.ratio >= gates.ratio
  )
}

function rulesFrom({ budgetPerWeek, gates }: Rule): Rule[] {
  const larger = (own: number, more: number[]) => [own, ...more.filter((gate) => gate > own)]
  return budgetParts.flatMap((part) =>
    larger(gates.mentions, mentionGates).flatMap((mentions) =>
      larger(Math.min(gates.authors, gates.texts), authorGates).flatMap((authors) =>
        larger(gates.ratio, ratioGates).map((ratio) => ({
          budgetPerWeek: budgetPerWeek * part,
          gates: { mentions, authors: Math.max(gates.authors, authors), texts: Math.max(gates.texts, authors), ratio },
        })),
      ),
    ),
  )
}

/** Orders rules by the budget first, then by the gates. */
const leniency = ({ budgetPerWeek, gates }: Rule) =>
  budgetPerWeek * 1e6 - gates.mentions - gates.authors - gates.texts - gates.ratio
