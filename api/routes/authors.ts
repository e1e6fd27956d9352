import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { personOf } from '../request/auth.ts'
import { ErasureDto, toErasureDto } from '../dto/erasure-dto.ts'
import { problems, query, word } from '../request/schemas.ts'

const EraseQuery = query({
  source: Type.Optional(word('Only in this source, by name', 'forum')),
  dryRun: Type.Optional(Type.Boolean({ default: false, ...doc('Whether it only counts what would be erased') })),
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
        tags: ['Authors'],
        description:
          'By handle, author key or id of the source. Answers when every place was counted again and nothing is left. Counts stay.',
        summary: 'Erase what an author wrote from everywhere',
        params: Type.Object({ id: word('Handle, author key, or id of the source', 'mona_k') }),
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
