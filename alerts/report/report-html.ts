import { capital, count, counted, percent, spanOf } from '../../infra/format.ts'
import { escapedHtml as escaped, oneLine, webUrl } from '../../infra/plain-text.ts'
import type { ReportContent } from './report-content.ts'
import type { DepartmentReport, Volumes } from './report.ts'

/** The report as one file: no script and nothing that is loaded, to be read in any browser and printed on A4 and Letter. */
export function reportHtml(content: ReportContent): string {
  const { sentence } = content
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Groundswell report</title><style>${style}</style></head>
<body><main><h1>Groundswell report</h1><p class="lede">${escaped(sentence)}</p>
${[changesOf(content), departmentsOf(content), stagesOf(content), praiseOf(content), worthOf(content)].join('\n')}
</main></body></html>
`
}

const style = `
@page{margin:14mm}
body{margin:0;color:#131820;background:#fff;font:14px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif}
main{max-width:1000px;margin:0 auto;padding:24px 16px}
h1{font-size:22px;margin:0 0 8px}h2{font-size:16px;margin:24px 0 8px}
.lede{font-size:16px;margin:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:6px 8px;border-bottom:1px solid #dfe3e9;vertical-align:top}
th{color:#4a5361;font-size:12px}
.n{text-align:right;font-variant-numeric:tabular-nums}
blockquote{margin:4px 0 12px;padding-left:12px;border-left:3px solid #c5ccd6}
.soft{color:#4a5361}
a{color:#0a5fb4}
tr,li,blockquote{break-inside:avoid}
h2{break-after:avoid}
@media print{main{max-width:none;padding:0}body{font-size:11px}th{font-size:10px}th,td{padding:4px}.scroll{overflow:visible}}`

interface Column<T> {
  head: string
  /** Numbers stand to the right. */
  isText?: true
  cell: (row: T) => string
}

function table<T>(rows: readonly T[], columns: readonly Column<T>[], label: string): string {
  const kind = ({ isText }: Column<T>) => (isText ? '' : ' class="n"')
  const heads = columns.map((column) => `<th scope="col"${kind(column)}>${escaped(column.head)}</th>`).join('')
  const body = rows
    .map(
      (row) => `<tr>${columns.map((column) => `<td${kind(column)}>${escaped(column.cell(row))}</td>`).join('')}</tr>`,
    )
    .join('')
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(label)}"><table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`
}

const section = (title: string, content: string) => `<section><h2>${escaped(title)}</h2>${content}</section>`
const paragraph = (text: string) => `<p>${escaped(text)}</p>`

const share = (value: number | null) => (value === null ? '–' : percent(value))
const sentiment = (value: number | null) => (value === null ? '–' : value.toFixed(2).replace('-', '−'))
const span = (ms: number | null) => (ms === null ? '–' : ms < 0 ? `${spanOf(-ms)} late` : spanOf(ms))

const weekMs = 7 * 86_400_000

const volumeColumns = ({ from, to, isCompared }: ReportContent['report']): Column<Volumes>[] => [
  { head: 'Mentions', cell: ({ volume }) => count(volume) },
  {
    head: to - from === weekMs ? 'Previous 7 days' : 'Previous period',
    cell: ({ before }) => (isCompared ? count(before) : 'no data'),
  },
  { head: 'Negative', cell: ({ negativeShare }) => share(negativeShare) },
  { head: 'Sentiment (−1 to 1)', cell: ({ sentiment: score }) => sentiment(score) },
]

function changesOf({ report: { changes, isCompared }, topics }: ReportContent): string {
  const items = changes.map(
    ({ topic, negative, negativeBefore }) =>
      `<li>${escaped(topics[topic] ?? topic)}: ${counted(negative, 'negative mention')}, ${count(negativeBefore)} in the period before</li>`,
  )
  const none = isCompared
    ? 'No topic has clearly more or fewer negative mentions than in the period before.'
    : 'Mentions were not collected in all of the period before, so nothing is compared.'
  return section('What changed most', items.length > 0 ? `<ol>${items.join('')}</ol>` : paragraph(none))
}

function departmentsOf({ report, departments: names }: ReportContent): string {
  return section(
    'Departments',
    table<DepartmentReport>(
      report.departments,
      [
        { head: 'Department', isText: true, cell: ({ department }) => names[department] ?? department },
        ...volumeColumns(report),
        {
          head: 'Alerts',
          cell: ({ alerts: { involved, watched } }) =>
            count(involved) + (watched > 0 ? `, ${count(watched)} watched` : ''),
        },
        { head: 'Time to acknowledge', cell: ({ alerts }) => span(alerts.medianAcknowledgeMs) },
        { head: 'Time to resolve', cell: ({ alerts }) => span(alerts.medianResolveMs) },
        { head: 'Lead over the daily report', cell: ({ alerts }) => span(alerts.medianLeadMs) },
        {
          head: 'Rated useful',
          cell: ({ alerts: { judged, verdicts } }) => (judged === 0 ? '–' : `${verdicts.useful} of ${judged}`),
        },
      ],
      'Departments',
    ),
  )
}

function stagesOf({ report }: ReportContent): string {
  return section(
    'By customer journey stage',
    table<Volumes & { stage: string }>(
      report.stages,
      [{ head: 'Stage', isText: true, cell: ({ stage }) => capital(stage) }, ...volumeColumns(report)],
      'By customer journey stage',
    ),
  )
}

function praiseOf({ report: { departments }, departments: names, topics }: ReportContent): string {
  const praised = departments.filter(({ praise }) => praise.mentions > 0)
  if (praised.length === 0) return ''
  const parts = praised.map(({ department, praise: { mentions, topics: of, products, quote } }) => {
    const about = [
      ...of.map(({ topic, mentions: n }) => `${topics[topic] ?? topic} (${n})`),
      ...products.map(({ product, mentions: n }) => `${product} (${n})`),
    ]
    const words = `${names[department] ?? department}: ${counted(mentions, 'mention')}${about.length > 0 ? `; ${about.join(', ')}` : ''}`
    return `${paragraph(words)}${quote && quote.text !== '' ? quoted(quote) : ''}`
  })
  return section('Praise', parts.join(''))
}

function quoted({ text, author, source, url }: { text: string; author: string; source: string; url: string }): string {
  const by = escaped([author, source].map(oneLine).filter(Boolean).join(', '))
  const link = webUrl(url)
  return `<blockquote>${escaped(oneLine(text))}<br><span class="soft">${link === undefined ? by : `<a href="${escaped(link)}">${by}</a>`}</span></blockquote>`
}

function worthOf({ report: { worth } }: ReportContent): string {
  if (!worth) return ''
  const { warnings, leadMs, complaints, contactsAvoided, saved, assumptions } = worth
  const { contactsPerMention, avoidedShare, costPerContact, currency } = assumptions
  const words =
    warnings === 0
      ? 'No alert rated useful came before the daily report.'
      : `${counted(warnings, 'alert')} rated useful came before the daily report, ${spanOf(leadMs)} in total: about ${counted(Math.round(contactsAvoided), 'contact')} avoided, ${currency} ${count(saved)}.`
  const assumed = `Assumed: ${counted(Math.round(complaints), 'mention')} above the expected came in that time, each stands for ${contactsPerMention} contacts, ${percent(avoidedShare)} of them were avoided, at ${currency} ${costPerContact} each (configuration: worth).`
  return section('What alerts were worth', paragraph(words) + (warnings === 0 ? '' : paragraph(assumed)))
}
