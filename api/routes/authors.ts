import { Type } from 'typebox'
import type { ApiDeps, App } from '../request/deps.ts'
import { personOf } from '../request/auth.ts'
import { ErasureDto, toErasureDto } from '../dto/erasure-dto.ts'
import { problems, query, Word } from '../request/schemas.ts'

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
      return reply.send(toErasureDto(report))
    },
  )
}
