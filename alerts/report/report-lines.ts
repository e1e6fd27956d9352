import { count, counted, percent, spanOf } from '../../infra/format.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { oneLine } from '../../infra/plain-text.ts'
import type { AlertFigures, DepartmentReport, Praise, Report, Volumes } from './report.ts'

/**
 * The report as plain text: a sentence, some lines for each department, then the stages. Quoted text is reduced to single lines without
 * control characters.
 */
export function reportLines(report: Report, taxonomy: Taxonomy): string[] {
  const { departments, stages, isCompared } = report
  const withData = departments.filter(hasData)
  const unpraised = withData.filter(({ praise }) => praise.mentions === 0)
  const without = departments.filter((department) => !hasData(department))
  return [
    reportSentence(report),
    ...withData.flatMap((department) => ['', ...departmentLines(department, { taxonomy, isCompared })]),
    ...(unpraised.length > 0
      ? ['', `No praise for ${unpraised.map(({ department }) => nameOf(department, taxonomy)).join(', ')}`]
      : []),
    ...(without.length > 0
      ? ['', `No data for ${without.map(({ department }) => nameOf(department, taxonomy)).join(', ')}`]
      : []),
    '',
    'By customer journey stage',
    ...stages.map(({ stage, ...volumes }) => `  ${stage}: ${volumesOf(volumes, isCompared)}`),
  ]
}

/**
 * `1 October 2026 to 7 October 2026 (UTC): 1,204 mentions, 12 % more than before, 31 % negative, sentiment −0.21; 9 alerts opened, 3 of 4
 * rated useful.`
 */
export function reportSentence({ from, to, all, isCompared, alerts: { opened, judged, useful } }: Report): string {
  const ratings = judged === 0 ? '' : `, ${useful} of ${judged} rated useful`
  return `${periodOf(from, to)} (UTC): ${volumesOf(all, isCompared)}; ${counted(opened, 'alert')} opened${ratings}.`
}

/** Whole days by their names; otherwise with hours. */
function periodOf(from: number, to: number): string {
  const isWhole = from % dayMs === 0 && to % dayMs === 0
  const [first, last] = isWhole ? [dayOf(from), dayOf(to - 1)] : [momentOf(from), momentOf(to)]
  return first === last ? first : `${first} to ${last}`
}

const hasData = ({ volume, before, alerts }: DepartmentReport) =>
  volume > 0 || before > 0 || alerts.opened > 0 || alerts.watched > 0

function departmentLines(
  report: DepartmentReport,
  { taxonomy, isCompared }: { taxonomy: Taxonomy; isCompared: boolean },
): string[] {
  const { department, alerts, praise, advocates } = report
  return [
    nameOf(department, taxonomy),
    `  ${volumesOf(report, isCompared)}`,
    ...(alerts.opened + alerts.watched > 0 ? [`  ${alertsOf(alerts)}`] : []),
    ...(praise.mentions > 0 ? praiseLines(praise, taxonomy) : []),
    ...(advocates.length > 0 ? ['  Advocates to thank:'] : []),
    ...advocates.map(
      ({ handle, source, praises, url }) =>
        `    ${oneLine(handle)} on ${oneLine(source)}, ${counted(praises, 'praise mention')}${url ? `, ${oneLine(url)}` : ''}`,
    ),
  ]
}

function volumesOf({ volume, before, negativeShare, sentiment }: Volumes, isCompared: boolean): string {
  const tone =
    negativeShare === null || sentiment === null
      ? ''
      : `, ${percent(negativeShare)} negative, sentiment ${sentiment.toFixed(2).replace('-', '−')}`
  const change = isCompared ? changeOf(volume, before) : 'no earlier data'
  return `${counted(volume, 'mention')}, ${change}${tone}`
}

function changeOf(now: number, before: number): string {
  if (now === before) return 'as many as before'
  if (before === 0) return 'none before'
  const share = Math.round((100 * Math.abs(now - before)) / before)
  return `${share} % ${now > before ? 'more' : 'fewer'} than before`
}

function alertsOf({ opened, watched, verdicts, judged, ...medians }: AlertFigures): string {
  const { medianAcknowledgeMs: acknowledge, medianResolveMs: resolve, medianLeadMs: lead } = medians
  const watching = watched > 0 ? `, ${count(watched)} more watched` : ''
  const parts = [
    `${counted(opened, 'alert')} opened${watching}`,
    ...(opened === 0
      ? []
      : [acknowledge === null ? 'none acknowledged' : `time to acknowledge ${spanOf(acknowledge)}`]),
    ...(opened === 0 ? [] : [resolve === null ? 'none resolved' : `time to resolve ${spanOf(resolve)}`]),
    ...(lead === null
      ? []
      : [lead < 0 ? `lead over the daily report ${spanOf(-lead)} late` : `lead over the daily report ${spanOf(lead)}`]),
    ...(judged === 0 ? [] : [`${verdicts.useful} of ${judged} rated useful`]),
  ]
  return parts.join('; ')
}

function praiseLines({ mentions, topics, products, quote }: Praise, taxonomy: Taxonomy): string[] {
  const named = [
    ...topics.map(({ topic, mentions: n }) => `${topicName(topic, taxonomy)} (${n})`),
    ...products.map(({ product, mentions: n }) => `${oneLine(product)} (${n})`),
  ]
  return [
    `  Praise in ${counted(mentions, 'mention')}${named.length > 0 ? `: ${named.join(', ')}` : ''}`,
    ...(quote
      ? [`    “${oneLine(quote.text)}” ${[quote.author, quote.source].map(oneLine).filter(Boolean).join(', ')}`]
      : []),
  ]
}

const nameOf = (department: string, { departments }: Taxonomy) =>
  departments.find(({ id }) => id === department)?.name ?? department
const topicName = (topic: string, { topics }: Taxonomy) => topics.find(({ id }) => id === topic)?.name ?? oneLine(topic)

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const dayOf = (ms: number) => day.format(ms)
const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const momentOf = (ms: number) => moment.format(ms)
const dayMs = 24 * 3_600_000
