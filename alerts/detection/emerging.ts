import type { EmergingTerm } from '../terms/emergence.ts'
import { highestThreshold } from '../terms/policy.ts'
import type { Alert } from '../alert/alert.ts'
import { baseBucketMs, isTerm, termSubject, type Subject } from '../series/subject.ts'
import type { Moment } from './counts.ts'
import type { Observation } from './observation.ts'

const dayMs = 24 * 3_600_000

/** Each is counted from the mentions of six weeks, so only the strongest of a storm are. */
const mostTerms = 10

/**
 * The company's emerging terms that may open an alert, by subject. Only news does: a term is news for a day. A longer or shorter form of a
 * phrase that has an alert keeps the subject of that alert.
 */
export function emergingSubjects(
  rising: readonly EmergingTerm[],
  { alerts, now }: { alerts: readonly Alert[]; now: number },
): Map<Subject, EmergingTerm> {
  const known = alerts.map(({ facts }) => facts.subject).filter(isTerm)
  const subjectOf = ({ term }: EmergingTerm) =>
    known.find(({ value }) => contains(term, value) || contains(value, term)) ?? termSubject(term)
  const newest = rising.filter(({ emergedAt }) => now - emergedAt <= dayMs).toSorted((a, b) => a.p - b.p)
  return new Map(newest.slice(0, mostTerms).map((term) => [subjectOf(term), term]))
}

const contains = (phrase: string, part: string): boolean => ` ${phrase} `.includes(` ${part} `)

/**
 * An observation of a phrase. Whether it is a spike is up to the term watch, which compares it with thousands of other phrases; its
 * figures are those of a day, the window of the term watch.
 * @param term absent: it does not emerge, so it is no spike
 */
export function withEmergence(
  observation: Observation,
  term: EmergingTerm | undefined,
  { closed }: Moment,
): Observation {
  const { finding, evaluation, isOfDay, from } = observation
  if (!term) return { ...observation, finding: { ...finding, kind: 'calm' } }
  const figures = observation.figuresIn(dayMs)
  const { observedInWindow, expectedInWindow } = figures
  return {
    ...observation,
    finding: { ...finding, ...figures, kind: 'spike', cold: false, p: term.p, windowMs: dayMs },
    evaluation: { ...evaluation, above: true, excess: observedInWindow - expectedInWindow },
    figures,
    threshold: highestThreshold,
    emergedAt: term.emergedAt,
    from: isOfDay ? from : closed - dayMs + baseBucketMs,
  }
}
