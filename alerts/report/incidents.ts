import { findAlerts, type AlertQuery } from '../alert/alert-table.ts'
import { shownAlerts } from '../alert/shown-alerts.ts'
import type { Alert, Similar } from '../alert/alert.ts'
import type { Store } from '../../infra/store/store.ts'
import { median } from '../../infra/median.ts'
import { handlingOf, type Handling } from './handling-query.ts'

/** An alert with how it was handled, and how similar ones ended before. Times in epoch ms. */
export interface Incident {
  alert: Alert
  /** The first acknowledgement; an assignment counts as one. */
  acknowledgedAt: number | null
  /** Who resolved it (`groundswell` or a person's id), with the note; null while it is active. */
  resolvedBy: string | null
  resolution: string
  before: SimilarBefore | null
}

/** Similar alerts that were resolved before an alert. */
export interface SimilarBefore {
  count: number
  /** Median of the times from opening to resolution, ms. */
  medianMs: number
  /** The one that was resolved last. */
  last: Similar & Pick<Incident, 'resolvedBy' | 'resolution'>
}

/** Alerts that opened in a period, newest first, as their reader may see them. */
export async function findIncidents(store: Store, query: AlertQuery): Promise<Incident[]> {
  const alerts = await shownAlerts(store, await findAlerts(store, query), query.visibility)
  const ids = alerts.flatMap(({ id, similar }) => [id, ...similar.map(({ alertId }) => alertId)])
  const handling = await handlingOf(store, ids)
  return alerts.map((alert) => toIncident(alert, handling))
}

function toIncident(alert: Alert, handling: ReadonlyMap<string, Handling>): Incident {
  const own = handling.get(alert.id)
  return {
    alert,
    acknowledgedAt: own && own.acknowledged > 0 ? own.acknowledged : null,
    ...(alert.status === 'resolved' ? endOf(own) : { resolvedBy: null, resolution: '' }),
    before: similarBefore(alert.similar, handling),
  }
}

const endOf = (of: Handling | undefined): Pick<Incident, 'resolvedBy' | 'resolution'> => ({
  resolvedBy: of?.resolvedBy || null,
  resolution: of?.resolution ?? '',
})

function similarBefore(similar: readonly Similar[], handling: ReadonlyMap<string, Handling>): SimilarBefore | null {
  const [last] = similar.toSorted((a, b) => b.resolvedAt - a.resolvedAt)
  if (!last) return null
  return {
    count: similar.length,
    medianMs: median(similar.map(({ openedAt, resolvedAt }) => resolvedAt - openedAt))!,
    last: { ...last, ...endOf(handling.get(last.alertId)) },
  }
}

/** Figures over incidents, as medians in ms; null = none was acknowledged or resolved. */
interface IncidentFigures {
  opened: number
  active: number
  medianAcknowledgeMs: number | null
  medianLastedMs: number | null
  useful: number
  rated: number
}

export function incidentFigures(incidents: readonly Incident[]): IncidentFigures {
  const alerts = incidents.map(({ alert }) => alert)
  return {
    opened: alerts.length,
    active: alerts.filter(({ status }) => status !== 'resolved').length,
    medianAcknowledgeMs: median(incidents.flatMap((incident) => acknowledgeMsOf(incident) ?? [])),
    medianLastedMs: median(alerts.flatMap((alert) => lastedMsOf(alert) ?? [])),
    useful: alerts.filter(({ verdict }) => verdict?.verdict === 'useful').length,
    rated: alerts.filter(({ verdict }) => verdict !== null).length,
  }
}

/** From the opening to the first acknowledgement; null without one. */
export const acknowledgeMsOf = ({ alert, acknowledgedAt }: Incident): number | null =>
  acknowledgedAt === null ? null : Math.max(0, acknowledgedAt - alert.openedAt)

/** From the onset to the resolution; null while it is active. */
export const lastedMsOf = ({ onsetAt, resolvedAt, status }: Alert): number | null =>
  status === 'resolved' && resolvedAt !== null ? resolvedAt - onsetAt : null
