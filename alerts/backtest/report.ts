import type { Alert } from '../alert/alert.ts'
import { median } from '../../infra/median.ts'
import type { Incident } from './incidents.ts'
import { caughtBy, caughtIncidents, type Caught } from './match.ts'
import type { Replay, ReplayAlert, Rule } from './replay.ts'

const dayMs = 24 * 3_600_000
const minuteMs = 60_000
const weekMs = 7 * dayMs
const mondayMs = 4 * dayMs
/** Lead time is measured against the daily report at 09:00 UTC of the next day. */
const reportMs = dayMs + 9 * 3_600_000

type Outcome = 'caught' | 'trap' | 'noise' | 'unjudged'

/** An alert as it stood when it opened. */
export interface ReportedAlert {
  id: string
  openedAt: string
  onsetAt: string
  kind: Alert['kind']
  title: string
  topic: string
  cut: Alert['cut']
  departments: string[]
  severity: Alert['severity']
  observed: number
  expected: number
  windowMinutes: number
  driver: ReportedDriver | null
  outcome: Outcome
  /** Name of the incident that the alert caught, or of the trap or noise that raised it. */
  incident: string | null
}

type ReportedDriver = { dimension: string; value: string; share: number }

export interface ReportedIncident {
  name: string
  department: string
  topic: string
  kind: Incident['kind']
  startsAt: string
  /** It began before or after the replayed period, so it is neither caught nor missed. */
  isOutside: boolean
  caught: ReportedCatch | null
}

/** The alert at the first notification within the incident. Minutes from the incident's start to it, and from it to the daily report. */
interface ReportedCatch {
  alertId: string
  at: string
  title: string
  severity: Alert['severity']
  driver: ReportedDriver | null
  delayMinutes: number
  leadMinutes: number
}

/** The alerts of a replay, compared with known incidents; printed by `backtest --json`. */
export interface Report {
  rule: Rule
  /** The other product's rule in a sentence, where it took the place of ours; else null. */
  as: string | null
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
    /** Incidents and traps outside the period. */
    outside: number
    trapsAlerted: number
    noise: number
    /** Alerts that single reports of hazards opened and that are no incident of the truth, nor a trap or noise: they are not false. */
    hazardReports: number
    /** Other alerts that caught no incident: in total, and by the owning department. */
    falseAlerts: number
    falseByDepartment: Record<string, number>
    medianLeadMinutes: number | null
    medianDelayMinutes: number | null
    /** From onset to alert, over all alerts. */
    medianMinutesFromOnset: number | null
  }
}

export function reportOf(replay: Replay, known: readonly Incident[], learntFrom: number): Report {
  const { from, to, evaluations, rule, changes } = replay
  const within = known.filter(({ startsAt }) => startsAt >= from && startsAt <= to)
  const opened = new Map(changes.filter(({ change }) => change === 'opened').map((change) => [change.alertId, change]))
  const alerts = replay.alerts.map((alert) =>
    reported(opened.get(alert.id)?.alert ?? alert, caughtIncidents(alert.id, within, replay)),
  )
  const incidents = known.map((incident) =>
    incidentIn(incident, within.includes(incident) ? caughtBy(incident, replay) : 'outside'),
  )
  const weeks = (to - from) / weekMs
  return {
    rule,
    as: replay.as ?? null,
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

function reported(alert: ReplayAlert, matched: readonly Incident[]): ReportedAlert {
  const incident = (['incident', 'trap', 'noise'] as const)
    .map((kind) => matched.find((each) => each.kind === kind))
    .find((each) => each !== undefined)
  return {
    id: alert.id,
    openedAt: iso(alert.openedAt),
    onsetAt: iso(alert.onsetAt),
    kind: alert.kind,
    title: alert.title,
    topic: alert.topic,
    cut: alert.cut,
    departments: alert.departments,
    severity: alert.severity,
    observed: alert.facts.finding.observed,
    expected: rounded(alert.facts.finding.expected),
    windowMinutes: alert.bucketMs / minuteMs,
    driver: firstDriver(alert),
    outcome: incident === undefined ? 'unjudged' : incident.kind === 'incident' ? 'caught' : incident.kind,
    incident: incident?.name ?? null,
  }
}

function firstDriver({ drivers: [first] }: ReplayAlert): ReportedDriver | null {
  return first ? { dimension: first.dimension, value: first.value, share: first.share } : null
}

function incidentIn(incident: Incident, caught: Caught | undefined | 'outside'): ReportedIncident {
  const { name, department, topic, kind, startsAt } = incident
  const isOutside = caught === 'outside'
  return {
    name,
    department,
    topic,
    kind,
    startsAt: iso(startsAt),
    isOutside,
    caught: isOutside || !caught ? null : catchOf(caught, startsAt),
  }
}

function catchOf({ alert, at }: Caught, startsAt: number): ReportedCatch {
  const reportAt = Math.floor(startsAt / dayMs) * dayMs + reportMs
  return {
    alertId: alert.id,
    at: iso(at),
    title: alert.title,
    severity: alert.severity,
    driver: firstDriver(alert),
    delayMinutes: Math.round((at - startsAt) / minuteMs),
    leadMinutes: Math.round((reportAt - at) / minuteMs),
  }
}

function weeksOf(alerts: readonly ReplayAlert[]): Report['byWeek'] {
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
  const real = incidents.filter(({ kind, isOutside }) => kind === 'incident' && !isOutside)
  const caught = real.flatMap((each) => each.caught ?? [])
  const isReport = ({ kind, outcome }: ReportedAlert) => kind === 'hazard' && outcome === 'unjudged'
  const falseOnes = alerts.filter((alert) => alert.outcome !== 'caught' && !isReport(alert))
  return {
    alerts: alerts.length,
    alertsPerWeek: rounded(alerts.length / Math.max(weeks, 1 / 7)),
    caught: caught.length,
    missed: real.length - caught.length,
    outside: incidents.filter(({ isOutside }) => isOutside).length,
    trapsAlerted: incidents.filter(({ kind, caught: by }) => kind === 'trap' && by).length,
    noise: incidents.filter(({ kind, caught: by }) => kind === 'noise' && by).length,
    hazardReports: alerts.filter(isReport).length,
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
