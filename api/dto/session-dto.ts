import { Type, type Static } from 'typebox'
import { scopes } from '../identity/scope.ts'
import { NullableString, NullableTime } from '../request/schemas.ts'

export const SessionDto = Type.Object({
  person: NullableString,
  by: Type.Union([Type.Enum(['key', 'provider', 'proxy', 'name']), Type.Null()], {
    description: 'What identified the caller; null: nothing, although it is required',
  }),
  scope: Type.Union([Type.Enum([...scopes]), Type.Null()]),
  expiresAt: { ...NullableTime, description: 'When the session in the cookie ends at the latest; null: there is none' },
  provider: { ...NullableString, description: 'The host of the OpenID provider where people can sign in' },
})
export type SessionDto = Static<typeof SessionDto>
