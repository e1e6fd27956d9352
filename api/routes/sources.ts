import { sourceHealth, type SourceHealth } from '../../ingest/source-table.ts'
import { countSeries } from '../../alerts/series/series-query.ts'
import { SourceDto } from '../dto/board-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NoQuery, problems, toIsoOrNull } from '../request/schemas.ts'

const hourMs = 3_600_000

export function sourceRoutes(app: App, { reader, clock }: ApiDeps): void {
  app.get(
    '/sources',
    {
      schema: {
        operationId: 'listSources',
        summary: 'Health and lag of each source',
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
      const [health, counted] = await Promise.all([sourceHealth(reader), countSeries(reader, day)])
      const mentions = new Map(counted.map((series) => [series.key, series.mentions]))
      return { items: health.map((row) => toSourceDto(row, mentions.get(row.source) ?? 0, now)), nextCursor: null }
    },
  )
}

function toSourceDto(row: SourceHealth, mentions24h: number, now: number) {
  const { source, kind, state, reason, frontierAt, lastHeardAt } = row
  const hasFrontier = (kind === 'feed' || kind === 'stream') && frontierAt > 0
  return {
    source,
    kind,
    health: state,
    reason,
    mentions24h,
    frontierAt: hasFrontier ? toIsoOrNull(frontierAt) : null,
    lastHeardAt: toIsoOrNull(lastHeardAt),
    lag: hasFrontier ? Math.max(0, Math.round(now - frontierAt)) : null,
  }
}
