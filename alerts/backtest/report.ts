import type { Alert } from '../alert/alert.ts'
import { median } from '../../infra/median.ts'
import { caughtBy, caughtIncidents, type Incident } from './incidents.ts'
import type { Replay, Rule } from './replay.ts'

const dayMs = 24 * 3_600_000
const minuteMs = 60_000
const weekMs = 7 * dayMs
const mondayMs = 4 * dayMs
/** Lead time is measured against the daily report at 09:00 UTC of the next day. */
const reportMs = dayMs + 9 * 3_600_000

type Outcome = 'caught' | 'trap' | 'noise' | 'unjudged'

export interface ReportedAlert {
  id: string
  openedAt: string
  onsetAt: string
  title: string
  topic: string
  cut: Alert['cut']
  departments: string[]
  observed: number
  expected: number
  windowMinutes: number
  driver: { dimension: string; value: string; share: number } | null
  outcome: Outcome
  /** Name of the incident that the alert caught, or of the trap or noise that raised it. */
  incident: string | null
}

export interface ReportedIncident {
  name: string
  department: string
  topic: string
  kind: Incident['kind']
  startsAt: string
  /** Null = missed. Minutes from the incident's start to the alert, and from the alert to the daily report. */
  caught: { alertId: string; at: string; delayMinutes: number; leadMinutes: number } | null
}

/** The alerts of a replay, compared with known incidents; printed by `backtest --json`. */
export interface Report {
  rule: Rule
  from: string
  to: string
  learntFrom: string
  evaluations: number
  weeks: number
  /** Alerts by the Monday of their week and the owning department. */
  byWeek: { week: string; departments: Record<string, number> }[]
  alerts: ReportedAlert[]
  incidents: ReportedIncident[]
  summary: {
    alerts: number
    alertsPerWeek: number
    caught: number
    missed: number
    trapsAlerted: number
    noise: number
    /** Alerts that caught no incident: in total, and by the owning department. */
    falseAlerts: number
    falseByDepartment: Record<string, number>
    medianLeadMinutes: number | null
    medianDelayMinutes: number | null
    /** From onset to alert, over all alerts. */
    medianMinutesFromOnset: number | null
  }
}

export function reportOf(replay: Replay, known: readonly Incident[], learntFrom: number): Report {
  const { from, to, evaluations, rule } = replay
  const within = known.filter(({ startsAt }) => startsAt >= from && startsAt <= to)
  const alerts = replay.alerts.map((alert) => reported(alert, caughtIncidents(alert, within, replay)))
  const incidents = within.map((incident) => incidentIn(incident, replay))
  const weeks = (to - from) / weekMs
  return {
    rule,
    from: iso(from),
    to: iso(to),
    learntFrom: iso(learntFrom),
    evaluations,
    weeks: rounded(weeks),
    byWeek: weeksOf(replay.alerts),
    alerts,
    incidents,
    summary: summaryOf({ alerts, incidents, weeks }),
  }
}

function reported(alert: Alert, matched: readonly Incident[]): ReportedAlert {
  const incident = (['incident', 'trap', 'noise'] as const)
    .map((kind) => matched.find((each) => each.kind === kind))
    .find((each) => each !== undefined)
  const [driver] = alert.drivers
  return {
    id: alert.id,
    openedAt: iso(alert.openedAt),
    onsetAt: iso(alert.onsetAt),
    title: alert.title,
    topic: alert.topic,
    cut: alert.cut,
    departments: alert.departments,
    observed: alert.facts.finding.observed,
    expected: rounded(alert.facts.finding.expected),
    windowMinutes: alert.bucketMs / minuteMs,
    driver: driver ? { dimension: driver.dimension, value: driver.value, share: driver.share } : null,
    outcome: incident === undefined ? 'unjudged' : incident.kind === 'incident' ? 'caught' : incident.kind,
    incident: incident?.name ?? null,
  }
}

function incidentIn(incident: Incident, replay: Replay): ReportedIncident {
  const { name, department, topic, kind, startsAt } = incident
  const caught = caughtBy(incident, replay)
  const reportAt = Math.floor(startsAt / dayMs) * dayMs + reportMs
  return {
    name,
    department,
    topic,
    kind,
    startsAt: iso(startsAt),
    caught: caught
      ? {
          alertId: caught.alert.id,
          at: iso(caught.at),
          delayMinutes: Math.round((caught.at - startsAt) / minuteMs),
          leadMinutes: Math.round((reportAt - caught.at) / minuteMs),
        }
      : null,
  }
}

function weeksOf(alerts: readonly Alert[]): Report['byWeek'] {
  const weeks = new Map<string, Record<string, number>>()
  for (const { openedAt, departments } of alerts) {
    const week = iso(Math.floor((openedAt - mondayMs) / weekMs) * weekMs + mondayMs).slice(0, 10)
    const counts = weeks.get(week) ?? {}
    weeks.set(week, added(counts, departments[0] ?? ''))
  }
  return [...weeks].map(([week, departments]) => ({ week, departments }))
}

const added = (counts: Record<string, number>, key: string) => ({ ...counts, [key]: (counts[key] ?? 0) + 1 })

function summaryOf(found: {
  alerts: ReportedAlert[]
  incidents: ReportedIncident[]
  weeks: number
}): Report['summary'] {
  const { alerts, incidents, weeks } = found
  const real = incidents.filter(({ kind }) => kind === 'incident')
  const caught = real.flatMap((each) => each.caught ?? [])
  const falseOnes = alerts.filter(({ outcome }) => outcome !== 'caught')
  return {
    alerts: alerts.length,
    alertsPerWeek: rounded(alerts.length / Math.max(weeks, 1 / 7)),
    caught: caught.length,
    missed: real.length - caught.length,
    trapsAlerted: incidents.filter(({ kind, caught: by }) => kind === 'trap' && by).length,
    noise: incidents.filter(({ kind, caught: by }) => kind === 'noise' && by).length,
    falseAlerts: falseOnes.length,
    falseByDepartment: falseOnes.reduce((counts, { departments }) => added(counts, departments[0] ?? ''), {}),
    medianLeadMinutes: median(caught.map(({ leadMinutes }) => leadMinutes)),
    medianDelayMinutes: median(caught.map(({ delayMinutes }) => delayMinutes)),
    medianMinutesFromOnset: median(
      alerts.map(({ onsetAt, openedAt }) => Math.round((Date.parse(openedAt) - Date.parse(onsetAt)) / minuteMs)),
    ),
  }
}

const iso = (at: number) => new Date(at).toISOString()
const rounded = (x: number) => Math.round(x * 100) / 100
