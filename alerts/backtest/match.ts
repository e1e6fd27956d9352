import { contentWords } from '../explain/content-words.ts'
import type { AlertNames, Incident, NamedValue } from './incidents.ts'
import type { Replay, ReplayAlert, ReplayChange } from './replay.ts'

export interface Caught {
  /** As it stood at that notification. */
  alert: ReplayAlert
  /** Epoch ms of the first notification. */
  at: number
}

/** The first notification, in the incident's time, of an alert about it. Of several at once, a new alert, then the largest. */
export function caughtBy(incident: Incident, { changes }: Pick<Replay, 'changes'>): Caught | undefined {
  const [first] = changes
    .filter((change) => catches(change, incident))
    .toSorted((a, b) => a.at - b.at || isAgain(a) - isAgain(b) || b.alert.observed - a.alert.observed)
  return first && { alert: first.alert, at: first.at }
}

const isAgain = ({ change }: ReplayChange): number => (change === 'opened' ? 0 : 1)

/** The incidents that an alert caught. */
export function caughtIncidents(
  alertId: string,
  incidents: readonly Incident[],
  { changes }: Pick<Replay, 'changes'>,
): Incident[] {
  const own = changes.filter((change) => change.alertId === alertId)
  return incidents.filter((incident) => own.some((change) => catches(change, incident)))
}

/** An alert that was open before notifies of this incident only if it worsens or reopens in it. */
function catches({ change, at, alert }: ReplayChange, incident: Incident): boolean {
  if (change !== 'opened' && change !== 'worsened' && change !== 'reopened') return false
  const isInTime = at >= (change === 'opened' ? incident.from : incident.startsAt) && at <= incident.until
  return isInTime && isAbout(alert, incident)
}

/** Whether an alert as it stood is about the incident: its topic or words, and each cut or driver that is known of it. Pure. */
export function isAbout(alert: AlertNames, incident: Incident): boolean {
  if (alert.kind === 'drop') return false
  if (incident.concerns) return incident.concerns(alert)
  if (incident.words.size > 0 && !alert.departments.includes(incident.department)) return false
  const isNamed = incident.named.every((group) => group.some((value) => names(alert, value)))
  return isNamed && isOnTopic(alert, incident)
}

function isOnTopic(alert: AlertNames, { topic, department, words, named }: Incident): boolean {
  const stems = contentWords(saidBy(alert).join(' . '))
  if ([...words].some((word) => stems.has(word))) return true
  if (alert.topic !== '') return topic !== '' && [alert.topic, ...alert.also].some((own) => isSameBranch(own, topic))
  // A whole department says too little, unless nothing more is known of the incident or the alert names what is.
  if (!alert.departments.includes(department)) return false
  return named.length > 0 || (topic === '' && words.size === 0)
}

/** Whether one topic is the other, its ancestor or its descendant. */
const isSameBranch = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)

/** A term stands for any dimension: it is a name that no list knows. */
function names({ cut, drivers }: AlertNames, { dimension, value }: NamedValue): boolean {
  const values = [...(cut ? [cut] : []), ...drivers.flatMap((driver) => [driver, ...(driver.also ?? [])])]
  return values.some(
    (own) =>
      own.value.toLowerCase() === value.toLowerCase() &&
      (dimension === '' || dimension === own.dimension || own.dimension === 'term'),
  )
}

/** Title, cut and drivers. */
const saidBy = ({ title, cut, drivers }: AlertNames): string[] => [
  title,
  ...(cut ? [cut.value] : []),
  ...drivers.flatMap((driver) => [driver.value, ...(driver.also ?? []).map((each) => each.value)]),
]
