import { Type } from 'typebox'
import { coveredSince } from '../../alerts/series/coverage.ts'
import { countTotals, wholeHours } from '../../alerts/trends/count-totals.ts'
import { dimensions } from '../../enrich/mentions/dimensions.ts'
import { TotalsDto } from '../dto/totals-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { problems, query, TimeIn, toEpochMsOr, toIso } from '../request/schemas.ts'
import { filterFields } from './series.ts'

const dayMs = 24 * 3_600_000
const defaultMs = 7 * dayMs
const mostDays = 100
const mostItems = 1_000

const TotalsQuery = query({
  by: Type.Optional(Type.Enum([...dimensions], { description: 'One item for each value; absent: one item in all' })),
  from: Type.Optional(
    Type.Union([TimeIn], {
      description: 'Start of the period, rounded down to a full hour; 7 days before `to` if absent',
    }),
  ),
  to: Type.Optional(
    Type.Union([TimeIn], { description: 'End of the period, rounded up to a full hour; now if absent' }),
  ),
  ...filterFields,
})

/** What changed: mentions of a period against the one before. */
export function totalRoutes(app: App, { reader, clock }: ApiDeps): void {
  app.get(
    '/totals',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getTotals',
        summary: 'Mentions of a period and of the equally long one before it, by value of a dimension',
        querystring: TotalsQuery,
        response: { 200: TotalsDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: { by, from, to, ...filters } }) => {
      const now = clock()
      const period = periodOf(from, to, now)
      const [items, first] = await Promise.all([
        countTotals(reader, { by, filters, ...period, visible: visibility.mentions }),
        coveredSince(reader, now),
      ])
      return {
        before: toIso(period.before),
        from: toIso(period.from),
        to: toIso(period.to),
        isCompared: first !== undefined && first <= period.before,
        items: items.slice(0, mostItems),
      }
    },
  )
}

function periodOf(from: string | undefined, to: string | undefined, now: number) {
  const toMs = toEpochMsOr('to', to, now)
  const fromMs = toEpochMsOr('from', from, Math.max(0, toMs - defaultMs))
  if (fromMs >= toMs) throw new Problem(400, 'from must be before to')
  if (toMs - fromMs > mostDays * dayMs) throw new Problem(400, `the period has more than ${mostDays} days`)
  return wholeHours(fromMs, toMs)
}
