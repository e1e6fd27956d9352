import { Type, type Static } from 'typebox'
import { scopes } from '../identity/scope.ts'
import { NullableString, NullableTime, TimeOut } from '../request/schemas.ts'

export const KeyDto = Type.Object({
  id: Type.String(),
  person: Type.String(),
  scope: Type.Enum([...scopes]),
  department: NullableString,
  createdAt: TimeOut,
  expiresAt: NullableTime,
  lastUsedAt: NullableTime,
  revokedAt: NullableTime,
})
export type KeyDto = Static<typeof KeyDto>
