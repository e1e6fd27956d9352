import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { models, roles } from '../../alerts/organisation/options.ts'
import { textOrNull } from '../request/schemas.ts'

export const OrganisationDto = Type.Object({
  model: Type.Enum([...models], doc('How the organisation works')),
  me: textOrNull('The caller, by id; null: the request names nobody', 'mara'),
  people: Type.Array(
    Type.Object({
      id: Type.String(doc('Id of the person', 'mara')),
      name: Type.String(doc('Their name', 'Mara Lindt')),
      departments: Type.Array(Type.String(), doc('Ids of their departments', ['logistics'])),
      units: Type.Array(Type.String(), doc('Ids of their business units', ['north'])),
      hub: Type.Boolean(doc('Whether they belong to the service team')),
      role: Type.Enum([...roles], doc('What they may do')),
    }),
    doc('The people of the configuration'),
  ),
  units: Type.Array(
    Type.Object({
      id: Type.String(doc('Id of the business unit', 'north')),
      name: Type.String(doc('Its name', 'North')),
    }),
    doc('The business units'),
  ),
})
export type OrganisationDto = Static<typeof OrganisationDto>
