import { Type } from 'typebox'
import type { ApiDeps, App } from '../request/deps.ts'
import { personOf } from '../request/auth.ts'
import { NullableTime, problems, query, toIsoOrNull, Word } from '../request/schemas.ts'

const ErasureDto = Type.Object({
  dryRun: Type.Boolean(),
  mentions: Type.Integer({ description: 'Mentions of the author' }),
  places: Type.Array(
    Type.Object({
      place: Type.String(),
      found: Type.Integer({ description: 'What the place held' }),
      remaining: Type.Integer({ description: 'What it holds now: 0 after an erasure' }),
    }),
  ),
  logKeptUntil: { ...NullableTime, description: 'Until when a Kafka log keeps the events; null: it keeps none' },
})

const EraseQuery = query({
  source: Type.Optional(Word),
  dryRun: Type.Optional(Type.Boolean({ default: false, description: 'Only counts what would be erased' })),
})

/** Erasure of people, for admins. */
export function authorRoutes(app: App, { erasure }: ApiDeps): void {
  if (!erasure) return
  app.delete(
    '/authors/:id',
    {
      config: { scope: 'admin', permission: 'authors.erase' },
      schema: {
        operationId: 'eraseAuthor',
        summary:
          'Erase what an author wrote, by handle, author key or id of the source, from everywhere; answers when nothing is left. Counts stay',
        params: Type.Object({ id: Word }),
        querystring: EraseQuery,
        response: { 200: ErasureDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      const { source, dryRun } = request.query
      const asked = { kind: 'author' as const, author: request.params.id, source }
      const report = dryRun ? await erasure.preview(asked) : await erasure.erase(asked, person.id)
      return reply.send({ ...report, logKeptUntil: toIsoOrNull(report.logKeptUntil) })
    },
  )
}
