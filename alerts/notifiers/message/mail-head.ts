import { createHash } from 'node:crypto'
import type { Notification } from '../../notify/notifier.ts'
import type { Message } from './message.ts'

export interface MailHead {
  subject: string
  messageId: string
  inReplyTo: string | undefined
  references: string[]
  headers: Record<string, string>
}

/**
 * The headers that keep the mails of one alert, or of one group, in one conversation. A notification's Message-ID depends only on its id.
 * Every mail refers to its group. Later mails about an alert also refer to the first one and have its subject.
 */
export function mailHead(
  notification: Notification,
  message: Message,
  { domain, name }: { domain: string; name: string },
): MailHead {
  const group = `<group.${hashed(notification.group)}@${domain}>`
  const first =
    notification.kind === 'report' ? undefined : notification.alerts.find(({ reference }) => reference)?.reference
  const about = message.layout === 'full' ? message.entries[0]!.title : message.title
  return {
    subject: first === undefined ? about : `Re: ${about}`,
    messageId: `<notification.${hashed(notification.id)}@${domain}>`,
    inReplyTo: first,
    references: [group, ...(first === undefined ? [] : [first])],
    headers: {
      'List-Id': `<${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.groundswell.${domain}>`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  }
}

const hashed = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 24)
