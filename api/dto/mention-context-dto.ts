import { Type, type Static } from 'typebox'
import { NullableString, TimeOut } from '../request/schemas.ts'
import { MentionDto } from './mention-dto.ts'

/** What belongs to a mention. */
export const MentionContextDto = Type.Object({
  thread: Type.Array(MentionDto, {
    description: 'The visible conversation with this mention in it, oldest first; empty if it is alone',
  }),
  copies: Type.Array(
    Type.Object({
      id: Type.String(),
      source: Type.String(),
      url: NullableString,
      author: NullableString,
      createdAt: TimeOut,
    }),
    { description: 'Other visible mentions with nearly the same text, newest first; at most 50' },
  ),
  copyCount: Type.Integer(),
  history: Type.Array(
    Type.Object({
      at: TimeOut,
      what: Type.Enum(['written', 'received', 'answered', 'corrected', 'removed']),
      by: NullableString,
      reason: NullableString,
    }),
    { description: 'What happened to it, oldest first' },
  ),
})
export type MentionContextDto = Static<typeof MentionContextDto>
