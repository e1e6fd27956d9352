import type { Report, ReportedIncident } from '../../../alerts/backtest/report.ts'
import { displayValue } from '../../../alerts/alert/display-value.ts'
import { percent, spanOf } from '../../../infra/format.ts'
import { otherRules, type OtherRule } from '../../../alerts/backtest/other-rules.ts'
import type { OutageRow } from './outages.ts'
import type { StreamReport } from './streams.ts'

const minuteMs = 60_000
const dayMinutes = 24 * 60

const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) => [
  line(head),
  line(head.map(() => '---')),
  ...rows.map(line),
]

/** As Markdown, for docs/benchmarks.md. */
export function outageTable(rows: readonly OutageRow[]): string[] {
  return table(
    [
      'crowd reports of outages, 20-minute buckets',
      'surges found',
      'of these within one bucket',
      'false episodes a series-week',
      "GitHub's own incidents with at least 5 reports",
    ],
    rows.map((row) => [
      row.rule === 'groundswell' ? '**groundswell**' : row.rule,
      `${row.found} of ${row.surges} (${percent(row.found / row.surges)})`,
      percent(row.withinOneBucket),
      row.falsePerSeriesWeek.toFixed(3),
      `${row.incidentsCaught} of ${row.incidents}`,
    ]),
  )
}

/** Each incident and trap of each stream, by our detector. */
export function incidentTable(streams: readonly StreamReport[]): string[] {
  const rows = streams.flatMap((stream) =>
    stream.reports['groundswell']!.incidents.map((incident) => [stream.stream, ...incidentCells(incident, stream)]),
  )
  return table(
    [
      'stream',
      'incident',
      'caught',
      'alerts',
      'after onset',
      'after the first public word',
      'first alert',
      'first driver',
      'severity',
    ],
    rows,
  )
}

function incidentCells(incident: ReportedIncident, { isByDay, firstWords, reports }: StreamReport): string[] {
  const { name, kind, isOutside, caught } = incident
  const called = kind === 'incident' ? name : `${kind}: ${name}`
  if (!caught)
    return [called, isOutside ? 'outside the period' : kind === 'incident' ? 'no' : 'quiet', '', '', '', '', '', '']
  const saidAt = firstWords[name]
  const sinceWords = saidAt === undefined ? undefined : (Date.parse(caught.at) - saidAt) / minuteMs
  return [
    called,
    kind === 'incident' ? 'yes' : 'alerted',
    String(reports['groundswell']!.alerts.filter((alert) => alert.incident === name).length),
    lag(caught.delayMinutes, isByDay),
    sinceWords === undefined ? '' : lag(sinceWords, isByDay),
    caught.title,
    caught.driver ? displayValue(caught.driver) : '',
    caught.severity,
  ]
}

function lag(minutes: number, isByDay: boolean): string {
  if (!isByDay) return (minutes < 0 ? '−' : '') + spanOf(Math.abs(Math.round(minutes)) * minuteMs)
  const days = Math.floor(minutes / dayMinutes)
  return days === 0 ? 'the same day' : `${days} ${days === 1 ? 'day' : 'days'}`
}

/** Each stream by each detector: caught, median lag, other alerts a week, traps. */
export function comparisonTable(streams: readonly StreamReport[]): string[] {
  const rows = streams.flatMap(({ stream, isByDay, reports }) =>
    Object.entries(reports).map(([name, report]) => [
      stream,
      name === 'groundswell' ? '**groundswell**' : name,
      ...comparisonCells(report, isByDay),
    ]),
  )
  return table(
    ['stream', 'detector', 'incidents caught', 'median after onset', 'other alerts a week', 'traps alerted'],
    rows,
  )
}

function comparisonCells({ summary, alerts, incidents, weeks }: Report, isByDay: boolean): (string | number)[] {
  const { caught, missed, medianDelayMinutes: delay, trapsAlerted } = summary
  const others = alerts.filter(({ outcome }) => outcome === 'unjudged').length
  const traps = incidents.filter(({ kind, isOutside }) => kind === 'trap' && !isOutside).length
  return [
    `${caught} of ${caught + missed}`,
    delay === null ? '' : lag(delay, isByDay),
    (others / Math.max(weeks, 1 / 7)).toFixed(1),
    traps === 0 ? '' : `${trapsAlerted} of ${traps}`,
  ]
}

/** What the names in the comparison stand for. */
export const ruleLines = (): string[] =>
  Object.entries<OtherRule>(otherRules).map(([name, { sentence }]) => `- ${name}: ${sentence}.`)
