import { Type, type Static } from 'typebox'
import { Enrichment } from '../enrich/enriched-mention.ts'
import type { MentionRow } from '../enrich/mention-table.ts'
import { NullableString, NullableTime, TimeOut, toIso, toIsoOrNull } from './wire.ts'

/** What the source told and what we found out, in one. */
export const MentionDto = Type.Object({
  id: Type.String(),
  source: Type.String(),
  channel: NullableString,
  format: Type.String(),
  url: NullableString,
  author: NullableString,
  title: NullableString,
  text: Type.String(),
  createdAt: TimeOut,
  rating: Type.Union([Type.Number(), Type.Null()]),
  inReplyTo: NullableString,
  fields: Type.Record(Type.String(), Type.String()),
  backfill: Type.Boolean({ description: 'History: counts, and never raises an alert' }),
  timeClamped: Type.Boolean(),
  removedAt: Type.Union([NullableTime], { description: 'Taken back by its author: counted, not shown' }),
  ...Enrichment.properties,
  modelVersion: Type.String(),
  taxonomyVersion: Type.String(),
})
export type MentionDto = Static<typeof MentionDto>

const orNull = (text: string): string | null => (text === '' ? null : text)

const paired = (ids: readonly string[], confidences: readonly number[]) =>
  ids.map((id, i) => ({ id, confidence: Math.round((confidences[i] ?? 0) * 1000) / 1000 }))

export function toMentionDto(row: MentionRow): MentionDto {
  const { id, source, format, text, language, intent, stage, authorRole, severity, modelVersion, taxonomyVersion } = row
  return {
    id,
    source,
    format,
    text,
    language,
    intent,
    stage,
    authorRole,
    severity,
    modelVersion,
    taxonomyVersion,
    channel: orNull(row.channel),
    url: orNull(row.url),
    author: orNull(row.authorHandle),
    title: orNull(row.title),
    createdAt: toIso(row.createdAt),
    rating: row.rating ?? null,
    inReplyTo: orNull(row.inReplyTo),
    fields: row.fields,
    backfill: row.backfill,
    timeClamped: row.timeClamped,
    removedAt: toIsoOrNull(row.removedAt),
    sentiment: { label: row.sentiment, score: Math.round(row.sentimentScore * 1000) / 1000 },
    topics: paired(row.topics, row.topicConfidences),
    departments: paired(row.departments, row.departmentConfidences),
    entities: row.entityKinds.map((kind, i) => ({
      kind: kind as MentionDto['entities'][number]['kind'],
      value: row.entityValues[i] ?? '',
    })),
  }
}
