import { Type } from 'typebox'
import { accountList } from '../../alerts/accounts/read-accounts.ts'
import { crossReport, lastWeek } from '../../alerts/report/cross-report.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { ReportDto, toReportDto } from '../dto/report-dto.ts'
import { problems, query, timeIn, toEpochMsOr } from '../request/schemas.ts'

const dayMs = 24 * 3_600_000
const mostDays = 400

export function reportRoutes(
  app: App,
  { reader, clock, taxonomy, worth, accounts = accountList(undefined) }: ApiDeps,
): void {
  app.get(
    '/report',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getReport',
        tags: ['Trends'],
        description:
          'By department and customer journey stage, compared with the period before; by default of the last seven whole days (UTC).',
        summary: 'Mentions, sentiment, alerts and praise of a period',
        querystring: query({
          from: Type.Optional(timeIn('Beginning of the period')),
          to: Type.Optional(timeIn('End of the period, exclusive; it has at most 400 days', '2026-11-30T00:00:00Z')),
        }),
        response: { 200: ReportDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: { from, to } }) => {
      const now = clock()
      const span = spanOf(from, to, now)
      const { accounts: ownAccounts } = await accounts()
      return toReportDto(await crossReport(reader, { ...span, taxonomy, now, visibility, ownAccounts, worth }))
    },
  )
}

function spanOf(from: string | undefined, to: string | undefined, now: number): { from: number; to: number } {
  const byDefault = lastWeek(now)
  const toMs = toEpochMsOr('to', to, byDefault.to)
  const fromMs = toEpochMsOr('from', from, Math.max(0, toMs - (byDefault.to - byDefault.from)))
  if (fromMs >= toMs) throw new Problem(400, 'from must be before to')
  if (toMs - fromMs > mostDays * dayMs) throw new Problem(400, `the period has more than ${mostDays} days`)
  return { from: fromMs, to: toMs }
}
