import { allKeys, lastKeyUses } from '../identity/key-table.ts'
import { KeyDto } from '../dto/key-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NoQuery, problems, toIso, toIsoOrNull } from '../request/schemas.ts'

/** The list of API keys, for admins; `groundswell keys` creates and revokes them. */
export function keyRoutes(app: App, { reader }: ApiDeps): void {
  app.get(
    '/keys',
    {
      config: { scope: 'admin', permission: 'keys.read' },
      schema: {
        operationId: 'listKeys',
        tags: ['Sign-in'],
        description:
          'Without their secrets, which are stored nowhere, with their last use to a minute. `groundswell keys` creates and revokes them.',
        summary: 'API keys, oldest first',
        querystring: NoQuery,
        response: { 200: list(KeyDto, 'All keys'), ...problems },
      },
    },
    async (_request, reply) => {
      const [keys, uses] = await Promise.all([allKeys(reader), lastKeyUses(reader)])
      const items = keys.map(({ id, person, scope, department, createdAt, expiresAt, revokedAt }) => ({
        id,
        person,
        scope,
        department: department === '' ? null : department,
        createdAt: toIso(createdAt),
        expiresAt: toIsoOrNull(expiresAt),
        lastUsedAt: toIsoOrNull(uses.get(id)),
        revokedAt: toIsoOrNull(revokedAt),
      }))
      return reply.send({ items, nextCursor: null })
    },
  )
}
