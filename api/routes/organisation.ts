import { Type } from 'typebox'
import { models, roles } from '../../alerts/organisation/organisation.ts'
import type { ApiParts, App } from '../parts.ts'
import { NoQuery, NullableString, problems } from '../wire.ts'

const OrganisationDto = Type.Object({
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

/** Who is who, for pages that let one choose. */
export function organisationRoutes(app: App, { organisation }: ApiParts): void {
  app.get(
    '/organisation',
    {
      schema: {
        operationId: 'getOrganisation',
        summary: 'The model, the people, the business units, and who asks',
        querystring: NoQuery,
        response: { 200: OrganisationDto, ...problems },
      },
    },
    async ({ asking: { person } }) => ({
      model: organisation.model,
      me: person?.id ?? null,
      people: [...organisation.people.values()].map(({ id, name, departments, units, hub, role }) => ({
        id,
        name,
        departments,
        units,
        hub,
        role,
      })),
      units: organisation.units.map(({ id, name }) => ({ id, name })),
    }),
  )
}
