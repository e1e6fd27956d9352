import { OrganisationDto } from '../dto/organisation-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { NoQuery, problems } from '../request/schemas.ts'

/** People and units, for choices in the dashboard. */
export function organisationRoutes(app: App, { organisation }: ApiDeps): void {
  app.get(
    '/organisation',
    {
      config: { permission: 'company.read' },
      schema: {
        operationId: 'getOrganisation',
        tags: ['Organisation'],
        description: 'For choices such as owners. The caller is `me`.',
        summary: 'The organisation model, people, business units, and the caller',
        querystring: NoQuery,
        response: { 200: OrganisationDto, ...problems },
      },
    },
    async ({ caller: { person } }) => ({
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
