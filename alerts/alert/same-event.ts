import { entityDimensions } from '../../enrich/mentions/dimensions.ts'
import { coveringSubject, isTerm, subjectKey, type Subject } from '../series/subject.ts'
import { excessOf, type Alert } from './alert.ts'
import type { Change } from './lifecycle.ts'

type Compared = Pick<
  Alert,
  | 'id'
  | 'kind'
  | 'status'
  | 'severity'
  | 'topic'
  | 'cut'
  | 'departments'
  | 'drivers'
  | 'onsetAt'
  | 'bucketMs'
  | 'observed'
  | 'expected'
  | 'splitTopics'
  | 'mergedInto'
  | 'facts'
>

/** A driver names an alert from this share of its excess on. */
const namingShare = 0.5
const quarterMs = 15 * 60_000
const dayMs = 24 * 3_600_000

/**
 * The alert that a new one is part of, because both are about one event; undefined for an event of its own. Pure.
 *
 * - They name the same product, version, carrier … (a version not of two products).
 * - Both name none, have the same owner, and began within a quarter of an hour, or on the same day where times are days.
 * - The main phrase of the new one is the term that the other is about.
 *
 * Critical alerts, hazard alerts, snoozed ones and what people have split stay alone; a critical one takes in smaller ones.
 */
export function sameEvent<T extends Compared>(alert: Compared, active: Iterable<T>): T | undefined {
  if (alert.kind === 'drop' || alert.severity === 'critical') return undefined
  return [...active].find(
    (other) =>
      other.id !== alert.id &&
      other.kind !== 'drop' &&
      other.kind !== 'hazard' &&
      (other.status === 'open' || other.status === 'acknowledged') &&
      other.mergedInto === null &&
      (other.severity !== 'critical' || excess(alert) <= excess(other)) &&
      !other.splitTopics.includes(alert.topic) &&
      !alert.splitTopics.includes(other.topic) &&
      isSame(alert, other),
  )
}

/** From this multiple of its excess on, another subject leads an alert. With less, names would change to and fro. */
const leadingFactor = 1.5

/** Whether a spike of the same event leads the alert: it is clearly larger, and no department where the alert names a topic. Pure. */
export const leads = (
  { subject, excess: own }: { subject: Subject; excess: number },
  event: Pick<Alert, 'kind' | 'observed' | 'expected' | 'topic' | 'severity'>,
): boolean =>
  event.severity !== 'critical' &&
  (subject.kind !== 'department' || event.topic === '') &&
  own > leadingFactor * excess(event)

const excess = ({ kind, observed, expected }: Pick<Alert, 'kind' | 'observed' | 'expected'>) =>
  excessOf(kind, observed, expected)

function isSame(a: Compared, b: Compared): boolean {
  const [own, others] = [namesOf(a), namesOf(b)]
  if (own.some((name) => others.some((other) => isSameName(name, other)) && isConclusive(name, own, others)))
    return true
  if (mainPhrasesOf(a).some((phrase) => phrase === termOf(b))) return true
  const areNameless = own.length === 0 && others.length === 0
  return (
    areNameless &&
    Math.abs(a.onsetAt - b.onsetAt) <= Math.min(apartMs(a), apartMs(b)) &&
    a.departments[0] === b.departments[0]
  )
}

type Name = NonNullable<Alert['cut']>

const isSameName = (a: Name, b: Name) => a.dimension === b.dimension && a.value === b.value

/** What the cut and the main drivers name. A source or a sentiment is no name: what it has in common is no cause. */
const namesOf = ({ cut, drivers }: Compared): Name[] =>
  [...(cut ? [cut] : []), ...mainDriversOf(drivers)].filter(({ dimension }) =>
    entityDimensions.some((each) => each === dimension),
  )

const mainDriversOf = (drivers: Alert['drivers']) => drivers.filter(({ share }) => share >= namingShare)

/** Whether a name that both have says that they are one event. The same number may be a version of another product. */
function isConclusive({ dimension }: Name, own: readonly Name[], others: readonly Name[]): boolean {
  const [products, theirs] = [own, others].map((names) => names.filter((name) => name.dimension === 'product'))
  return (
    dimension !== 'version' ||
    products!.length === 0 ||
    theirs!.length === 0 ||
    products!.some((name) => theirs!.some((other) => isSameName(name, other)))
  )
}

const termOf = ({ facts: { subject } }: Compared): string | undefined => (isTerm(subject) ? subject.value : undefined)
const mainPhrasesOf = ({ drivers }: Compared): string[] =>
  mainDriversOf(drivers).flatMap(({ dimension, value }) => (dimension === 'term' ? [value] : []))

/** Days have no hours: all that begins on a day has the same onset. */
const apartMs = ({ onsetAt, bucketMs }: Compared) => (bucketMs >= dayMs && onsetAt % dayMs === 0 ? dayMs : quarterMs)

/** The alert of an event with another spike of it: its topic joins, and its departments watch. Pure. */
export function withPart(event: Alert, { title, topic, departments, facts: { subject } }: Alert) {
  const isNewTopic = topic !== '' && topic !== event.topic && !event.also.includes(topic)
  const alert: Alert = {
    ...event,
    also: isNewTopic ? [...event.also, topic] : event.also,
    departments: [...new Set([...event.departments, ...departments])],
    facts: { ...event.facts, joined: [...event.facts.joined, subjectKey(coveringSubject(subject))] },
  }
  const related = { alertId: null, name: title }
  const change: Change = { change: 'joined', set: {}, reason: 'it rises in the same event', related }
  return { alert, change }
}
