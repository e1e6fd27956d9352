import { percent, spanOf, dateTimeOf } from '../../infra/format.ts'
import type { Backtest } from './backtest.ts'
import type { Comparison } from './compare.ts'
import type { Rule } from './replay.ts'
import type { Report, ReportedAlert, ReportedIncident } from './report.ts'

/** A backtest as lines for the terminal. */
export function linesOf(backtest: Backtest): string[] {
  const { from, to, learntFrom, evaluations, rule, as, suggestion, against } = backtest
  return [
    `${dateTimeOf(from)} to ${dateTimeOf(to)}, ${evaluations.toLocaleString('en')} evaluations; baseline learnt from ${dateTimeOf(learntFrom)}`,
    as === null ? `rule: ${ruleOf(rule)}` : `rule of another product: ${as}`,
    '',
    ...weekLines(backtest),
    '',
    ...(backtest.alerts.length === 0 ? ['no alerts'] : backtest.alerts.map(alertLine)),
    '',
    ...backtest.incidents.map(incidentLine),
    ...summaryLines(backtest),
    '',
    ...(as === null ? suggestionLines(backtest.summary, suggestion) : []),
    ...(against ? ['', `against: ${ruleOf(against.report.rule)}`, ...changeLines(against.changes)] : []),
  ]
}

function weekLines({ byWeek, alerts }: Report): string[] {
  const departments = [...new Set(alerts.map((alert) => alert.departments[0] ?? ''))].toSorted()
  if (departments.length === 0) return []
  const columns = departments.map((department) => department.padStart(Math.max(6, department.length)))
  return [
    `alerts in the week of ${columns.join('  ')}`,
    ...byWeek.map(
      ({ week, departments: counts }) =>
        `${week.padStart(21)} ${departments.map((each, i) => String(counts[each] ?? '–').padStart(columns[i]!.length)).join('  ')}`,
    ),
  ]
}

function alertLine(alert: ReportedAlert): string {
  const { kind, openedAt, title, observed, expected, windowMinutes, driver, departments, outcome, incident } = alert
  const why = driver ? `; ${driver.dimension} ${driver.value} ${percent(driver.share)} of the increase` : ''
  const judged = outcome === 'unjudged' ? 'unjudged' : `${outcome}: ${incident}`
  if (kind === 'hazard') return `${dateTimeOf(openedAt)}  ${title} (${departments[0]}): one report  [${judged}]`
  return `${dateTimeOf(openedAt)}  ${title} (${departments[0]}): ${observed} in ${span(windowMinutes)} (expected ${expected})${why}  [${judged}]`
}

function incidentLine({ name, kind, startsAt, isOutside, caught }: ReportedIncident): string {
  const called = kind === 'incident' ? name : `${kind}: ${name}`
  if (isOutside) return `outside  ${called}, began at ${dateTimeOf(startsAt)}, outside the period`
  const alert = caught ? `, as ${caught.title}` : ''
  if (kind !== 'incident') return `${caught ? 'alerted' : 'quiet  '}  ${called}${alert}`
  return caught
    ? `caught   ${name}, ${span(caught.delayMinutes)} after its start at ${dateTimeOf(startsAt)}, ${span(caught.leadMinutes)} before the daily report${alert}`
    : `missed   ${name}, started at ${dateTimeOf(startsAt)}`
}

function summaryLines({ summary: s, weeks, incidents }: Report): string[] {
  const perDepartment = Object.entries(s.falseByDepartment).map(([department, n]) => `${department} ${n}`)
  const known = incidents.length > 0
  return [
    `${s.alerts} alerts in ${weeks} weeks, ${s.alertsPerWeek} per week`,
    ...(known
      ? [
          `incidents: ${s.caught} caught, ${s.missed} missed${s.outside > 0 ? `, ${s.outside} outside the period` : ''}; ${s.trapsAlerted} traps and ${s.noise} known noise alerted`,
        ]
      : ['no known incidents: give --truth FILE, or rate alerts']),
    ...(s.hazardReports > 0 ? [`alerts of a single hazard report: ${s.hazardReports}, not counted as false`] : []),
    `alerts without a known incident: ${s.falseAlerts}${perDepartment.length > 0 ? ` (${perDepartment.join(', ')})` : ''}`,
    ...(s.medianLeadMinutes === null
      ? []
      : [
          `median: ${span(s.medianDelayMinutes!)} after the start of an incident, ${span(s.medianLeadMinutes)} before the daily report at 09:00 UTC of the next day`,
        ]),
    ...(s.medianMinutesFromOnset === null ? [] : [`median from onset to alert: ${span(s.medianMinutesFromOnset)}`]),
  ]
}

function suggestionLines({ caught, falseAlerts }: Report['summary'], suggestion: Backtest['suggestion']): string[] {
  if (suggestion) return [`suggestion (replayed): ${ruleOf(suggestion.rule)}`, ...changeLines(suggestion.changes)]
  if (caught === 0) return ['no suggestion: no incident was caught, so stricter rules cannot be compared']
  return falseAlerts === 0
    ? ['no suggestion: every alert caught an incident']
    : [
        'no suggestion: no stricter rule raises fewer alerts and still catches every incident within 30 min of the original alert',
      ]
}

function changeLines(changes: Comparison): string[] {
  const { appear, disappear, caughtToo, missedThen, alertsPerWeek, falseAlerts } = changes
  return [
    `  ${alertsPerWeek[1]} instead of ${alertsPerWeek[0]} alerts per week, ${falseAlerts[1]} instead of ${falseAlerts[0]} without a known incident`,
    ...caughtToo.map((name) => `  also caught: ${name}`),
    ...missedThen.map((name) => `  no longer caught: ${name}`),
    ...appear.map((alert) => `  + ${alertLine(alert)}`),
    ...disappear.map((alert) => `  − ${alertLine(alert)}`),
    ...(appear.length + disappear.length === 0 ? ['  same alerts'] : []),
  ]
}

const ruleOf = ({ budgetPerWeek, gates }: Rule) =>
  `${plain(budgetPerWeek)} false alarms per department and week; at least ${gates.mentions} mentions, ${gates.authors} authors, ${gates.texts} texts, ${gates.ratio} times the expected count`

const plain = (x: number) => String(Number(x.toPrecision(3)))

const span = (minutes: number) => (minutes < 0 ? '−' : '') + spanOf(Math.abs(minutes) * 60_000)
