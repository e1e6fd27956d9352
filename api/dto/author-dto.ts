import { Type, type Static } from 'typebox'
import { statuses } from '../../alerts/alert/alert.ts'
import { authorRoles, stages } from '../../enrich/labels/enriched-mention.ts'
import { NullableString, NullableTime, TimeOut } from '../request/schemas.ts'

/** What an author's mentions tell of them. Pseudonymous: the id is a keyed hash. */
export const AuthorDto = Type.Object({
  id: Type.String(),
  handle: { ...NullableString, description: 'The newest; null if the source gives none, or it was erased' },
  sources: Type.Array(Type.String()),
  firstAt: TimeOut,
  lastAt: TimeOut,
  mentions: Type.Integer({ description: 'Visible ones without spam; the newest 1,000 if isCapped' }),
  isCapped: Type.Boolean(),
  sentiments: Type.Object({ negative: Type.Integer(), neutral: Type.Integer(), positive: Type.Integer() }),
  replies: Type.Integer({ description: 'Mentions that reply to another one' }),
  answered: Type.Integer({
    description: 'Mentions that the company answered, as far as sources and the account list tell',
  }),
  role: Type.Enum([...authorRoles], { description: 'The last one that a mention shows' }),
  roles: Type.Array(Type.Object({ at: TimeOut, role: Type.Enum([...authorRoles]), mentions: Type.Integer() }), {
    description: 'How the role changed, oldest first; mentions that show none are left out',
  }),
  stages: Type.Array(Type.Object({ at: TimeOut, stage: Type.Enum([...stages]), mentions: Type.Integer() }), {
    description: 'How the stage of the customer journey changed, oldest first',
  }),
  cases: Type.Array(
    Type.Object({
      alertId: Type.String(),
      title: Type.String(),
      status: Type.Enum([...statuses]),
      openedAt: TimeOut,
      resolvedAt: NullableTime,
      mentions: Type.Integer({ description: 'Mentions of the author on its topic while it lasted' }),
    }),
    { description: 'Visible alerts that mentions of the author belong to, newest first' },
  ),
})
export type AuthorDto = Static<typeof AuthorDto>
