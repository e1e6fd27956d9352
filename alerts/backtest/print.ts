import type { Backtest } from './backtest.ts'
import type { Comparison } from './compare.ts'
import type { Rule } from './replay.ts'
import type { Report, ReportedAlert, ReportedIncident } from './report.ts'

/** A backtest for people. */
export function linesOf(backtest: Backtest): string[] {
  const { from, to, learntFrom, evaluations, rule, suggestion, against } = backtest
  return [
    `${minuteOf(from)} to ${minuteOf(to)}, ${evaluations.toLocaleString('en')} evaluations; what is usual is learnt from ${minuteOf(learntFrom)}`,
    `rule: ${ruleOf(rule)}`,
    '',
    ...weekLines(backtest),
    '',
    ...(backtest.alerts.length === 0 ? ['no alert'] : backtest.alerts.map(alertLine)),
    '',
    ...backtest.incidents.map(incidentLine),
    ...summaryLines(backtest),
    '',
    ...suggestionLines(backtest.summary, suggestion),
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
  const { openedAt, title, observed, expected, windowMinutes, driver, departments, outcome, incident } = alert
  const why = driver ? `; ${driver.dimension} ${driver.value} ${Math.round(driver.share * 100)} %` : ''
  const told = outcome === 'unjudged' ? 'unjudged' : `${outcome}: ${incident}`
  return `${minuteOf(openedAt)}  ${title} (${departments[0]}): ${observed} in ${windowMinutes} minutes, ${expected} usual${why}  [${told}]`
}

function incidentLine({ name, kind, startsAt, caught }: ReportedIncident): string {
  if (kind !== 'incident') return `${caught ? 'alerted' : 'quiet  '}  ${kind}: ${name}`
  return caught
    ? `caught   ${name}, ${span(caught.delayMinutes)} after its start at ${minuteOf(startsAt)}, ${span(caught.leadMinutes)} before the daily report`
    : `missed   ${name}, started at ${minuteOf(startsAt)}`
}

function summaryLines({ summary: s, weeks, incidents }: Report): string[] {
  const perDepartment = Object.entries(s.falseByDepartment).map(([department, n]) => `${department} ${n}`)
  const known = incidents.length > 0
  return [
    `${s.alerts} alerts in ${weeks} weeks, ${s.alertsPerWeek} a week`,
    ...(known
      ? [
          `incidents: ${s.caught} caught, ${s.missed} missed; ${s.trapsAlerted} traps and ${s.noise} known noise alerted`,
        ]
      : ['nothing is known of incidents: give --truth FILE, or verdicts to alerts']),
    `alerts that told of no known incident: ${s.falseAlerts}${perDepartment.length > 0 ? ` (${perDepartment.join(', ')})` : ''}`,
    ...(s.medianLeadMinutes === null
      ? []
      : [
          `median: ${span(s.medianDelayMinutes!)} after the start of an incident, ${span(s.medianLeadMinutes)} before the daily report at 09:00 UTC of the day after`,
        ]),
    ...(s.medianMinutesFromOnset === null
      ? []
      : [`median from when the excess began to the alert: ${span(s.medianMinutesFromOnset)}`]),
  ]
}

function suggestionLines({ caught, falseAlerts }: Report['summary'], suggestion: Backtest['suggestion']): string[] {
  if (suggestion) return [`suggestion, replayed: ${ruleOf(suggestion.rule)}`, ...changeLines(suggestion.changes)]
  if (caught === 0) return ['no suggestion: no incident was caught that a stricter rule would have to keep']
  return falseAlerts === 0
    ? ['no suggestion: every alert told of an incident']
    : ['no suggestion: no stricter rule alerts less and keeps every caught incident within half an hour']
}

function changeLines(changes: Comparison): string[] {
  const { appear, disappear, caughtToo, missedThen, alertsPerWeek, falseAlerts } = changes
  return [
    `  ${alertsPerWeek[1]} instead of ${alertsPerWeek[0]} alerts a week, ${falseAlerts[1]} instead of ${falseAlerts[0]} that told of no known incident`,
    ...caughtToo.map((name) => `  caught too: ${name}`),
    ...missedThen.map((name) => `  missed then: ${name}`),
    ...appear.map((alert) => `  + ${alertLine(alert)}`),
    ...disappear.map((alert) => `  − ${alertLine(alert)}`),
    ...(appear.length + disappear.length === 0 ? ['  the same alerts'] : []),
  ]
}

const ruleOf = ({ budgetPerWeek, gates }: Rule) =>
  `${plain(budgetPerWeek)} false alarms per department and week; at least ${gates.mentions} mentions, ${gates.authors} authors, ${gates.texts} texts, ${gates.ratio} times what is usual`

const plain = (x: number) => String(Number(x.toPrecision(3)))
const minuteOf = (iso: string) => iso.slice(0, 16).replace('T', ' ')

function span(minutes: number): string {
  if (Math.abs(minutes) < 120) return `${Math.round(minutes)} minutes`
  return `${Math.round(minutes / 6) / 10} hours`
}
