import type { AlertNotice, Notice } from '../../notify/notifier.ts'
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

export function toMessage(notice: Notice, dashboard: string): Message {
  if (notice.kind === 'report') {
    return {
      title: clip(oneLine(notice.title), titleLength),
      layout: 'text',
      entries: [],
      lines: notice.lines.map((line) => clip(oneLine(line), lineLength)).filter(Boolean),
      url: dashboard,
    }
  }
  const entries = notice.alerts.map((told) => toEntry(told, notice, dashboard))
  return { title: titleOf(notice, entries), layout: layoutOf(notice), entries, lines: [], url: `${dashboard}/alerts` }
}

function layoutOf({ kind, alerts }: AlertNotice): Message['layout'] {
  if (kind === 'digest' || alerts.length > mostInBrief) return 'list'
  return alerts.length === 1 ? 'full' : 'brief'
}

function titleOf({ kind, alerts }: AlertNotice, entries: readonly Entry[]): string {
  if (kind === 'digest') return `Digest: ${counted(alerts.length, 'alert')}, ${openIn(alerts)} still open`
  if (entries.length === 1) return entries[0]!.headline
  if (kind === 'reminder') return `Nobody has taken ${counted(alerts.length, 'alert')}`
  const verbs = Map.groupBy(alerts, ({ newest }) => verbOf(newest.change).toLowerCase())
  return `${counted(alerts.length, 'alert')}: ${[...verbs].map(([verb, some]) => `${some.length} ${verb}`).join(', ')}`
}

const openIn = (alerts: AlertNotice['alerts']) =>
  alerts.filter(({ newest }) => newest.alert.status !== 'resolved').length
