import { capital } from '../../infra/format.ts'
import { toCsv } from '../../infra/csv.ts'
import type { ReportContent } from './report-content.ts'
import type { AlertFigures, Volumes } from './report.ts'

const minuteMs = 60_000
/** Spreadsheets take a file without it for one in the character set of the machine. */
const byteOrderMark = '\u{feff}'

const header = [
  'from (UTC)',
  'to (UTC)',
  'section',
  'department',
  'name',
  'mentions',
  'mentions in the previous period',
  'negative (%)',
  'sentiment (-1 to 1)',
  'alerts',
  'alerts watched',
  'time to acknowledge (min)',
  'time to resolve (min)',
  'lead over the daily report (min)',
  'alerts rated',
  'alerts rated useful',
  'mentions that praise',
]

type Cells = (string | number | null)[]

/**
 * The report as a table: a row for everything, for each department, for each customer journey stage, and for each topic and product that a
 * department is praised for. Times in UTC.
 */
export function reportCsv({ report, departments, topics }: ReportContent): string {
  const { from, to, all, alerts, stages, isCompared } = report
  const period = [new Date(from).toISOString(), new Date(to).toISOString()]
  const volumes = ({ volume, before, negativeShare, sentiment }: Volumes): Cells => [
    volume,
    isCompared ? before : null,
    percent(negativeShare),
    rounded(sentiment),
  ]
  const none = (cells: number): Cells => Array<null>(cells).fill(null)
  const nameOf = (department: string) => departments[department] ?? department
  const rows: Cells[] = [
    ['all', '', 'All', ...volumes(all), alerts.opened, ...none(4), alerts.judged, alerts.useful, null],
    ...report.departments.map(({ department, alerts: own, praise, ...its }): Cells => [
      'department',
      nameOf(department),
      nameOf(department),
      ...volumes(its),
      ...figures(own),
      praise.mentions,
    ]),
    ...stages.map(({ stage, ...its }): Cells => [
      'customer journey stage',
      '',
      capital(stage),
      ...volumes(its),
      ...none(8),
    ]),
    ...report.departments.flatMap(({ department, praise }): Cells[] => {
      const row = (section: string, name: string, mentions: number): Cells => [
        section,
        nameOf(department),
        name,
        ...none(11),
        mentions,
      ]
      return [
        ...praise.topics.map(({ topic, mentions }) => row('praised topic', topics[topic] ?? topic, mentions)),
        ...praise.products.map(({ product, mentions }) => row('praised product', product, mentions)),
      ]
    }),
  ]
  return byteOrderMark + toCsv([header, ...rows.map((row) => [...period, ...row])])
}

const figures = (own: AlertFigures): Cells => [
  own.involved,
  own.watched,
  minutes(own.medianAcknowledgeMs),
  minutes(own.medianResolveMs),
  minutes(own.medianLeadMs),
  own.judged,
  own.verdicts.useful,
]

const percent = (share: number | null) => (share === null ? null : Math.round(share * 1_000) / 10)
const minutes = (ms: number | null) => (ms === null ? null : Math.round(ms / minuteMs))
const rounded = (share: number | null) => (share === null ? null : Math.round(share * 10_000) / 10_000)
