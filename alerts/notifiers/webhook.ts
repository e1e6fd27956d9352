import { Webhook } from 'standardwebhooks'
import { Type } from 'typebox'
import { traceHeaders } from '../../infra/traces.ts'
import { changes } from '../alert/alert.ts'
import { defineNotifier } from '../notify/notifier-definition.ts'
import { toWireNotification } from './message/wire-notification.ts'
import { post } from './transport/post.ts'

/** `whsec_` and base64 of at least 24 bytes, as in Standard Webhooks, or any text of at least 24 characters. */
const Secret = Type.String({
  minLength: 24,
  pattern: '^((?!whsec_).*|whsec_([A-Za-z0-9+/]{4}){8,}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$',
})

/**
 * Any program that accepts Standard Webhooks. `webhook-id` is the notification's id, so receivers recognise a repeat. 410 is permanent;
 * redirects are not followed.
 */
export const webhook = defineNotifier({
  type: 'webhook',
  options: {
    url: Type.String({ pattern: '^https?://', description: 'Where notifications are posted, as Standard Webhooks.' }),
    secrets: Type.Union([Secret, Type.Array(Secret, { minItems: 1, maxItems: 5 })], {
      description: 'Several during a rotation: each request is signed with all of them.',
    }),
  },
  notifyOn: () => changes,
  concurrency: 4,
  open: ({ url, secrets }, { http, dashboard, timeoutMs }) => {
    const signers = [secrets].flat().map(toSigner)
    return {
      notifier: {
        async notify(notification) {
          const body = JSON.stringify(toWireNotification(notification, dashboard))
          // Wall-clock time of this attempt: receivers reject signatures older than a few minutes.
          const at = new Date()
          const headers = {
            'webhook-id': notification.id,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
            'webhook-signature': signers.map((signer) => signer.sign(notification.id, at, body)).join(' '),
            ...traceHeaders(),
          }
          await post(http, { url, body, headers, timeoutMs })
        },
      },
    }
  },
})

function toSigner(secret: string): Webhook {
  return secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(Buffer.from(secret), { format: 'raw' })
}
