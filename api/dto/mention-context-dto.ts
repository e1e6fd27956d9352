import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { textOrNull, time } from '../request/schemas.ts'
import { MentionDto } from './mention-dto.ts'

/** What belongs to a mention. */
export const MentionContextDto = Type.Object({
  thread: Type.Array(MentionDto, {
    description: 'The visible conversation with this mention in it, oldest first; empty if it is alone',
  }),
  copies: Type.Array(
    Type.Object({
      id: Type.String(doc('Id of the mention', 'bluesky:3lb2kq')),
      source: Type.String(doc('Where it was published: a source by name', 'bluesky')),
      url: textOrNull('Where it can be read; null: no link', 'https://bsky.example/p/3lb2kq'),
      author: textOrNull('Public name of the author; null: unknown, or erased', 'mona_k'),
      createdAt: time('When it was published'),
    }),
    { description: 'Other visible mentions with nearly the same text, newest first; at most 50' },
  ),
  copyCount: Type.Integer(doc('How many there are', 3)),
  history: Type.Array(
    Type.Object({
      at: time('When it happened'),
      what: Type.Enum(['written', 'received', 'answered', 'corrected', 'removed'], doc('What happened')),
      by: textOrNull('Of a correction: who made it, by id; null otherwise', 'mara'),
      reason: textOrNull('Of a correction: its note; null: none', 'about the courier, not about us'),
    }),
    { description: 'What happened to it, oldest first' },
  ),
})
export type MentionContextDto = Static<typeof MentionContextDto>
