import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { scopes } from '../identity/scope.ts'
import { textOrNull, time, timeOrNull } from '../request/schemas.ts'

export const KeyDto = Type.Object({
  id: Type.String(doc('Id of the key: the part of it that is no secret', '3f9a1c0b77de')),
  person: Type.String(doc('Whom it identifies, by id', 'mara')),
  scope: Type.Enum([...scopes], doc('read; write: also changes; admin: everything')),
  department: textOrNull('The only department that it shows; null: all of the person', 'logistics'),
  createdAt: time('When it was created'),
  expiresAt: timeOrNull('When it expires; null: never'),
  lastUsedAt: timeOrNull('When it was last used, to a minute; null: never'),
  revokedAt: timeOrNull('When it was revoked; null: it is not'),
})
export type KeyDto = Static<typeof KeyDto>
