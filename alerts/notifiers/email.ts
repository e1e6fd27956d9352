import { Type } from 'typebox'
import type { Logger } from '../../infra/logger.ts'
import { dateOf } from '../../infra/format.ts'
import { mailServerPattern, openMailer, type Attachment, type Mailer, type RefusedRecipient } from '../../infra/mail.ts'
import { DeliveryFailed, type Notification, type Notifier } from '../notify/notifier.ts'
import { defineNotifier } from '../notify/notifier-definition.ts'
import { reportCsv } from '../report/report-csv.ts'
import { reportHtml } from '../report/report-html.ts'
import { mailHead } from './message/mail-head.ts'
import { mailHtml } from './message/mail-html.ts'
import { mailText } from './message/mail-text.ts'
import { toMessage } from './message/message.ts'

const address = '[^\\s<>,;:"@]+@[A-Za-z0-9.-]+'

/**
 * Sends one mail to all recipients; later mails about an alert stay in its conversation. Permanently refused recipients (SMTP 5xx) are
 * logged and skipped. Temporarily refused ones (4xx) get the mail with the next attempt. A notification fails permanently only if all
 * recipients are refused permanently. The reference is the Message-ID.
 */
export const email = defineNotifier({
  type: 'email',
  options: {
    url: Type.String({
      pattern: mailServerPattern,
      description: '`smtp://user:password@host:port` or `smtps://…`; the password as `${NAME}`.',
    }),
    from: Type.String({
      pattern: `^(${address}|[^<>\\r\\n"]*<${address}>)$`,
      description: '`alerts@acme.example`, or `Groundswell <alerts@acme.example>`.',
    }),
    to: Type.Array(Type.String({ pattern: `^${address}$` }), {
      minItems: 1,
      maxItems: 100,
      description: 'Recipients.',
    }),
  },
  open: ({ name, url, from, to }, { dashboard, logger, allowPrivate, timeoutMs }) => {
    const mailer = openMailer({ url, allowPrivate, timeoutMs })
    return { notifier: mailNotifier({ name, from, to, dashboard }, { mailer, logger }) }
  },
})

interface Options {
  name: string
  from: string
  to: string[]
  dashboard: string
}

function mailNotifier(
  { name, from, to, dashboard }: Options,
  { mailer, logger }: { mailer: Mailer; logger: Logger },
): Notifier {
  const domain = /@([A-Za-z0-9.-]+)>?$/.exec(from)?.[1] ?? 'groundswell.invalid'
  const settled = settledRecipients()
  return {
    async notify(notification) {
      const message = toMessage(notification, dashboard)
      const head = mailHead(notification, message, { domain, name })
      const left = to.filter((each) => !settled.of(notification.id).has(each))
      if (left.length === 0) return referencesOf(notification, head.messageId)
      const isUrgent = message.entries[0]?.severity === 'critical'
      const content = { text: mailText(message), html: mailHtml(message), attachments: attachmentsOf(notification) }
      const mail = { ...head, from, to: left, ...content, isUrgent }
      const refused = await mailer.send(mail).catch((error: unknown) => {
        throw new DeliveryFailed(error instanceof Error ? error.message : String(error))
      })
      settle(notification.id, left, refused)
      return referencesOf(notification, head.messageId)
    },
  }

  function settle(id: string, left: readonly string[], refused: readonly RefusedRecipient[]): void {
    const temporary = refused.filter(({ code }) => code < 500)
    const reason = refused.map((each) => `${each.address}: ${each.reason}`).join('; ')
    if (refused.length === to.length) throw new DeliveryFailed(reason, { permanent: temporary.length === 0 })
    if (refused.length > temporary.length)
      logger.error({ receiver: name, refused }, 'mail recipients were refused permanently')
    const again = new Set(temporary.map(({ address }) => address.toLowerCase()))
    settled.add(
      id,
      left.filter((each) => !again.has(each.toLowerCase())),
    )
    if (temporary.length > 0) throw new DeliveryFailed(reason)
  }
}

function referencesOf(notification: Notification, messageId: string): Map<string, string> | undefined {
  if (notification.kind === 'report' || notification.kind === 'digest') return undefined
  return new Map(notification.alerts.map(({ newest, reference }) => [newest.alertId, reference ?? messageId]))
}

/** The report as a page to read and print, and as a table. */
function attachmentsOf(notification: Notification): Attachment[] {
  if (notification.kind !== 'report' || !notification.attached) return []
  const { attached } = notification
  const name = `groundswell-report-${dateOf(attached.report.from)}`
  return [
    { filename: `${name}.html`, content: reportHtml(attached), contentType: 'text/html; charset=utf-8' },
    { filename: `${name}.csv`, content: reportCsv(attached), contentType: 'text/csv; charset=utf-8' },
  ]
}

const mostNotifications = 500

/** The recipients that a retry must skip, by notification id. Kept in memory only, for the last 500 notifications. */
function settledRecipients() {
  const byNotification = new Map<string, Set<string>>()
  return {
    of: (id: string): ReadonlySet<string> => byNotification.get(id) ?? new Set(),
    add(id: string, recipients: readonly string[]) {
      byNotification.set(id, new Set([...(byNotification.get(id) ?? []), ...recipients]))
      if (byNotification.size > mostNotifications) byNotification.delete(byNotification.keys().next().value!)
    },
  }
}
