import { Type, type Static } from 'typebox'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { parseJson } from '../read/parse-json.ts'
import { WebhookRefused, type RawMention, type WebhookReceiver } from '../mention/source.ts'
import { ColumnMapOptions, rowConverter } from '../read/to-raw-mention.ts'
import { UsageError } from '../../infra/verb.ts'
import { SourceName } from '../mention/source-name.ts'

/** `whsec_` and base64 of 24 bytes or more, as Standard Webhooks writes it, or any text of 24 characters or more. */
const Secret = Type.String({
  minLength: 24,
  pattern: '^((?!whsec_).*|whsec_([A-Za-z0-9+/]{4}){8,}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$',
})

/** `POST /api/v1/webhooks/<name>`, signed as Standard Webhooks says. */
export const webhookOptions = Type.Object(
  {
    type: Type.Literal('webhook'),
    name: SourceName,
    secret: Secret,
    /** Still good while the sender changes over. */
    previousSecret: Type.Optional(Secret),
    /** Field → name or JSON path (`ticket.body`). */
    map: Type.Optional(ColumnMapOptions),
    /** False: what comes is history and never raises an alert. */
    live: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type WebhookOptions = Static<typeof webhookOptions>

const maxItems = 1000

/** One JSON object, an array of them, or `{items: […]}`; all of a request or nothing. A resend gives the same ids. */
export function webhook(options: WebhookOptions): WebhookReceiver {
  const secrets = [options.secret, options.previousSecret].filter((secret) => secret !== undefined).map(toVerifier)
  return {
    receive({ headers, body }) {
      verify(secrets, headers, body)
      const messageId = headers['webhook-id']!
      return itemsIn(body).map((item, i) => toRaw(item, { options, at: `item ${i + 1}`, id: `${messageId}.${i}` }))
    },
  }
}

function toVerifier(secret: string): Webhook {
  return secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(Buffer.from(secret), { format: 'raw' })
}

/** Against real time and never the demo's: the sender's clock is what is compared. */
function verify(secrets: readonly Webhook[], headers: Record<string, string | undefined>, body: Buffer): void {
  const missing = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].find((name) => !headers[name])
  if (missing !== undefined) throw new WebhookRefused(401, `header ${missing} is missing`)
  let refused: unknown
  for (const secret of secrets) {
    try {
      secret.verify(body, headers as Record<string, string>, { jsonParse: false })
      return
    } catch (error) {
      refused = error
    }
  }
  const isStale = refused instanceof WebhookVerificationError && refused.message.includes('timestamp')
  throw new WebhookRefused(
    401,
    isStale ? 'webhook-timestamp is more than five minutes away from our time' : 'webhook-signature does not match',
    refused,
  )
}

function itemsIn(body: Buffer): unknown[] {
  let told: unknown
  try {
    told = parseJson(body.toString('utf8'))
  } catch (error) {
    throw new WebhookRefused(400, `the body is no JSON: ${(error as Error).message.slice(0, 200)}`, error)
  }
  const inner = isObject(told) && Array.isArray(told.items) ? told.items : told
  const items = Array.isArray(inner) ? inner : [inner]
  if (items.length > maxItems)
    throw new WebhookRefused(400, `${items.length} items are more than the ${maxItems} a request may bring`)
  return items
}

function toRaw(item: unknown, { options, at, id }: { options: WebhookOptions; at: string; id: string }): RawMention {
  if (!isObject(item)) throw new WebhookRefused(400, `${at} is no JSON object`)
  const cure = (field: string) => `map.${field} in the configuration of ${options.name}`
  try {
    const converted = rowConverter({ name: at, map: options.map ?? {}, cure, idOf: () => id })(item)
    if ('fault' in converted) throw new WebhookRefused(400, `${at} ${converted.fault}`)
    return { ...converted.mention, backfill: options.live === false }
  } catch (error) {
    if (error instanceof UsageError) throw new WebhookRefused(400, error.message, error)
    throw error
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
