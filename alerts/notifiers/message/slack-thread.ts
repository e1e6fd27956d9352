import type { ChangeName } from '../../alert/alert.ts'
import type { AlertNotification, AlertUpdate } from '../../notify/notifier.ts'
import { toEntry } from './entry.ts'
import { clipEscaped, unmarked } from '../../../infra/plain-text.ts'
import { slackEscaped } from './slack-blocks.ts'

/** Changes that get a reply below the updated message. */
const withReply = new Set<ChangeName>(['worsened', 'raised', 'reopened', 'resolved', 'escalated'])
/** Replies to these are also shown in the channel. */
const broadcastChanges = new Set<ChangeName>(['reopened', 'escalated'])

/** The reply in the thread of an alert's message; undefined when the updated message is enough. */
export function threadReply(
  update: AlertUpdate,
  notification: AlertNotification,
  dashboard: string,
): { text: string; broadcast: boolean } | undefined {
  const changes = update.changes.map(({ change }) => change).filter((change) => withReply.has(change))
  const isReminder = notification.kind === 'reminder'
  if (changes.length === 0 && !isReminder) return undefined
  const { headline, notes, sentence } = toEntry(update, notification, dashboard)
  const text = [`*${escaped(headline)}*`, ...(notes.length > 0 ? notes : [sentence]).map(escaped)].join('\n')
  return { text, broadcast: isReminder || changes.some((change) => broadcastChanges.has(change)) }
}

const escaped = (text: string) => clipEscaped(text, 700, (clipped) => slackEscaped(unmarked(clipped)))
