import type { Alert, Evidence } from '../../alert/alert.ts'
import type { AlertNotification, AlertUpdate } from '../../notify/notifier.ts'
import { capital, momentOf } from '../../../infra/format.ts'
import { departmentsInWords, figureOf, sentenceOf, shortHeadlineOf } from '../../alert/sentence.ts'
import { alertFacts, plannerFacts, type Fact } from './facts.ts'
import { notesOf, waitingOf } from './notes.ts'
import { clip, oneLine, webUrl } from '../../../infra/plain-text.ts'

export interface Quote {
  text: string
  /** `kim on reddit` */
  by: string
  /** An http or https address; undefined if there is none. */
  url: string | undefined
}

export interface Link {
  text: string
  url: string
  /** The main action. */
  primary: boolean
}

/** One alert as parts that any service can lay out. All texts are single lines, not yet escaped. */
export interface Entry {
  alertId: string
  severity: Alert['severity']
  /** A symbol of the severity, as colour alone is not accessible: `▲`. */
  mark: string
  title: string
  /** `Rising: Parcel late · Nordfracht` */
  headline: string
  /** Severity, departments, and owner or status. */
  meta: string[]
  sentence: string
  /** What people did since the last message, one sentence each. */
  notes: string[]
  /** Affected items, exposure and impact; empty without a planner card. */
  planner: Fact[]
  facts: Fact[]
  /** At most three. */
  quotes: Quote[]
  links: Link[]
  /** The page of the alert. */
  url: string
  /** `41 in 1 h (typical 2–7) · Unassigned` */
  brief: string
}

const marks: Record<Alert['severity'], string> = { critical: '◆', high: '▲', medium: '●', low: '○' }
const mostQuotes = 3
const quoteLength = 280
const titleLength = 200
const sentenceLength = 500
const partLength = 350

/** The alert's current state, with its changes since the receiver's last message. `dashboard` is the base URL of the links. */
export function toEntry(
  update: AlertUpdate,
  { kind, at, timeZone }: Pick<AlertNotification, 'kind' | 'at' | 'timeZone'>,
  dashboard: string,
): Entry {
  const { alert } = update.newest
  const url = alertUrl(dashboard, alert.id)
  const title = clip(oneLine(alert.title), titleLength)
  const isReminder = kind === 'reminder'
  return {
    alertId: alert.id,
    severity: alert.severity,
    mark: marks[alert.severity],
    title,
    headline: clip(
      oneLine(isReminder ? `Not acknowledged: ${alert.title}` : shortHeadlineOf(update.newest)),
      titleLength,
    ),
    meta: [capital(alert.severity), ...departmentsInWords(alert), stateOf(alert, timeZone)].map(toPart),
    sentence: clip(oneLine(sentenceOf(alert, timeZone)), sentenceLength),
    notes: [...(isReminder ? [waitingOf(alert, at)] : []), ...notesOf(update.changes, timeZone)].map(toPart),
    planner: plannerFacts(alert, timeZone).map(inOneLine),
    facts: alertFacts(alert, timeZone).map(inOneLine),
    quotes: alert.evidence.filter(isPresent).slice(0, mostQuotes).map(toQuote),
    links: linksOf(update, url),
    url,
    brief: toPart(`${figureOf(alert)} · ${stateOf(alert, timeZone)}`),
  }
}

const alertUrl = (dashboard: string, id: string) => `${dashboard}/alerts/${encodeURIComponent(id)}`

const toPart = (text: string): string => clip(oneLine(text), partLength)

const inOneLine = ({ name, value }: Fact): Fact => ({ name, value: toPart(value) })

/** A mention that was removed has no text. */
const isPresent = ({ text }: Evidence): boolean => text !== ''

const toQuote = ({ text, author, source, url }: Evidence): Quote => ({
  text: clip(oneLine(text), quoteLength),
  by: clip(oneLine(author ? `${author} on ${source}` : source), 80),
  url: webUrl(url),
})

function linksOf({ newest, confirmUrl }: AlertUpdate, url: string): Link[] {
  const isFree = newest.alert.status === 'open' && newest.alert.owner === null
  const confirm = confirmUrl === undefined ? undefined : webUrl(confirmUrl)
  return [
    ...(isFree ? [{ text: 'Take ownership', url: `${url}?do=take`, primary: true }] : []),
    ...(confirm === undefined ? [] : [{ text: 'Update impact status', url: confirm, primary: false }]),
    { text: 'Open in Groundswell', url, primary: !isFree },
  ]
}

const states: Record<Alert['status'], (alert: Alert, timeZone?: string) => string> = {
  open: ({ owner }) => (owner === null ? 'Unassigned' : `Assigned to ${owner}`),
  acknowledged: ({ owner }) => (owner === null ? 'Acknowledged' : `Acknowledged by ${owner}`),
  snoozed: ({ snoozedUntil }, timeZone) =>
    `Snoozed until ${snoozedUntil === null ? 'volume rises' : momentOf(snoozedUntil, timeZone)}`,
  resolved: () => 'Resolved',
}

const stateOf = (alert: Alert, timeZone?: string): string => states[alert.status](alert, timeZone)
