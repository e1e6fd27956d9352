import { Type } from 'typebox'
import { lastMentions } from '../../alerts/series/last-mentions.ts'
import { usageOn } from '../../ingest/usage-table.ts'
import { coverageGaps } from '../../ingest/gap-table.ts'
import { sourceHealth } from '../../ingest/source-table.ts'
import { countSeries } from '../../alerts/series/series-query.ts'
import { CoverageGapDto, SourceDto } from '../dto/board-dto.ts'
import { healthOfAll, toCoverageGapDto, toSourceDto } from '../dto/to-source-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NoQuery, problems, query, timeIn, toEpochMsOr, word } from '../request/schemas.ts'

const hourMs = 3_600_000
const gapDays = 30
const mostGaps = 500

export function sourceRoutes(app: App, deps: ApiDeps): void {
  listSources(app, deps)
  listCoverageGaps(app, deps)
}

function listSources(app: App, { reader, clock, sources = [] }: ApiDeps): void {
  app.get(
    '/sources',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'listSources',
        tags: ['Coverage'],
        description: 'Those that are configured, and those that were imported once.',
        summary: 'Health and lag of every source that is configured or was imported',
        querystring: NoQuery,
        response: { 200: list(SourceDto, 'All sources'), ...problems },
      },
    },
    async ({ caller: { visibility } }) => {
      const now = clock()
      const day = {
        measure: 'mentions' as const,
        by: 'source' as const,
        filters: {},
        bucketMs: hourMs / 12,
        from: now - 24 * hourMs,
        to: now + 1,
        visible: visibility.mentions,
      }
      const [health, counted, last, usage] = await Promise.all([
        sourceHealth(reader),
        countSeries(reader, day),
        lastMentions(reader),
        usageOn(reader, new Date(now).toISOString().slice(0, 10)),
      ])
      const all = healthOfAll({ configured: sources, health, lastMentions: last }, now)
      const mentions = new Map(counted.map((series) => [series.key, series.mentions]))
      const items = all.map((row) =>
        toSourceDto(row, { mentions24h: mentions.get(row.source) ?? 0, usage: usage.get(row.source), now }),
      )
      return { items, nextCursor: null }
    },
  )
}

function listCoverageGaps(app: App, { reader, clock }: ApiDeps): void {
  app.get(
    '/sources/gaps',
    {
      config: { permission: 'company.read' },
      schema: {
        operationId: 'listCoverageGaps',
        tags: ['Coverage'],
        summary: 'Periods in which sources were not read or lost mentions',
        description: `And what of them was filled later. The latest ${mostGaps}.`,
        querystring: query({
          source: Type.Optional(word('Only of this source, by name', 'app-store')),
          since: Type.Optional(timeIn(`Only gaps that were not over before this time; absent: ${gapDays} days ago`)),
        }),
        response: { 200: list(CoverageGapDto, 'Gaps; the list has one page'), ...problems },
      },
    },
    async ({ query: { source, since } }) => {
      const from = toEpochMsOr('since', since, clock() - gapDays * 24 * hourMs)
      const gaps = await coverageGaps(reader, { source, since: from, limit: mostGaps })
      return { items: gaps.map(toCoverageGapDto), nextCursor: null }
    },
  )
}
