import { activeAlerts } from '../../alerts/alert/alert-table.ts'
import { countToday, type Today } from '../../alerts/detection/expected-series.ts'
import { loadLastEvaluation } from '../../alerts/detection/last-evaluation.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import { coveredSince } from '../../alerts/series/coverage.ts'
import { frontierAt } from '../../alerts/series/frontier.ts'
import type { StageState } from '../../infra/log/group-watch.ts'
import { seesDepartment } from '../../enrich/mentions/visible-mentions.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { DepartmentDto, StatusDto, TopicDto, type StageDto, type TodayDto } from '../dto/board-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NoQuery, problems, toIso, toIsoOrNull } from '../request/schemas.ts'

const dayMs = 24 * 3_600_000

/** Data of the board: departments, topics, and coverage. */
export function boardRoutes(app: App, deps: ApiDeps): void {
  app.get(
    '/departments',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'listDepartments',
        tags: ['Coverage'],
        description: 'In the order of the taxonomy.',
        summary: 'The departments, with their active alerts and the mentions of today',
        querystring: NoQuery,
        response: { 200: list(DepartmentDto, 'All departments'), ...problems },
      },
    },
    async ({ caller: { visibility } }) => ({ items: await departmentsNow(deps, visibility), nextCursor: null }),
  )
  app.get(
    '/topics',
    {
      config: { permission: 'company.read' },
      schema: {
        operationId: 'listTopics',
        tags: ['Coverage'],
        description: 'Topics form a tree: a mention counts in its topic and in all topics above it.',
        summary: 'The topics of the taxonomy',
        querystring: NoQuery,
        response: { 200: list(TopicDto, 'All topics'), ...problems },
      },
    },
    async () => ({ items: deps.taxonomy.topics.map(toTopicDto), nextCursor: null }),
  )
  app.get(
    '/status',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getStatus',
        tags: ['Coverage'],
        description:
          'Up to when all mentions are stored, which sources are down, and whether the stages make progress.',
        summary: 'Coverage, the mentions of today, and the last evaluation',
        querystring: NoQuery,
        response: { 200: StatusDto, ...problems },
      },
    },
    async ({ caller: { visibility } }) => statusNow(deps, visibility),
  )
}

async function departmentsNow(
  { reader, clock, localityOf, taxonomy: { departments, topics } }: ApiDeps,
  visibility: Visibility,
): Promise<DepartmentDto[]> {
  const now = clock()
  // `activeAlerts` includes alerts resolved after the given time. None is resolved in the future, so these are the active ones.
  const [today, active] = await Promise.all([
    countToday(reader, { now, localityOf, visible: visibility.mentions }, 'department'),
    activeAlerts(reader, now + dayMs, visibility),
  ])
  return departments.map(({ id, name }) => ({
    id,
    name,
    openAlerts: active.filter((alert) => alert.departments.includes(id)).length,
    topics: topics.filter(({ owners }) => owners.includes(id)).length,
    today: seesDepartment(visibility.mentions, id) ? toTodayDto(today.get(id)) : null,
  }))
}

async function statusNow(
  { reader, clock, realClock = Date.now, localityOf, watch, isDemo = false }: ApiDeps,
  { mentions: visible }: Visibility,
): Promise<StatusDto> {
  const now = clock()
  const [frontier, today, first, evaluation] = await Promise.all([
    frontierAt(reader, now),
    countToday(reader, { now, localityOf, visible }),
    coveredSince(reader, now),
    loadLastEvaluation(reader),
  ])
  return {
    now: toIso(now),
    frontierAt: toIso(frontier.until),
    coveredSince: toIsoOrNull(first),
    sourcesDown: frontier.blindSources,
    demo: isDemo ? demoOf(Math.max(0, realClock() - now)) : null,
    today: toTodayDto(today.get('')),
    stages: watch.stages().map(toStageDto),
    lastEvaluation: evaluation ? { ...evaluation, at: toIso(evaluation.at) } : null,
  }
}

/** Once it has caught up, the clock of the demo is real time. */
const demoOf = (behindMs: number) => ({ caughtUp: behindMs < caughtUpWithinMs, behindMs })
const caughtUpWithinMs = 1_000

const toStageDto = ({ since, oldestAt, ...stage }: StageState): StageDto => ({
  ...stage,
  since: since === 0 ? null : toIso(since),
  oldestAt: toIsoOrNull(oldestAt),
})

const toTopicDto = ({ id, name, ancestors, owners, severity }: Taxonomy['topics'][number]): TopicDto => ({
  id,
  name,
  owners,
  severity,
  parent: ancestors.at(-1) ?? null,
})

function toTodayDto({ mentions, band }: Today = { mentions: 0 }): TodayDto {
  if (!band) return { mentions }
  return { mentions, expected: rounded(band.expected), lower: rounded(band.lower), upper: rounded(band.upper) }
}

const rounded = (x: number) => Math.round(x * 10) / 10
