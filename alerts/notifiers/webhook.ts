import { Webhook } from 'standardwebhooks'
import { Type } from 'typebox'
import type { Http } from '../../infra/http/fetch.ts'
import type { Notifier } from '../notify/notifier.ts'
import { post } from './transport/post.ts'
import { toWireNotification } from './message/wire-notification.ts'

/** `whsec_` and base64 of 24 bytes or more, as Standard Webhooks writes it, or any text of 24 characters or more. */
const Secret = Type.String({
  minLength: 24,
  pattern: '^((?!whsec_).*|whsec_([A-Za-z0-9+/]{4}){8,}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$',
})

export const webhookOptions = {
  url: Type.String({ pattern: '^https?://' }),
  /** Several while the receiver changes over: each request is signed with all of them. */
  secrets: Type.Union([Secret, Type.Array(Secret, { minItems: 1, maxItems: 5 })]),
}

interface Options {
  url: string
  secrets: string | string[]
  dashboard: string
  timeoutMs: number
}

/** Any program, as Standard Webhooks says: `webhook-id` is the notice's id, so a repeat is recognised. 410 is for good, a redirect is a refusal. */
export function webhook({ url, secrets, dashboard, timeoutMs }: Options, http: Http): Notifier {
  const signers = [secrets].flat().map(toSigner)
  return {
    async notify(notification) {
      const body = JSON.stringify(toWireNotification(notification, dashboard))
      // Of this attempt, by real time: receivers refuse what was signed more than a few minutes ago.
      const at = new Date()
      const headers = {
        'webhook-id': notification.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signers.map((signer) => signer.sign(notification.id, at, body)).join(' '),
      }
      await post(http, { url, body, headers, timeoutMs })
    },
  }
}

function toSigner(secret: string): Webhook {
  return secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(Buffer.from(secret), { format: 'raw' })
}
