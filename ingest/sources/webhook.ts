import { Type, type Static } from 'typebox'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { parseJson } from '../read/parse-json.ts'
import { WebhookRefused, type RawMention, type WebhookReceiver } from '../mention/source.ts'
import { ColumnMapOptions } from '../read/columns.ts'
import { rowConverter } from '../read/to-raw-mention.ts'
import { UsageError } from '../../infra/verb.ts'
import { defineSource } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'

/** `whsec_` and base64 of at least 24 bytes (standardwebhooks.com), or any text of at least 24 characters. */
const Secret = Type.String({
  description: 'The secret of the Standard Webhooks signature.',
  examples: ['${HELPDESK_SECRET}'],
  minLength: 24,
  pattern: '^((?!whsec_).*|whsec_([A-Za-z0-9+/]{4}){8,}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$',
})

/** `POST /api/v1/webhooks/<name>`, signed according to Standard Webhooks. */
const webhookOptions = Type.Object(
  {
    type: Type.Literal('webhook'),
    name: SourceName,
    secret: Secret,
    previousSecret: Type.Optional(
      Type.String({ ...Secret, description: 'Also accepted while the sender changes to the new secret.' }),
    ),
    map: Type.Optional(ColumnMapOptions),
    live: Type.Optional(
      Type.Boolean({ description: 'False: the mentions are history and never raise an alert.', examples: [false] }),
    ),
  },
  { additionalProperties: false },
)
export type WebhookOptions = Static<typeof webhookOptions>

export const webhookSource = defineSource({
  type: 'webhook',
  options: webhookOptions,
  receive: (options) => webhook(options),
})

const maxItems = 1000

/** Accepts one JSON object, an array of them, or `{items: […]}`: all items of a request or none. A resent request gives the same ids. */
export function webhook(options: WebhookOptions): WebhookReceiver {
  const verifiers = [options.secret, options.previousSecret].filter((secret) => secret !== undefined).map(toVerifier)
  return {
    receive({ headers, body }) {
      verify(verifiers, headers, body)
      const messageId = headers['webhook-id']!
      return itemsIn(body).map((item, i) => toRaw(item, { options, at: `item ${i + 1}`, id: `${messageId}.${i}` }))
    },
  }
}

function toVerifier(secret: string): Webhook {
  return secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(Buffer.from(secret), { format: 'raw' })
}

/** Compares the sender's clock with real time, not with the demo's. */
function verify(verifiers: readonly Webhook[], headers: Record<string, string | undefined>, body: Buffer): void {
  const missing = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].find((name) => !headers[name])
  if (missing !== undefined) throw new WebhookRefused(401, `header ${missing} is missing`)
  let refused: unknown
  for (const verifier of verifiers) {
    try {
      verifier.verify(body, headers as Record<string, string>, { jsonParse: false })
      return
    } catch (error) {
      refused = error
    }
  }
  const isStale = refused instanceof WebhookVerificationError && refused.message.includes('timestamp')
  throw new WebhookRefused(
    401,
    isStale ? 'webhook-timestamp differs from our time by more than five minutes' : 'webhook-signature does not match',
    refused,
  )
}

function itemsIn(body: Buffer): unknown[] {
  let parsed: unknown
  try {
    parsed = parseJson(body.toString('utf8'))
  } catch (error) {
    throw new WebhookRefused(400, `the body is not JSON: ${(error as Error).message.slice(0, 200)}`, error)
  }
  const inner = isObject(parsed) && Array.isArray(parsed.items) ? parsed.items : parsed
  const items = Array.isArray(inner) ? inner : [inner]
  if (items.length > maxItems)
    throw new WebhookRefused(400, `${items.length} items exceed the limit of ${maxItems} per request`)
  return items
}

function toRaw(item: unknown, { options, at, id }: { options: WebhookOptions; at: string; id: string }): RawMention {
  if (!isObject(item)) throw new WebhookRefused(400, `${at} is not a JSON object`)
  const remedy = (field: string) => `map.${field} in the configuration of ${options.name}`
  try {
    const converted = rowConverter({ name: at, map: options.map ?? {}, remedy, idOf: () => id })(item)
    if ('fault' in converted) throw new WebhookRefused(400, `${at} ${converted.fault}`)
    return { ...converted.mention, backfill: options.live === false }
  } catch (error) {
    if (error instanceof UsageError) throw new WebhookRefused(400, error.message, error)
    throw error
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
