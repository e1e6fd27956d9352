import type { Store } from '../../infra/store/store.ts'
import { verdicts, type Alert } from '../alert/alert.ts'
import { findAlerts } from '../alert/alert-table.ts'
import { seesAll } from '../alert/visibility.ts'
import { isAboutAlert } from '../issues/find-novelty.ts'
import type { KnownIssue } from '../issues/known-issue.ts'
import { assumedLengthMs, earlierMs, ratedIncidents, type Incident } from './incidents.ts'

const mostRated = 10_000

/**
 * What is known without a truth file: the alerts that people rated, and the events of the company. An alert rated useful that is about one
 * of these events does not count a second time.
 */
export async function knownIncidents(store: Store, events: readonly KnownIssue[]): Promise<Incident[]> {
  const rated = await Promise.all(
    verdicts.map((verdict) => findAlerts(store, { verdict, limit: mostRated, visibility: seesAll })),
  )
  const ofEvents = eventIncidents(events)
  return [...ratedIncidents(rated.flat().filter((alert) => !isCounted(alert, ofEvents))), ...ofEvents]
}

const isCounted = (alert: Alert, incidents: readonly Incident[]): boolean =>
  alert.verdict?.verdict === 'useful' &&
  incidents.some(
    ({ kind, from, until, concerns }) =>
      kind === 'incident' && alert.openedAt >= from && alert.openedAt <= until && concerns!(alert),
  )

/**
 * Incidents and recalls should raise an alert; a launch or promotion that is planned until some time should raise none. An event that names
 * no topic, department, product or version is about nothing in particular and is left out. Pure.
 */
export function eventIncidents(events: readonly KnownIssue[]): Incident[] {
  return events.flatMap((event): Incident[] => {
    const { kind, name, fromAt, untilAt, fixedAt, topics, departments, products, versions } = event
    const isProblem = kind === 'incident' || kind === 'recall'
    const isPlanned = (kind === 'launch' || kind === 'promotion') && untilAt !== undefined
    const isVague = [topics, departments, products, versions].every((list) => list.length === 0)
    if (isVague || !(isProblem || isPlanned)) return []
    return [
      {
        name,
        department: departments[0] ?? '',
        topic: topics[0] ?? '',
        words: new Set(),
        text: '',
        named: [],
        concerns: (alert) => isAboutAlert(event, alert),
        kind: isProblem ? 'incident' : 'trap',
        startsAt: fromAt,
        from: fromAt - earlierMs,
        until: fixedAt ?? untilAt ?? fromAt + assumedLengthMs,
      },
    ]
  })
}
