import { Type, type Static } from 'typebox'
import { kafkaSecurity, securityOf } from '../../infra/log/kafka/security.ts'
import type { TopicRecord } from '../../infra/log/kafka/topic-reader.ts'
import { UsageError } from '../../infra/verb.ts'
import { watchedFields } from '../match/watched-fields.ts'
import { SourceFailed, type RawMention, type Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { ColumnMapOptions } from '../read/columns.ts'
import { DateOrder, TimeZone } from '../read/time-options.ts'
import { fault, openItem, readItems, type Reading } from './poll/item.ts'
import { rowReader } from './poll/rows.ts'

const kafkaOptions = Type.Object(
  {
    type: Type.Literal('kafka'),
    name: SourceName,
    brokers: Type.Array(Type.String({ pattern: '^[^\\s,:]+:\\d+$' }), {
      minItems: 1,
      description: 'Some brokers of the cluster.',
      examples: [['broker-1:9092']],
    }),
    topic: Type.String({
      minLength: 1,
      description: 'The topic; each record is a JSON object.',
      examples: ['reviews'],
    }),
    ...kafkaSecurity,
    map: Type.Optional(ColumnMapOptions),
    dates: Type.Optional(DateOrder),
    timeZone: Type.Optional(TimeZone),
    match: Type.Optional(
      Type.Boolean({ description: 'Only records in which something that `watch` lists is found.', examples: [true] }),
    ),
  },
  { additionalProperties: false },
)
type Options = Static<typeof kafkaOptions>

export const kafkaSource = defineSource({
  type: 'kafka',
  options: kafkaOptions,
  open: (options, deps) => [kafka(options, deps)],
})

interface Cursor {
  v: 1
  /** Epoch ms: what is older is history. */
  startedAt: number
  /** The next offset by partition. */
  offsets: Record<string, string>
}

/**
 * A topic that another program writes: each record is a JSON object with the names and times that files may have too, and a record without a
 * value deletes the mention whose id is its key. Reads by offsets of its own and commits nothing.
 *
 * Terms: those of whoever fills the topic.
 */
export function kafka(options: Options, deps: SourceDeps): Source {
  const { name, topic, brokers, match = false } = options
  if (match && deps.matcher.isEmpty)
    throw new UsageError(`sources: ${name} (kafka) has match: true, so list what to look for in \`watch\``)
  const security = securityOf(options, { at: `sources: ${name} (kafka)`, http: deps.http })
  const read = recordReader(options)
  return {
    name,
    kind: 'stream',
    async *pages(saved, signal) {
      if (signal.aborted) return
      let cursor = parseCursor(saved) ?? { v: 1, startedAt: deps.clock(), offsets: {} }
      const reader = {
        brokers,
        topic,
        groupId: `groundswell-source-${name}`,
        ...security,
        from: cursor.offsets,
        logger: deps.logger,
      }
      const { readTopic } = await import('../../infra/log/kafka/topic-reader.ts')
      try {
        for await (const { records, isEnd } of readTopic(reader, signal)) {
          const found = read(records, deps.clock())
          const offsets = { ...cursor.offsets }
          for (const { partition, offset } of records) offsets[partition] = String(BigInt(offset) + 1n)
          cursor = { ...cursor, offsets }
          const { startedAt } = cursor
          const mentions = found.mentions.flatMap((mention) => (match ? (matched(mention, deps) ?? []) : mention))
          yield {
            mentions: mentions.map((mention): RawMention => ({ ...mention, backfill: mention.createdAt < startedAt })),
            deletions: found.deletions.map((deletion) => ({ ...deletion, at: deps.clock() })),
            rejected: found.rejected,
            cursor: JSON.stringify(cursor),
            ...(isEnd && { coveredUntil: deps.clock() }),
          }
        }
      } catch (error) {
        throw new SourceFailed(
          'failing',
          `${brokers.join(', ')}: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        )
      }
    },
  }
}

/** Reads records; one that is no JSON object, or has no text or time, is rejected with its place. */
function recordReader(options: Options) {
  const readRows = rowReader(options)
  return (records: readonly TopicRecord[], now: number) => {
    const items = records.map(({ value, partition, offset }) =>
      openItem(value === null ? {} : parsed(value), `record ${partition}/${offset}`),
    )
    const written = items.filter((_, i) => records[i]!.value !== null)
    const rows = readRows(written, now)
    const placeOf = new Map(written.map((item, place) => [item, place]))
    return readItems(items, (item, i): Reading => {
      const { value, key } = records[i]!
      if (value === null) return key === '' ? fault('has neither a value nor a key') : { deleted: key }
      const { reading } = rows[placeOf.get(item)!]!
      return reading && 'fault' in reading ? fault(reading.fault) : reading
    })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function matched(mention: Omit<RawMention, 'backfill'>, { matcher }: SourceDeps) {
  const entries = matcher.match(mention.title ? `${mention.title}\n${mention.text}` : mention.text)
  return entries.length === 0 ? undefined : { ...mention, fields: { ...watchedFields(entries), ...mention.fields } }
}

function parseCursor(saved: string | undefined): Cursor | undefined {
  const cursor = saved === undefined ? undefined : (JSON.parse(saved) as Partial<Cursor>)
  return cursor?.v === 1 && cursor.offsets !== undefined ? (cursor as Cursor) : undefined
}
