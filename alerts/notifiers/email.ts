import { Type } from 'typebox'
import type { Logger } from '../../infra/logger.ts'
import { mailServerPattern, type Mailer, type RefusedRecipient } from '../../infra/mail.ts'
import { mailHead } from './message/mail-head.ts'
import { mailHtml } from './message/mail-html.ts'
import { mailText } from './message/mail-text.ts'
import { toMessage } from './message/message.ts'
import { DeliveryFailed, type Notification, type Notifier } from '../notify/notifier.ts'

const address = '[^\\s<>,;:"@]+@[A-Za-z0-9.-]+'

export const emailOptions = {
  /** `smtp://user:password@host:port` or `smtps://…`; the password as `${NAME}`. */
  url: Type.String({ pattern: mailServerPattern }),
  /** `alerts@acme.example`, or `Groundswell <alerts@acme.example>`. */
  from: Type.String({ pattern: `^(${address}|[^<>\\r\\n"]*<${address}>)$` }),
  to: Type.Array(Type.String({ pattern: `^${address}$` }), { minItems: 1, maxItems: 100 }),
}

interface Options {
  name: string
  from: string
  to: string[]
  dashboard: string
}

/**
 * Mail: one to all recipients, and what follows of an alert in the same conversation. Who refuses it for good is reported and left
 * out, who refuses it for now gets it again alone; only when all refuse it for good it is given up. The reference is the Message-ID.
 */
export function email(
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
      const mail = { ...head, from, to: left, text: mailText(message), html: mailHtml(message), isUrgent }
      const refused = await mailer.send(mail).catch((error: unknown) => {
        throw new DeliveryFailed(error instanceof Error ? error.message : String(error))
      })
      settle(notification.id, left, refused)
      return referencesOf(notification, head.messageId)
    },
  }

  function settle(id: string, left: readonly string[], refused: readonly RefusedRecipient[]): void {
    const forNow = refused.filter(({ code }) => code < 500)
    const reason = refused.map((each) => `${each.address}: ${each.reason}`).join('; ')
    if (refused.length === to.length) throw new DeliveryFailed(reason, { permanent: forNow.length === 0 })
    if (refused.length > forNow.length)
      logger.error({ receiver: name, refused }, 'some recipients refuse mail for good')
    const again = new Set(forNow.map(({ address }) => address.toLowerCase()))
    settled.add(
      id,
      left.filter((each) => !again.has(each.toLowerCase())),
    )
    if (forNow.length > 0) throw new DeliveryFailed(reason)
  }
}

function referencesOf(notification: Notification, messageId: string): Map<string, string> | undefined {
  if (notification.kind === 'report' || notification.kind === 'digest') return undefined
  return new Map(notification.alerts.map(({ newest, reference }) => [newest.alertId, reference ?? messageId]))
}

const mostNotices = 500

/** Who needs no mail of a notice any more, while its repeat is due; forgotten with the process. */
function settledRecipients() {
  const byNotice = new Map<string, Set<string>>()
  return {
    of: (id: string): ReadonlySet<string> => byNotice.get(id) ?? new Set(),
    add(id: string, recipients: readonly string[]) {
      byNotice.set(id, new Set([...(byNotice.get(id) ?? []), ...recipients]))
      if (byNotice.size > mostNotices) byNotice.delete(byNotice.keys().next().value!)
    },
  }
}
