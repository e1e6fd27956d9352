import { Type, type Static } from 'typebox'
import { departmentReasons, Enrichment, sentimentLabels } from '../../enrich/labels/enriched-mention.ts'
import { reasonSeparator } from '../../enrich/mentions/label-columns.ts'
import type { MentionRow } from '../../enrich/mentions/mention-table.ts'
import type { Outlet } from '../../enrich/mentions/outlets.ts'
import { NullableString, NullableTime, TimeOut, toIso, toIsoOrNull } from '../request/schemas.ts'

/** A mention with its labels. */
export const MentionDto = Type.Object({
  id: Type.String(),
  source: Type.String(),
  channel: NullableString,
  format: Type.String(),
  url: NullableString,
  author: NullableString,
  authorId: { ...NullableString, description: 'A pseudonym: a keyed hash of the id that the source gives the author' },
  title: NullableString,
  text: Type.String(),
  createdAt: TimeOut,
  duplicateOf: NullableString,
  rating: Type.Union([Type.Number(), Type.Null()]),
  inReplyTo: NullableString,
  answeredAt: Type.Union([NullableTime], {
    description: 'When the company first answered it in public, as far as its source or the account list tells',
  }),
  outlets: Type.Array(
    Type.Object({
      id: Type.String(),
      source: Type.String(),
      channel: NullableString,
      url: NullableString,
      createdAt: TimeOut,
    }),
    {
      description:
        'Other sources, channels and sites that published the same story, by its first copy in each; the copies have duplicateOf and no outlets. They count in volume, and as one text',
    },
  ),
  fields: Type.Record(Type.String(), Type.String()),
  backfill: Type.Boolean({ description: 'Historical: counted, but never raises an alert' }),
  timeClamped: Type.Boolean(),
  removedAt: Type.Union([NullableTime], {
    description: 'When its author or source removed it. A removed mention is counted; its text is blank',
  }),
  ...Enrichment.properties,
  modelVersion: Type.String(),
  taxonomyVersion: Type.String(),
})
export type MentionDto = Static<typeof MentionDto>

const orNull = (text: string): string | null => (text === '' ? null : text)

const rounded = (x = 0) => Math.round(x * 1000) / 1000
const guessed = (id: string, confidence: number) => (id === '' ? undefined : { id, confidence: rounded(confidence) })

function toTopics(row: MentionRow): MentionDto['topics'] {
  return row.topics.map((id, i) => {
    const sentiment = sentimentLabels.find((label) => label === row.topicSentiments[i])
    return {
      id,
      confidence: rounded(row.topicConfidences[i]),
      because: row.topicReasons[i] ? row.topicReasons[i].split(reasonSeparator) : [],
      ...(sentiment && { sentiment: { label: sentiment, score: rounded(row.topicSentimentScores[i]) } }),
    }
  })
}

const toDepartments = (row: MentionRow): MentionDto['departments'] =>
  row.departments.map((id, i) => ({
    id,
    confidence: rounded(row.departmentConfidences[i]),
    by: departmentReasons.find((reason) => reason === row.departmentsBy[i]) ?? 'topic',
  }))

const toOutlet = ({ channel, url, createdAt, ...outlet }: Outlet): MentionDto['outlets'][number] => ({
  ...outlet,
  channel: orNull(channel),
  url: orNull(url),
  createdAt: toIso(createdAt),
})

/** What other rows say about a mention. */
interface Facts {
  /** Epoch ms. */
  answeredAt: number | undefined
  outlets: readonly Outlet[]
}

/** Fields of a row that the API shows as they are. */
const unchanged = [
  'id',
  'source',
  'format',
  'text',
  'language',
  'intent',
  'stage',
  'authorRole',
  'severity',
  'hazards',
  'modelVersion',
  'taxonomyVersion',
  'fields',
  'backfill',
  'timeClamped',
] as const

export function toMentionDto(row: MentionRow, { answeredAt, outlets }: Facts): MentionDto {
  const topicGuess = guessed(row.topicGuess, row.topicGuessConfidence)
  const departmentGuess = guessed(row.departmentGuess, row.departmentGuessConfidence)
  return {
    ...(Object.fromEntries(unchanged.map((name) => [name, row[name]])) as Pick<MentionRow, (typeof unchanged)[number]>),
    channel: orNull(row.channel),
    url: orNull(row.url),
    author: orNull(row.authorHandle),
    authorId: orNull(row.authorKey),
    title: orNull(row.title),
    createdAt: toIso(row.createdAt),
    duplicateOf: orNull(row.duplicateOf),
    rating: row.rating ?? null,
    inReplyTo: orNull(row.inReplyTo),
    answeredAt: toIsoOrNull(answeredAt),
    outlets: outlets.map(toOutlet),
    removedAt: toIsoOrNull(row.removedAt),
    sentiment: { label: row.sentiment, score: rounded(row.sentimentScore) },
    topics: toTopics(row),
    departments: toDepartments(row),
    ...(topicGuess && { topicGuess }),
    ...(departmentGuess && { departmentGuess }),
    entities: row.entityKinds.map((kind, i) => ({
      kind: kind as MentionDto['entities'][number]['kind'],
      value: row.entityValues[i] ?? '',
    })),
  }
}
