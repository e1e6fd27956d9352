import { Type, type Static } from 'typebox'
import { accountList } from '../../alerts/accounts/read-accounts.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import { reportContent } from '../../alerts/report/report-content.ts'
import { reportCsv } from '../../alerts/report/report-csv.ts'
import type { Report } from '../../alerts/report/report.ts'
import { crossReport, lastWeek } from '../../alerts/report/cross-report.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { ReportDto, toReportDto } from '../dto/report-dto.ts'
import { problems, query, timeIn, toEpochMsOr } from '../request/schemas.ts'

const dayMs = 24 * 3_600_000
const mostDays = 400

const ReportQuery = query({
  from: Type.Optional(timeIn('Beginning of the period')),
  to: Type.Optional(timeIn('End of the period, exclusive; it has at most 400 days', '2026-11-30T00:00:00Z')),
})
const describedPeriod =
  'By department and customer journey stage, compared with the period before; by default of the last seven whole days (UTC).'

export function reportRoutes(app: App, deps: ApiDeps): void {
  const { taxonomy } = deps
  app.get(
    '/report',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getReport',
        tags: ['Trends'],
        description: describedPeriod,
        summary: 'Mentions, sentiment, alerts and praise of a period',
        querystring: ReportQuery,
        response: { 200: ReportDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: period }) => toReportDto(await reportOf(deps, period, visibility)),
  )
  app.get(
    '/report.csv',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'exportReport',
        tags: ['Trends'],
        description: `${describedPeriod} One row for everything, for each department, stage, and topic and product that a department is praised for. Headings name the units.`,
        summary: 'The report of a period as CSV',
        querystring: ReportQuery,
        response: {
          200: {
            description: 'One subject of the report per row',
            content: { 'text/csv': { schema: Type.String() } },
          },
          ...problems,
        },
      },
    },
    async ({ caller: { visibility }, query: period }, reply) => {
      const report = await reportOf(deps, period, visibility)
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="report.csv"')
        .send(reportCsv(reportContent(report, taxonomy)))
    },
  )
}

async function reportOf(
  { reader, clock, taxonomy, worth, accounts = accountList(undefined) }: ApiDeps,
  { from, to }: Static<typeof ReportQuery>,
  visibility: Visibility,
): Promise<Report> {
  const now = clock()
  const span = spanOf(from, to, now)
  const { accounts: ownAccounts } = await accounts()
  return crossReport(reader, { ...span, taxonomy, now, visibility, ownAccounts, worth })
}

function spanOf(from: string | undefined, to: string | undefined, now: number): { from: number; to: number } {
  const byDefault = lastWeek(now)
  const toMs = toEpochMsOr('to', to, byDefault.to)
  const fromMs = toEpochMsOr('from', from, Math.max(0, toMs - (byDefault.to - byDefault.from)))
  if (fromMs >= toMs) throw new Problem(400, 'from must be before to')
  if (toMs - fromMs > mostDays * dayMs) throw new Problem(400, `the period has more than ${mostDays} days`)
  return { from: fromMs, to: toMs }
}
