import type { ChangeName } from '../../alert/alert.ts'
import type { AlertNotification, AlertUpdate } from '../../notify/notifier.ts'
import { toEntry } from './entry.ts'
import { clipEscaped, unmarked } from '../../../infra/plain-text.ts'
import { slackEscaped } from './slack-blocks.ts'

/** What is worth a word of its own below a message that is brought up to date. */
const worthAReply = new Set<ChangeName>(['worsened', 'reopened', 'resolved', 'escalated'])
/** What the whole channel should see, and not only who follows the thread. */
const forTheChannel = new Set<ChangeName>(['reopened', 'escalated'])

/** The short answer in the thread of an alert's message; undefined when bringing the message up to date says it all. */
export function threadReply(
  told: AlertUpdate,
  notification: AlertNotification,
  dashboard: string,
): { text: string; broadcast: boolean } | undefined {
  const news = told.changes.map(({ change }) => change).filter((change) => worthAReply.has(change))
  const isReminder = notification.kind === 'reminder'
  if (news.length === 0 && !isReminder) return undefined
  const { headline, notes, sentence } = toEntry(told, notification, dashboard)
  const text = [`*${escaped(headline)}*`, ...(notes.length > 0 ? notes : [sentence]).map(escaped)].join('\n')
  return { text, broadcast: isReminder || news.some((change) => forTheChannel.has(change)) }
}

const escaped = (text: string) => clipEscaped(text, 700, (clipped) => slackEscaped(unmarked(clipped)))
