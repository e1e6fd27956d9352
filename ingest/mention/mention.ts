import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'

/** The classes of mentions. */
export const formats = ['post', 'comment', 'review', 'article', 'ticket', 'message'] as const

const Author = Type.Object({
  /** HMAC of the source's author id: stable, and not the id itself. */
  key: Type.String(),
  handle: Type.Optional(Type.String()),
  followers: Type.Optional(Type.Number()),
})

/** A text that one person published at one time. Times in epoch ms. */
export const Mention = Type.Object({
  type: Type.Literal('mention'),
  /** `<source>:<native id>`, assigned by ingest and never changed. */
  id: Type.String({ minLength: 1 }),
  source: Type.String({ minLength: 1 }),
  channel: Type.Optional(Type.String()),
  format: Type.Optional(Type.Enum([...formats])),
  url: Type.Optional(Type.String()),
  author: Type.Optional(Author),
  title: Type.Optional(Type.String()),
  text: Type.String({ minLength: 1 }),
  /** Ingest clamps it to [2000, observedAt + 5 min] and sets `timeClamped`. */
  createdAt: Type.Integer(),
  observedAt: Type.Integer(),
  timeClamped: Type.Boolean(),
  /** Whoever published it had found that no mention with this id is stored: its time cannot differ from a stored one. */
  isNewId: Type.Optional(Type.Boolean()),
  /** A mention from the past: it is counted but never raises an alert. */
  backfill: Type.Boolean(),
  rating: Type.Optional(Type.Number()),
  inReplyTo: Type.Optional(Type.String()),
  /** What the source states about the mention (product, version, region, carrier, order, language …). */
  fields: Type.Optional(Type.Record(Type.String(), Type.String())),
})
export type Mention = Static<typeof Mention>

/** The author or the source deleted a mention. Its text, handle and url are blanked; its counts stay. */
export const Deletion = Type.Object({
  type: Type.Literal('deletion'),
  id: Type.String({ minLength: 1 }),
  source: Type.String({ minLength: 1 }),
  reason: Type.Enum(['deleted', 'removed', 'accountGone', 'withheld', 'erased', 'expired']),
  /** Also deletes what was written in reply to it: the source does not name these. */
  withReplies: Type.Optional(Type.Boolean()),
  at: Type.Integer(),
})
export type Deletion = Static<typeof Deletion>

/** Topic `mentions`. A mention and its deletion have the same key and stay in order. */
export const mentionsTopic: Topic<Mention | Deletion> = {
  name: 'mentions',
  schema: Type.Union([Mention, Deletion]),
  key: (event) => event.id,
  partitions: 4,
}
