import { lastMentions } from '../../alerts/series/last-mentions.ts'
import { sourceHealth } from '../../ingest/source-table.ts'
import { countSeries } from '../../alerts/series/series-query.ts'
import { SourceDto } from '../dto/board-dto.ts'
import { healthOfAll, toSourceDto } from '../dto/to-source-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NoQuery, problems } from '../request/schemas.ts'

const hourMs = 3_600_000

export function sourceRoutes(app: App, { reader, clock, sources = [] }: ApiDeps): void {
  app.get(
    '/sources',
    {
      schema: {
        operationId: 'listSources',
        summary: 'Health and lag of every source that is configured or was imported',
        querystring: NoQuery,
        response: { 200: list(SourceDto), ...problems },
      },
    },
    async () => {
      const now = clock()
      const day = {
        measure: 'mentions' as const,
        by: 'source' as const,
        filters: {},
        bucketMs: hourMs / 12,
        from: now - 24 * hourMs,
        to: now + 1,
      }
      const [health, counted, last] = await Promise.all([
        sourceHealth(reader),
        countSeries(reader, day),
        lastMentions(reader),
      ])
      const all = healthOfAll({ configured: sources, health, lastMentions: last }, now)
      const mentions = new Map(counted.map((series) => [series.key, series.mentions]))
      return { items: all.map((row) => toSourceDto(row, mentions.get(row.source) ?? 0, now)), nextCursor: null }
    },
  )
}
