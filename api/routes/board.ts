import { activeAlerts } from '../../alerts/alert/alert-table.ts'
import { frontierAt } from '../../alerts/series/frontier.ts'
import { loadLastEvaluation } from '../../alerts/detection/last-evaluation.ts'
import { coveredSince } from '../../alerts/series/count-table.ts'
import { countToday, type Today } from '../../alerts/detection/expected-series.ts'
import { DepartmentDto, StatusDto, TopicDto, type TodayDto } from '../dto/board-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NoQuery, problems, toIso, toIsoOrNull } from '../request/schemas.ts'

const dayMs = 24 * 3_600_000

/** Data of the board: departments, topics, and coverage. */
export function boardRoutes(app: App, { reader, clock, taxonomy }: ApiDeps): void {
  const { departments, topics } = taxonomy
  const own = (id: string) => topics.filter((topic) => topic.owners.includes(id)).length

  app.get(
    '/departments',
    {
      schema: {
        operationId: 'listDepartments',
        querystring: NoQuery,
        response: { 200: list(DepartmentDto), ...problems },
      },
    },
    async ({ caller: { visibility } }) => {
      const now = clock()
      // Nothing resolved is that young: those that are not over alone.
      const [today, standing] = await Promise.all([
        countToday(reader, now, 'department'),
        activeAlerts(reader, now + dayMs, visibility),
      ])
      const openOf = (id: string) => standing.filter((alert) => alert.departments.includes(id)).length
      const items = departments.map(({ id, name }) => ({
        id,
        name,
        openAlerts: openOf(id),
        topics: own(id),
        today: toTodayDto(today.get(id)),
      }))
      return { items, nextCursor: null }
    },
  )
  app.get(
    '/topics',
    { schema: { operationId: 'listTopics', querystring: NoQuery, response: { 200: list(TopicDto), ...problems } } },
    async () => {
      const items = topics.map(({ id, name, ancestors, owners, severity }) => ({
        id,
        name,
        owners,
        severity,
        parent: ancestors.at(-1) ?? null,
      }))
      return { items, nextCursor: null }
    },
  )
  app.get(
    '/status',
    { schema: { operationId: 'getStatus', querystring: NoQuery, response: { 200: StatusDto, ...problems } } },
    async () => {
      const now = clock()
      const [frontier, today, first, look] = await Promise.all([
        frontierAt(reader, now),
        countToday(reader, now),
        coveredSince(reader, now),
        loadLastEvaluation(reader),
      ])
      return {
        now: toIso(now),
        frontierAt: toIso(frontier.until),
        coveredSince: toIsoOrNull(first),
        sourcesDown: frontier.blindSources,
        today: toTodayDto(today.get('')),
        lastEvaluation: look ? { ...look, at: toIso(look.at) } : null,
      }
    },
  )
}

function toTodayDto({ mentions, band }: Today = { mentions: 0 }): TodayDto {
  if (!band) return { mentions }
  return { mentions, expected: rounded(band.expected), lower: rounded(band.lower), upper: rounded(band.upper) }
}

const rounded = (x: number) => Math.round(x * 10) / 10
