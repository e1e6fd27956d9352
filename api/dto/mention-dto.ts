import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { departmentReasons, Enrichment, sentimentLabels } from '../../enrich/labels/enriched-mention.ts'
import { reasonSeparator } from '../../enrich/mentions/label-columns.ts'
import type { MentionRow } from '../../enrich/mentions/mention-table.ts'
import type { Outlet } from '../../enrich/mentions/outlets.ts'
import { textOrNull, time, timeOrNull, toIso, toIsoOrNull } from '../request/schemas.ts'

/** A mention with its labels. */
export const MentionDto = Type.Object(
  {
    id: Type.String(doc('<source>:<id at the source>', 'forum:48213')),
    source: Type.String(doc('Where it was published: a source by name', 'forum')),
    channel: textOrNull('The place within the source; null: none', 'Shipping'),
    format: Type.String(doc('post, comment, review, article, ticket or message', 'post')),
    url: textOrNull('Where it can be read; null: no link', 'https://forum.halden.example/t/48213'),
    author: textOrNull('Public name of the author; null: unknown, or erased', 'mona_k'),
    authorId: textOrNull(
      'A pseudonym: a keyed hash of the id that the source gives the author; null: unknown',
      'a1b2c3d4e5f60718',
    ),
    title: textOrNull('Its title; null: none', 'Parcel lost?'),
    text: Type.String(doc('What it says, redacted', 'Still no parcel after nine days')),
    createdAt: time('When it was published'),
    duplicateOf: textOrNull('Id of the first visible mention with nearly this text; null: none', 'bluesky:3lb2kq'),
    rating: Type.Union([Type.Number(), Type.Null()], doc('Stars, as its source gives them; null: none', 2)),
    inReplyTo: textOrNull('Id of the mention that it answers; null: none', 'forum:48190'),
    answeredAt: timeOrNull(
      'When the company first answered it in public, as far as its source or the account list tells; null: it has not',
    ),
    outlets: Type.Array(
      Type.Object({
        id: Type.String(doc('Id of the first copy there', 'news:88120')),
        source: Type.String(doc('The source by name', 'news')),
        channel: textOrNull('The place within the source; null: none', 'Courier Daily'),
        url: textOrNull('Where it can be read; null: no link', 'https://courier.example/88120'),
        createdAt: time('When it was published there'),
      }),
      {
        description:
          'Other sources, channels and sites that published the same story, by its first copy in each; the copies have duplicateOf and no outlets. They count in volume, and as one text',
      },
    ),
    fields: Type.Record(Type.String(), Type.String(), doc('Facts that the source states', { device: 'Pixel 9' })),
    backfill: Type.Boolean(doc('Historical: counted, but never raises an alert')),
    timeClamped: Type.Boolean(
      doc('The time of the source was impossible and was clamped; such mentions are not tested'),
    ),
    removedAt: timeOrNull(
      'When its author or source removed it; null: it is there. A removed mention is counted; its text is blank',
    ),
    ...Enrichment.properties,
    modelVersion: Type.String(doc('The models that gave the labels', '2026-11-2')),
    taxonomyVersion: Type.String(doc('The taxonomy that gave the labels', '5e9c01')),
  },
  { title: 'Mention', description: 'What a customer says in public, with its labels' },
)
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
