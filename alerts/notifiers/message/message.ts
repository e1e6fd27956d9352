import type { AlertNotification, Notification } from '../../notify/notifier.ts'
import { count, counted } from '../../../infra/format.ts'
import { wordOf } from '../../alert/sentence.ts'
import { toEntry, type Entry } from './entry.ts'
import { clip, oneLine } from '../../../infra/plain-text.ts'

/** A notification as parts that any service can lay out. All texts are single lines, not yet escaped. */
export interface Message {
  title: string
  /**
   * `full`: one alert with all details. `brief`: a few alerts with their sentences. `list`: one line per alert. `text`: no alerts, only
   * `lines`.
   */
  layout: 'full' | 'brief' | 'list' | 'text'
  entries: Entry[]
  lines: string[]
  /** The page that lists the alerts. */
  url: string
}

const mostInBrief = 5
const titleLength = 200
const lineLength = 500

/** @param dashboard base URL of the links */
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
  const entries = notification.alerts.map((update) => toEntry(update, notification, dashboard))
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
  const titles = entries.map((entry) => entry.title).join('; ')
  if (kind === 'digest')
    return clip(`Digest: ${counted(alerts.length, 'alert')}, ${activeIn(alerts)} active: ${titles}`, titleLength)
  if (entries.length === 1) return entries[0]!.headline
  const what = kind === 'reminder' ? `${counted(alerts.length, 'alert')} not acknowledged` : changesIn(alerts)
  return clip(`${what}: ${titles}`, titleLength)
}

/** `2 new alerts`, or `3 alerts (2 new, 1 resolved)`. */
function changesIn(alerts: AlertNotification['alerts']): string {
  const byWord = Map.groupBy(alerts, ({ newest }) => wordOf(newest.change).toLowerCase())
  const parts = [...byWord].map(([word, some]) => `${count(some.length)} ${word}`)
  return parts.length === 1 ? `${parts[0]} alerts` : `${counted(alerts.length, 'alert')} (${parts.join(', ')})`
}

const activeIn = (alerts: AlertNotification['alerts']) =>
  alerts.filter(({ newest }) => newest.alert.status !== 'resolved').length
