import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { statuses } from '../../alerts/alert/alert.ts'
import { authorRoles, stages } from '../../enrich/labels/enriched-mention.ts'
import { textOrNull, time, timeOrNull } from '../request/schemas.ts'

/** What an author's mentions tell of them. Pseudonymous: the id is a keyed hash. */
export const AuthorDto = Type.Object({
  id: Type.String(doc('The key of the author', 'a1b2c3d4e5f60718')),
  handle: textOrNull('The newest public name; null: the source gives none, or it was erased', 'mona_k'),
  sources: Type.Array(Type.String(), doc('Where the author writes: sources by name', ['forum'])),
  firstAt: time('Time of the first mention'),
  lastAt: time('Time of the newest mention'),
  mentions: Type.Integer(doc('Visible mentions without spam; the newest 1,000 if isCapped', 14)),
  isCapped: Type.Boolean(doc('Whether there are more than 1,000')),
  sentiments: Type.Object(
    {
      negative: Type.Integer(doc('Negative mentions', 9)),
      neutral: Type.Integer(doc('Neutral mentions', 3)),
      positive: Type.Integer(doc('Positive mentions', 2)),
    },
    doc('Mentions by sentiment'),
  ),
  replies: Type.Integer(doc('Mentions that reply to another one', 4)),
  answered: Type.Integer(doc('Mentions that the company answered, as far as sources and the account list tell', 3)),
  role: Type.Enum([...authorRoles], doc('The last role that a mention shows')),
  roles: Type.Array(
    Type.Object({
      at: time('Time of the mention that first shows the role'),
      role: Type.Enum([...authorRoles], doc('The role')),
      mentions: Type.Integer(doc('Mentions that show it until the next change', 5)),
    }),
    doc('How the role changed, oldest first; mentions that show none are left out'),
  ),
  stages: Type.Array(
    Type.Object({
      at: time('Time of the mention that first shows the stage'),
      stage: Type.Enum([...stages], doc('The stage')),
      mentions: Type.Integer(doc('Mentions that show it until the next change', 2)),
    }),
    doc('How the stage of the customer journey changed, oldest first'),
  ),
  cases: Type.Array(
    Type.Object({
      alertId: Type.String(doc('Id of the alert', '9f1c2ab47d60')),
      title: Type.String(doc('Its title', 'Parcel late · Nordfracht')),
      status: Type.Enum([...statuses], doc('Its status')),
      openedAt: time('When it opened'),
      resolvedAt: timeOrNull('When it was resolved; null: it is not'),
      mentions: Type.Integer(doc('Mentions of the author on its topic while it lasted', 2)),
    }),
    doc('Visible alerts that mentions of the author belong to, newest first'),
  ),
})
export type AuthorDto = Static<typeof AuthorDto>
