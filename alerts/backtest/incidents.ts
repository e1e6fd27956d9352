import { Type, type Static } from 'typebox'
import type { Alert } from '../alert/alert.ts'
import type { Replay } from './replay.ts'

/** A known incident as people write it down, and as `demo --truth` prints it. */
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
  /** '' when it is about the department as a whole. */
  topic: string
  /** An incident must be alerted; a trap, and what people judged to be noise or expected, must not. */
  kind: 'incident' | 'trap' | 'noise'
  startsAt: number
  /** An alert told of it when it was told between these. */
  from: number
  until: number
}

/** Without an end an incident is taken to go on for so long. */
const lastsMs = 48 * 3_600_000
/** When an incident began is estimated by its alert: a replay may see it so much earlier. */
const earlierMs = 3_600_000

/** @throws RangeError when a time cannot be read. */
export function incidentOf({ name, department, topic, kind, ...told }: Truth): Incident {
  const startsAt = timeOf(told.startsAt)
  const until = told.endsAt === undefined ? startsAt + lastsMs : timeOf(told.endsAt)
  return { name, department, topic, kind, startsAt, from: startsAt, until }
}

function timeOf(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new RangeError(`"${text}" is no time`)
  return at
}

/** What people said of alerts: useful is a known incident, noise and expected is known noise, a duplicate says nothing. */
export function judgedIncidents(alerts: readonly Alert[]): Incident[] {
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

/** Changes that tell people of something new. */
const telling = ['opened', 'reopened', 'worsened']

export interface Caught {
  alert: Alert
  /** When people were told of it first. */
  at: number
}

/** The first telling of the incident, by any alert about its topic, about one above or below that, or about its department as a whole. */
export function caughtBy(incident: Incident, { alerts, changes }: Replay): Caught | undefined {
  const about = new Map(alerts.filter((alert) => isAbout(alert, incident)).map((alert) => [alert.id, alert]))
  const first = changes.find(
    ({ alertId, change, at }) =>
      about.has(alertId) && telling.includes(change) && at >= incident.from && at <= incident.until,
  )
  return first && { alert: about.get(first.alertId)!, at: first.at }
}

/** The incidents an alert told of. */
export function toldOf(alert: Alert, incidents: readonly Incident[], { changes }: Replay): Incident[] {
  const told = changes.filter(({ alertId, change }) => alertId === alert.id && telling.includes(change))
  return incidents.filter(
    (incident) => isAbout(alert, incident) && told.some(({ at }) => at >= incident.from && at <= incident.until),
  )
}

function isAbout(alert: Alert, { topic, department }: Incident): boolean {
  if (alert.kind === 'drop') return false
  if (alert.topic === '') return alert.departments.includes(department)
  return topic === alert.topic || topic.startsWith(`${alert.topic}.`) || alert.topic.startsWith(`${topic}.`)
}
