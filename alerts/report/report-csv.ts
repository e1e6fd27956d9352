import { toCsv } from '../../infra/csv.ts'
import type { ReportContent } from './report-content.ts'
import type { AlertFigures, Volumes } from './report.ts'

const minuteMs = 60_000
/** Spreadsheets take a file without it for one in the character set of the machine. */
const byteOrderMark = '\u{feff}'

const header = [
  'from',
  'to',
  'kind',
  'name',
  'mentions',
  'mentions_before',
  'negative_share',
  'sentiment',
  'alerts_opened',
  'alerts_watched',
  'acknowledge_minutes',
  'resolve_minutes',
  'lead_minutes',
  'rated',
  'rated_useful',
  'praise_mentions',
]

type Cells = (string | number | null)[]

/** The report as a table: a row for everything, for each department and for each customer journey stage. Times in UTC. */
export function reportCsv({ report, departments }: ReportContent): string {
  const { from, to, all, alerts, stages, isCompared } = report
  const period = [new Date(from).toISOString(), new Date(to).toISOString()]
  const volumes = ({ volume, before, negativeShare, sentiment }: Volumes): Cells => [
    volume,
    isCompared ? before : null,
    rounded(negativeShare),
    rounded(sentiment),
  ]
  const none = (cells: number): Cells => Array<null>(cells).fill(null)
  const rows: Cells[] = [
    ['all', '', ...volumes(all), alerts.opened, ...none(4), alerts.judged, alerts.useful, null],
    ...report.departments.map(({ department, alerts: own, praise, ...its }): Cells => [
      'department',
      departments[department] ?? department,
      ...volumes(its),
      ...figures(own),
      praise.mentions,
    ]),
    ...stages.map(({ stage, ...its }): Cells => ['stage', stage, ...volumes(its), ...none(8)]),
  ]
  return byteOrderMark + toCsv([header, ...rows.map((row) => [...period, ...row])])
}

const figures = (own: AlertFigures): Cells => [
  own.opened,
  own.watched,
  minutes(own.medianAcknowledgeMs),
  minutes(own.medianResolveMs),
  minutes(own.medianLeadMs),
  own.judged,
  own.verdicts.useful,
]

const minutes = (ms: number | null) => (ms === null ? null : Math.round(ms / minuteMs))
const rounded = (share: number | null) => (share === null ? null : Math.round(share * 10_000) / 10_000)
