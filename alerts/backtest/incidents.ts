import { Type, type Static } from 'typebox'
import type { Alert } from '../alert/alert.ts'
import { parseTime } from '../../infra/time.ts'
import type { Replay } from './replay.ts'

/** A known incident, as in a `--truth` file and as printed by `demo --truth`. */
export const Truth = Type.Object({
  name: Type.String(),
  department: Type.String(),
  topic: Type.String(),
  driver: Type.Optional(Type.Object({ dimension: Type.String(), value: Type.String() })),
  /** ISO 8601. */
  startsAt: Type.String(),
  endsAt: Type.Optional(Type.String()),
  kind: Type.Enum(['incident', 'trap']),
})
export type Truth = Static<typeof Truth>

export interface Incident {
  name: string
  department: string
  /** '' if it is about the department as a whole. */
  topic: string
  /** An incident should raise an alert. A trap, and noise (alerts rated noise or expected), should not. */
  kind: 'incident' | 'trap' | 'noise'
  startsAt: number
  /** An alert catches it if it notified people between these times (epoch ms). */
  from: number
  until: number
}

/** Assumed duration of an incident without an end. */
const lastsMs = 48 * 3_600_000
/** The start of a rated incident is the onset estimated by its alert; a replay may detect it up to this much earlier. */
const earlierMs = 3_600_000

/** @throws RangeError if a time cannot be parsed. */
export function incidentOf({ name, department, topic, kind, ...times }: Truth): Incident {
  const startsAt = timeOf(times.startsAt)
  const until = times.endsAt === undefined ? startsAt + lastsMs : timeOf(times.endsAt)
  return { name, department, topic, kind, startsAt, from: startsAt, until }
}

function timeOf(text: string): number {
  const at = parseTime(text)
  if (Number.isNaN(at)) throw new RangeError(`"${text}" is not a time`)
  return at
}

/** Incidents from ratings: `useful` alerts count as incidents, `noise` and `expected` as noise; duplicates are ignored. */
export function ratedIncidents(alerts: readonly Alert[]): Incident[] {
  return alerts.flatMap((alert): Incident[] => {
    if (alert.verdict === null || alert.verdict.verdict === 'duplicate') return []
    return [
      {
        name: alert.title,
        department: alert.departments[0] ?? '',
        topic: alert.topic,
        kind: alert.verdict.verdict === 'useful' ? 'incident' : 'noise',
        startsAt: alert.onsetAt,
        from: alert.onsetAt - earlierMs,
        until: alert.resolvedAt ?? alert.updatedAt,
      },
    ]
  })
}

/** Changes that notify people of something new. */
const notifying = ['opened', 'reopened', 'worsened']

export interface Caught {
  alert: Alert
  /** Epoch ms of the first notification. */
  at: number
}

/** The first notification by an alert on the incident's topic, on an ancestor or descendant of it, or on its whole department. */
export function caughtBy(incident: Incident, { alerts, changes }: Replay): Caught | undefined {
  const about = new Map(alerts.filter((alert) => isAbout(alert, incident)).map((alert) => [alert.id, alert]))
  const first = changes.find(
    ({ alertId, change, at }) =>
      about.has(alertId) && notifying.includes(change) && at >= incident.from && at <= incident.until,
  )
  return first && { alert: about.get(first.alertId)!, at: first.at }
}

/** The incidents that an alert caught. */
export function caughtIncidents(alert: Alert, incidents: readonly Incident[], { changes }: Replay): Incident[] {
  const notified = changes.filter(({ alertId, change }) => alertId === alert.id && notifying.includes(change))
  return incidents.filter(
    (incident) => isAbout(alert, incident) && notified.some(({ at }) => at >= incident.from && at <= incident.until),
  )
}

function isAbout(alert: Alert, { topic, department }: Incident): boolean {
  if (alert.kind === 'drop') return false
  if (alert.topic === '') return alert.departments.includes(department)
  return topic === alert.topic || topic.startsWith(`${alert.topic}.`) || alert.topic.startsWith(`${topic}.`)
}
