import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { scopes } from '../identity/scope.ts'
import { textOrNull, timeOrNull } from '../request/schemas.ts'

export const SessionDto = Type.Object({
  person: textOrNull('Who the caller is, by id; null: nobody is named', 'mara'),
  by: Type.Union([Type.Enum(['key', 'provider', 'proxy', 'name']), Type.Null()], {
    description: 'What identified the caller; null: nothing, although it is required',
  }),
  scope: Type.Union([Type.Enum([...scopes]), Type.Null()], doc('What the caller may do; null: nothing')),
  expiresAt: timeOrNull('When the session in the cookie ends at the latest; null: there is none'),
  provider: textOrNull('The host of the OpenID provider where people can sign in; null: none', 'login.halden.example'),
})
export type SessionDto = Static<typeof SessionDto>
