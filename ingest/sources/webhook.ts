import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { deepest, isDeeperThan, tooDeep } from '../../infra/nesting.ts'
import { parseJson } from '../read/parse-json.ts'
import { WebhookRefused, type Received, type WebhookReceiver } from '../mention/source.ts'
import { ColumnMapOptions } from '../read/columns.ts'
import { decodeText } from '../read/decode-text.ts'
import { examineRows, type RowOrigin } from '../read/examine-rows.ts'
import { itemsIn } from '../read/items-in.ts'
import { openRemarks } from '../read/remarks.ts'
import { DateOrder, TimeZone } from '../read/time-options.ts'
import { rowConverter } from '../read/to-raw-mention.ts'
import { shown } from '../../infra/shown.ts'
import { UsageError } from '../../infra/verb.ts'
import { defineSource } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { presets, type Preset } from './webhook/presets.ts'
import { requireSigned, verifierOf } from './webhook/signature.ts'

/** `whsec_` and base64 of at least 24 bytes (standardwebhooks.com), or any text of at least 24 characters. */
const Secret = Type.String({
  description: 'The secret of the signature.',
  examples: ['${HELPDESK_SECRET}'],
  minLength: 24,
  pattern: '^((?!whsec_).*|whsec_([A-Za-z0-9+/]{4}){8,}([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$',
})

/** `POST /api/v1/webhooks/<name>`, signed according to Standard Webhooks or as the preset's sender does. */
const webhookOptions = Type.Object(
  {
    type: Type.Literal('webhook'),
    name: SourceName,
    secret: Secret,
    previousSecret: Type.Optional(
      Type.String({ ...Secret, description: 'Also accepted while the sender changes to the new secret.' }),
    ),
    preset: Type.Optional(
      Type.Enum(Object.keys(presets) as (keyof typeof presets)[], {
        description: 'The sender: how it signs, and where its payload has what. Absent: Standard Webhooks.',
        examples: ['github'],
      }),
    ),
    map: Type.Optional(ColumnMapOptions),
    dates: Type.Optional(DateOrder),
    timeZone: Type.Optional(TimeZone),
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
const keptOfRaw = 2000

/**
 * Accepts one JSON object, an array of them, or an object around them. An item that cannot be read is rejected by itself. A resent
 * request gives the same ids; an item without a time gets that of its receipt.
 */
export function webhook(options: WebhookOptions): WebhookReceiver {
  const preset: Preset = options.preset === undefined ? { scheme: 'standard', map: {} } : presets[options.preset]
  const secrets = [options.secret, options.previousSecret].filter((secret) => secret !== undefined)
  const verify = verifierOf(preset.scheme, secrets)
  const map = { ...preset.map, ...options.map }
  return {
    admit: (headers) => requireSigned(preset.scheme, headers),
    receive({ headers, body, now }) {
      const messageId = verify(headers, body) ?? createHash('sha256').update(body).digest('hex').slice(0, 32)
      const items = itemsOf(body, { preset, map })
      return received(items, { options, map, messageId, now })
    },
  }
}

function itemsOf(body: Buffer, { preset, map }: { preset: Preset; map: RowOrigin['map'] }): unknown[] {
  let parsed: unknown
  try {
    parsed = parseJson(decodeText(body, '', true))
  } catch (error) {
    throw new WebhookRefused(400, `the body is not JSON: ${(error as Error).message.slice(0, 200)}`, error)
  }
  if (isDeeperThan(deepest, parsed)) throw new WebhookRefused(400, `the body ${tooDeep}`)
  if (preset.itemOf && isObject(parsed)) return [preset.itemOf(parsed)].filter((item) => item !== undefined)
  try {
    const { items } =
      typeof parsed === 'object' && parsed !== null ? itemsIn(parsed, map, 'the body') : { items: [parsed] }
    if (items.length <= maxItems) return items
    throw new WebhookRefused(400, `${items.length} items exceed the limit of ${maxItems} per request`)
  } catch (error) {
    throw asRefusal(error)
  }
}

/** @throws WebhookRefused when no item at all can be read: the sender gets an error, and keeps them */
function received(
  items: unknown[],
  { options, map, messageId, now }: { options: WebhookOptions; map: RowOrigin['map']; messageId: string; now: number },
): Received {
  const { name, dates, timeZone } = options
  const remedy = (field: string) => `map.${field} in the configuration of ${name}`
  const datesRemedy = `dates: dmy or dates: mdy in the configuration of ${name}`
  const remarks = openRemarks()
  const origin: RowOrigin = {
    name: items.length === 1 ? 'item 1' : 'the body',
    map,
    dates,
    timeZone,
    remedy,
    datesRemedy,
    isTimeOptional: true,
    // An id that comes again is an edit, whatever its time.
    learned: { isIdShared: false },
  }
  const found: Received = { mentions: [], rejected: [] }
  const objects = items.filter(isObject)
  try {
    if (objects.length === 0 && items.length > 0) throw new WebhookRefused(400, 'item 1 is not a JSON object')
    if (items.length === 0) return found
    const examined = examineRows(objects, origin, remarks)
    for (const [i, item] of items.entries()) {
      const convert = rowConverter({ ...examined, now, timeOfReceipt: now, idOf: () => `${messageId}.${i}`, remarks })
      const converted = isObject(item) ? convert(item) : { fault: 'is not a JSON object' }
      if ('mention' in converted) found.mentions.push({ ...converted.mention, backfill: options.live === false })
      else
        found.rejected.push({
          at: `item ${i + 1}`,
          reason: converted.fault,
          raw: shown(item, keptOfRaw),
        })
    }
  } catch (error) {
    throw asRefusal(error)
  }
  if (found.rejected.length > 0 && found.mentions.length === 0)
    throw new WebhookRefused(400, sentencesOf(found.rejected))
  return found
}

const mostNamed = 5
const sentencesOf = (rejected: Received['rejected']) =>
  [
    ...rejected.slice(0, mostNamed).map(({ at, reason }) => `${at} ${reason}`),
    ...(rejected.length > mostNamed ? [`${rejected.length - mostNamed} more`] : []),
  ].join('; ')

const asRefusal = (error: unknown) =>
  error instanceof UsageError ? new WebhookRefused(400, error.message, error) : error

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
