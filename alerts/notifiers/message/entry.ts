import type { Alert, Evidence } from '../../alert/alert.ts'
import type { AlertNotification, AlertUpdate } from '../../notify/notifier.ts'
import { sentenceOf, shortHeadlineOf, spanOf } from '../../alert/sentence.ts'
import { alertFacts, plannerFacts, type Fact } from './facts.ts'
import { notesOf, waitingOf } from './notes.ts'
import { clip, oneLine, webUrl } from '../../../infra/plain-text.ts'
import { capital, momentOf } from './words.ts'

export interface Quote {
  text: string
  /** `kim on reddit` */
  by: string
  /** Fit to be a link. */
  url: string | undefined
}

export interface Link {
  text: string
  url: string
  /** What most people should do. */
  primary: boolean
}

/** One alert in parts that any receiver can lay out. All of it is single lines of text, still to be escaped. */
export interface Entry {
  alertId: string
  severity: Alert['severity']
  /** `▲`, so that severity is not colour alone. */
  mark: string
  title: string
  /** `Grew: Parcels late: Nordfracht` */
  headline: string
  /** Severity, departments, who has it. */
  meta: string[]
  sentence: string
  /** What people did and said since the last time. */
  notes: string[]
  /** What a planner has to know; empty without a planner card. */
  planner: Fact[]
  facts: Fact[]
  /** At most three. */
  quotes: Quote[]
  links: Link[]
  /** The page of the alert. */
  url: string
  /** The whole of it in half a line: how many, and who has it. */
  brief: string
}

const marks: Record<Alert['severity'], string> = { critical: '◆', high: '▲', medium: '●', low: '○' }
const mostQuotes = 3
const quoteLength = 280
const titleLength = 200
const sentenceLength = 500
const partLength = 350

/** How an alert stands, as this receiver is told of it. `dashboard` is the base of the links. */
export function toEntry(
  told: AlertUpdate,
  { kind, at }: Pick<AlertNotification, 'kind' | 'at'>,
  dashboard: string,
): Entry {
  const { alert } = told.newest
  const url = alertUrl(dashboard, alert.id)
  const title = clip(oneLine(alert.title), titleLength)
  const isReminder = kind === 'reminder'
  return {
    alertId: alert.id,
    severity: alert.severity,
    mark: marks[alert.severity],
    title,
    headline: clip(oneLine(isReminder ? `Still waiting: ${alert.title}` : shortHeadlineOf(told.newest)), titleLength),
    meta: [capital(alert.severity), capital(alert.departments.join(', then ')), holderOf(alert)].map(toPart),
    sentence: clip(oneLine(sentenceOf(alert)), sentenceLength),
    notes: [...(isReminder ? [waitingOf(alert, at)] : []), ...notesOf(told.changes)].map(toPart),
    planner: plannerFacts(alert).map(inOneLine),
    facts: alertFacts(alert).map(inOneLine),
    quotes: alert.evidence.slice(0, mostQuotes).map(toQuote),
    links: linksOf(told, url),
    url,
    brief: toPart(`${alert.observed} in ${spanOf(alert.bucketMs)}, ${holderOf(alert)}`),
  }
}

const alertUrl = (dashboard: string, id: string) => `${dashboard}/alerts/${encodeURIComponent(id)}`

const toPart = (text: string): string => clip(oneLine(text), partLength)

const inOneLine = ({ name, value }: Fact): Fact => ({ name, value: toPart(value) })

const toQuote = ({ text, author, source, url }: Evidence): Quote => ({
  text: clip(oneLine(text), quoteLength),
  by: clip(oneLine(author ? `${author} on ${source}` : source), 80),
  url: webUrl(url),
})

function linksOf({ newest, confirmUrl }: AlertUpdate, url: string): Link[] {
  const isFree = newest.alert.status === 'open' && newest.alert.owner === null
  const confirm = confirmUrl === undefined ? undefined : webUrl(confirmUrl)
  return [
    ...(isFree ? [{ text: 'Take it', url: `${url}?do=take`, primary: true }] : []),
    ...(confirm === undefined ? [] : [{ text: 'Say how the impact stands', url: confirm, primary: false }]),
    { text: 'Open in Groundswell', url, primary: !isFree },
  ]
}

const holders: Record<Alert['status'], (alert: Alert) => string> = {
  open: ({ owner }) => (owner === null ? 'nobody has it yet' : `with ${owner}`),
  acknowledged: ({ owner }) => (owner === null ? 'taken' : `taken by ${owner}`),
  snoozed: ({ snoozedUntil }) => (snoozedUntil === null ? 'put off' : `put off until ${momentOf(snoozedUntil)}`),
  resolved: () => 'over',
}

const holderOf = (alert: Alert): string => holders[alert.status](alert)
