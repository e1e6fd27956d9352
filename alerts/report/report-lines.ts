import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { oneLine } from '../../infra/plain-text.ts'
import type { AlertFigures, DepartmentReport, Praise, Report, Volumes } from './report.ts'

/** The report as plain text: one sentence, then a few lines for each department, then the stages. Texts of others cannot act in it. */
export function reportLines(report: Report, taxonomy: Taxonomy): string[] {
  const { departments, stages } = report
  const heard = departments.filter(hasSomething)
  const silent = departments.filter((department) => !hasSomething(department))
  return [
    reportSentence(report),
    ...heard.flatMap((department) => ['', ...departmentLines(department, taxonomy)]),
    ...(silent.length > 0
      ? ['', `Nothing for ${silent.map(({ department }) => nameOf(department, taxonomy)).join(', ')}`]
      : []),
    '',
    "Along the customer's life",
    ...stages.map(({ stage, ...volumes }) => `  ${stage}: ${volumesOf(volumes)}`),
  ]
}

/** `1 October 2026 to 7 October 2026 (UTC): 1,204 mentions, 12 % more than before, 31 % negative, mood −0.21; 9 alerts opened, 3 of 4 judged useful.`. */
export function reportSentence({ from, to, all, departments }: Report): string {
  const sum = (of: (figures: AlertFigures) => number) =>
    departments.reduce((total, { alerts }) => total + of(alerts), 0)
  const [opened, judged] = [sum((alerts) => alerts.opened), sum((alerts) => alerts.judged)]
  const told = judged === 0 ? '' : `, ${sum((alerts) => alerts.verdicts.useful)} of ${judged} judged useful`
  const [first, last] = [dayOf(from), dayOf(to - 1)]
  return `${first === last ? first : `${first} to ${last}`} (UTC): ${volumesOf(all)}; ${countOf(opened, 'alert')} opened${told}.`
}

const hasSomething = ({ volume, before, alerts }: DepartmentReport) =>
  volume > 0 || before > 0 || alerts.opened > 0 || alerts.told > 0

function departmentLines(report: DepartmentReport, taxonomy: Taxonomy): string[] {
  const { department, alerts, praise, advocates } = report
  return [
    nameOf(department, taxonomy),
    `  ${volumesOf(report)}`,
    ...(alerts.opened + alerts.told > 0 ? [`  ${alertsOf(alerts)}`] : []),
    ...(praise.mentions > 0 ? praiseLines(praise, taxonomy) : []),
    ...(advocates.length > 0 ? ['  Worth thanking:'] : []),
    ...advocates.map(
      ({ handle, source, praises, url }) =>
        `    ${oneLine(handle)} on ${oneLine(source)}, ${countOf(praises, 'praise')}${url ? `, ${oneLine(url)}` : ''}`,
    ),
  ]
}

function volumesOf({ volume, before, negativeShare, sentiment }: Volumes): string {
  const mood =
    negativeShare === null || sentiment === null
      ? ''
      : `, ${percent(negativeShare)} negative, mood ${sentiment.toFixed(2).replace('-', '−')}`
  return `${countOf(volume, 'mention')}, ${changeOf(volume, before)}${mood}`
}

function changeOf(now: number, before: number): string {
  if (now === before) return 'as many as before'
  if (before === 0) return 'none before'
  const share = Math.round((100 * Math.abs(now - before)) / before)
  return `${share} % ${now > before ? 'more' : 'less'} than before`
}

function alertsOf({ opened, told, verdicts, judged, ...medians }: AlertFigures): string {
  const { medianAcknowledgeMs: taken, medianResolveMs: over, medianLeadMs: lead } = medians
  const also = told > 0 ? `, told of ${told} more` : ''
  const parts = [
    `${countOf(opened, 'alert')} opened${also}`,
    ...(opened === 0 ? [] : [taken === null ? 'none taken' : `taken after ${spanOf(taken)}`]),
    ...(opened === 0 ? [] : [over === null ? 'none over' : `over after ${spanOf(over)}`]),
    ...(lead === null ? [] : [`${spanOf(Math.abs(lead))} ${lead < 0 ? 'after' : 'before'} the daily report`]),
    ...(judged === 0 ? [] : [`${verdicts.useful} of ${judged} judged useful`]),
  ]
  return parts.join('; ')
}

function praiseLines({ mentions, topics, products, quote }: Praise, taxonomy: Taxonomy): string[] {
  const named = [
    ...topics.map(({ topic, mentions: n }) => `${topicName(topic, taxonomy)} (${n})`),
    ...products.map(({ product, mentions: n }) => `${oneLine(product)} (${n})`),
  ]
  return [
    `  Praised by ${countOf(mentions, 'mention')}${named.length > 0 ? `: ${named.join(', ')}` : ''}`,
    ...(quote
      ? [`    “${oneLine(quote.text)}” ${[quote.author, quote.source].map(oneLine).filter(Boolean).join(', ')}`]
      : []),
  ]
}

const nameOf = (department: string, { departments }: Taxonomy) =>
  departments.find(({ id }) => id === department)?.name ?? department
const topicName = (topic: string, { topics }: Taxonomy) => topics.find(({ id }) => id === topic)?.name ?? oneLine(topic)

const whole = new Intl.NumberFormat('en')
const countOf = (n: number, what: string) => `${whole.format(n)} ${what}${n === 1 ? '' : 's'}`
const percent = (share: number) => `${Math.round(100 * share)} %`

const minuteMs = 60_000
const hourMs = 60 * minuteMs

function spanOf(ms: number): string {
  if (ms < 2 * hourMs) return `${Math.round(ms / minuteMs)} min`
  return ms < 48 * hourMs ? `${Math.round(ms / hourMs)} h` : `${Math.round(ms / (24 * hourMs))} days`
}

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const dayOf = (ms: number) => day.format(ms)
