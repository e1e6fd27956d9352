import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'

const Author = Type.Object({
  /** HMAC of the source's author id; stable, never the id itself. */
  key: Type.String(),
  handle: Type.Optional(Type.String()),
  followers: Type.Optional(Type.Number()),
})

/** One public text by one person at one time. Times in epoch ms. */
export const Mention = Type.Object({
  type: Type.Literal('mention'),
  /** `<source>:<native id>`, from birth. */
  id: Type.String({ minLength: 1 }),
  source: Type.String({ minLength: 1 }),
  channel: Type.Optional(Type.String()),
  format: Type.Optional(Type.Enum(['post', 'comment', 'review', 'article', 'ticket', 'message'])),
  url: Type.Optional(Type.String()),
  author: Type.Optional(Author),
  title: Type.Optional(Type.String()),
  text: Type.String({ minLength: 1 }),
  /** Clamped once, in ingest, to [2000, observedAt + 5 min]; `timeClamped` says so. */
  createdAt: Type.Integer(),
  observedAt: Type.Integer(),
  timeClamped: Type.Boolean(),
  /** History: counts, but never raises an alert. */
  backfill: Type.Boolean(),
  rating: Type.Optional(Type.Number()),
  inReplyTo: Type.Optional(Type.String()),
  /** Facts the source itself states about the mention (product, version, region, carrier, order, language …). */
  fields: Type.Optional(Type.Record(Type.String(), Type.String())),
})
export type Mention = Static<typeof Mention>

/** Its author, or the source, took a mention back: text, handle and url are blanked, the counts stay. */
export const Deletion = Type.Object({
  type: Type.Literal('deletion'),
  id: Type.String({ minLength: 1 }),
  source: Type.String({ minLength: 1 }),
  reason: Type.Enum(['deleted', 'removed', 'accountGone', 'withheld', 'erased']),
  at: Type.Integer(),
})
export type Deletion = Static<typeof Deletion>

/** Topic `mentions`: a mention and its deletion share the key, so they stay in order. */
export const mentionsTopic: Topic<Mention | Deletion> = {
  name: 'mentions',
  schema: Type.Union([Mention, Deletion]),
  key: (event) => event.id,
  partitions: 4,
}
