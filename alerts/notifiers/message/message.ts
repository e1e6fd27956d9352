import type { AlertNotification, Notification } from '../../notify/notifier.ts'
import { verbOf } from '../../alert/sentence.ts'
import { toEntry, type Entry } from './entry.ts'
import { clip, oneLine } from '../../../infra/plain-text.ts'
import { counted } from './words.ts'

/** A whole notice in parts that any receiver can lay out; all of it is single lines of text, still to be escaped. */
export interface Message {
  title: string
  /** `full`: one alert with all there is to say. `brief`: a few with their sentences. `list`: a line each. `text`: no alert at all, only `lines`. */
  layout: 'full' | 'brief' | 'list' | 'text'
  entries: Entry[]
  lines: string[]
  /** Where all of them can be seen. */
  url: string
}

const mostInBrief = 5
const titleLength = 200
const lineLength = 500

export function toMessage(notification: Notification, dashboard: string): Message {
  if (notification.kind === 'report') {
    return {
      title: clip(oneLine(notification.title), titleLength),
      layout: 'text',
      entries: [],
      lines: notification.lines.map((line) => clip(oneLine(line), lineLength)).filter(Boolean),
      url: dashboard,
    }
  }
  const entries = notification.alerts.map((told) => toEntry(told, notification, dashboard))
  return {
    title: titleOf(notification, entries),
    layout: layoutOf(notification),
    entries,
    lines: [],
    url: `${dashboard}/alerts`,
  }
}

function layoutOf({ kind, alerts }: AlertNotification): Message['layout'] {
  if (kind === 'digest' || alerts.length > mostInBrief) return 'list'
  return alerts.length === 1 ? 'full' : 'brief'
}

function titleOf({ kind, alerts }: AlertNotification, entries: readonly Entry[]): string {
  if (kind === 'digest') return `Digest: ${counted(alerts.length, 'alert')}, ${openIn(alerts)} still open`
  if (entries.length === 1) return entries[0]!.headline
  if (kind === 'reminder') return `Nobody has taken ${counted(alerts.length, 'alert')}`
  const verbs = Map.groupBy(alerts, ({ newest }) => verbOf(newest.change).toLowerCase())
  return `${counted(alerts.length, 'alert')}: ${[...verbs].map(([verb, some]) => `${some.length} ${verb}`).join(', ')}`
}

const openIn = (alerts: AlertNotification['alerts']) =>
  alerts.filter(({ newest }) => newest.alert.status !== 'resolved').length
