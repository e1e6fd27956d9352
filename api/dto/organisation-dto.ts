import { Type, type Static } from 'typebox'
import { models, roles } from '../../alerts/organisation/options.ts'
import { NullableString } from '../request/schemas.ts'

export const OrganisationDto = Type.Object({
  model: Type.Enum([...models]),
  me: NullableString,
  people: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      departments: Type.Array(Type.String()),
      units: Type.Array(Type.String()),
      hub: Type.Boolean(),
      role: Type.Enum([...roles]),
    }),
  ),
  units: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
})
export type OrganisationDto = Static<typeof OrganisationDto>
