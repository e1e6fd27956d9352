import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Organisation, Person } from '../../alerts/organisation/organisation.ts'
import { savedViewRefusal } from '../../alerts/organisation/permission.ts'
import {
  countViews,
  findView,
  mostViews,
  savedViews,
  savedViewsTopic,
  type SavedView,
} from '../../alerts/trends/saved-view-table.ts'
import { SavedViewDto, toSavedViewDto } from '../dto/saved-view-dto.ts'
import { personOf } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { closed, list, NoQuery, problems, word } from '../request/schemas.ts'

const ViewId = Type.Object({ id: word('Id of the view', 'b7c9') })
const mostParameters = 30
const ViewBody = Type.Object(
  {
    id: Type.Optional(word('A view with the same id is replaced. Absent: a new id', 'b7c9')),
    name: word('Its name', 'Late parcels by carrier'),
    query: Type.Record(Type.String({ pattern: '^[A-Za-z]{1,40}$' }), Type.String({ maxLength: 200 }), {
      ...doc("The parameters of the page's address", { topic: 'delivery.late', by: 'carrier' }),
      maxProperties: mostParameters,
      additionalProperties: false,
    }),
  },
  { ...closed, description: 'The view' },
)

/** Views of trends that the whole company shares. */
export function savedViewRoutes(app: App, deps: ApiDeps): void {
  app.get(
    '/views',
    {
      config: { permission: 'company.read' },
      schema: {
        operationId: 'listViews',
        tags: ['Trends'],
        description: 'Views belong to the whole company.',
        summary: 'Saved views of trends, by name',
        querystring: NoQuery,
        response: { 200: list(SavedViewDto, 'All views'), ...problems },
      },
    },
    async () => ({ items: (await savedViews(deps.reader)).map(toSavedViewDto), nextCursor: null }),
  )
  app.post(
    '/views',
    {
      config: { permission: 'views.write' },
      schema: {
        operationId: 'saveView',
        tags: ['Trends'],
        description:
          'A request with the id of an earlier one replaces that view, if the caller saved it or is an admin.',
        summary: 'Save a view of trends under a name',
        querystring: NoQuery,
        body: ViewBody,
        response: { 202: SavedViewDto, ...problems },
      },
    },
    async (request, reply) => {
      const { id = randomUUID(), name, query } = request.body
      const person = personOf(request)
      const before = await changeable(deps, person, id)
      if ((!before || before.removed) && (await countViews(deps.reader)) >= mostViews)
        throw new Problem(409, `there are ${mostViews} saved views, and no more are kept; delete one first`)
      const view = { id, name, query, ...versionAfter(before, person, deps.clock()), removed: false }
      await deps.log.publish(savedViewsTopic, [view])
      return reply.code(202).send(toSavedViewDto(view))
    },
  )
  removalRoute(app, deps)
}

function removalRoute(app: App, deps: ApiDeps): void {
  app.delete(
    '/views/:id',
    {
      config: { permission: 'views.write' },
      schema: {
        operationId: 'removeView',
        tags: ['Trends'],
        description: 'Whoever saved it, the service team and admins may.',
        summary: 'Delete a saved view',
        params: ViewId,
        querystring: NoQuery,
        response: { 202: SavedViewDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      const before = await changeable(deps, person, request.params.id)
      if (!before || before.removed) throw notFound('saved view', request.params.id)
      const view = { ...before, ...versionAfter(before, person, deps.clock()), removed: true }
      await deps.log.publish(savedViewsTopic, [view])
      return reply.code(202).send(toSavedViewDto(before))
    },
  )
}

const versionAfter = (before: SavedView | undefined, { id }: Person, now: number) => ({
  by: id,
  savedAt: now,
  version: (before?.version ?? 0) + 1,
})

/** The stored version that the person may replace; undefined if there is none yet. @throws Problem 403 if they may not change it */
async function changeable(
  { reader, organisation }: { reader: ApiDeps['reader']; organisation: Organisation },
  person: Person,
  id: string,
): Promise<SavedView | undefined> {
  const before = await findView(reader, id)
  const sentence = before && !before.removed ? savedViewRefusal(organisation, person, before.by) : undefined
  if (sentence !== undefined) throw new Problem(403, sentence)
  return before
}
