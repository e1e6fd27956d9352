import { Type } from 'typebox'
import { alertsOpened } from '../../alerts/report/alert-figures-query.ts'
import { alertQuality, mondayOf, qualityByWeek, weekMs } from '../../alerts/report/alert-quality.ts'
import { seesDepartment } from '../../enrich/mentions/visible-mentions.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { AlertQualityDto } from '../dto/alert-quality-dto.ts'
import { problems, query, toIso } from '../request/schemas.ts'

const mostWeeks = 104
const usualWeeks = 12

/** What people made of the alerts of the last weeks. */
export function alertQualityRoutes(app: App, { reader, clock, taxonomy }: ApiDeps): void {
  app.get(
    '/alert-quality',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'getAlertQuality',
        summary: 'Alerts, ratings and time to the first reaction by week and by department',
        querystring: query({
          weeks: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: mostWeeks,
              default: usualWeeks,
              description: 'Number of weeks, with the one that is not over yet',
            }),
          ),
        }),
        response: { 200: AlertQualityDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: { weeks = usualWeeks } }) => {
      const now = clock()
      const to = mondayOf(now) + weekMs
      const span = { from: to - weeks * weekMs, to }
      const alerts = await alertsOpened(reader, span, { now, visibility })
      const departments = taxonomy.departments.filter(({ id }) => seesDepartment(visibility.mentions, id))
      return {
        from: toIso(span.from),
        to: toIso(to),
        all: alertQuality(alerts),
        weeks: qualityByWeek(alerts, span).map(({ week, ...figures }) => ({ week: toIso(week), ...figures })),
        departments: departments.map(({ id }) => ({
          department: id,
          ...alertQuality(alerts.filter(({ departments: [owner] }) => owner === id)),
        })),
      }
    },
  )
}
