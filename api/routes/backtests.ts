import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { BacktestRunning, type Backtests } from '../../alerts/backtest/jobs.ts'
import { BacktestDto, RuleDto } from '../dto/backtest-dto.ts'
import { toBacktestDto, toRule, toRuleDto } from '../dto/to-backtest-dto.ts'
import { personOf } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { closed, NoQuery, problems, textOrNull, word } from '../request/schemas.ts'

const mostWeeks = 52

const BacktestId = Type.Object({ id: word('Id of the backtest', '6a1f0c9e') })
const BacktestBody = Type.Object(
  {
    weeks: Type.Integer({
      minimum: 1,
      maximum: mostWeeks,
      ...doc('Weeks to replay, up to the newest mention. Fewer where less is stored', 8),
    }),
    settings: RuleDto,
    suggests: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Also look for stricter settings than those in force, which takes up to three more replays',
      }),
    ),
  },
  closed,
)
const BacktestList = Type.Object({
  items: Type.Array(BacktestDto, { description: 'Newest first' }),
  nextCursor: textOrNull('Always null: the list has one page', ''),
  inForce: Type.Object(RuleDto.properties, { ...closed, description: 'The settings by which alerts open now' }),
})

/** Other settings tried on the stored history: what would have been caught, missed, and noise. Changes no alert and no setting. */
export function backtestRoutes(app: App, { backtests }: ApiDeps): void {
  if (!backtests) return
  listRoutes(app, backtests)
  startRoute(app, backtests)
  cancelRoute(app, backtests)
}

const config = { permission: 'backtests.run' } as const

function listRoutes(app: App, backtests: Backtests): void {
  app.get(
    '/backtests',
    {
      config,
      schema: {
        operationId: 'listBacktests',
        tags: ['Tuning'],
        description: 'Of everybody. The result is in `getBacktest`.',
        summary: 'The last 50 backtests, newest first, without their results',
        querystring: NoQuery,
        response: { 200: BacktestList, ...problems },
      },
    },
    async () => ({
      items: (await backtests.list()).map((backtest) => toBacktestDto(backtest)),
      nextCursor: null,
      inForce: toRuleDto(backtests.inForce),
    }),
  )
  app.get(
    '/backtests/:id',
    {
      config,
      schema: {
        operationId: 'getBacktest',
        tags: ['Tuning'],
        description: 'Names of alerts and incidents that the caller does not see are left out; figures are of all.',
        summary: 'One backtest: how far it is, and its result when it is done',
        params: BacktestId,
        querystring: NoQuery,
        response: { 200: BacktestDto, ...problems },
      },
    },
    async ({ params: { id }, caller }) => {
      const found = await backtests.find(id)
      if (!found) throw notFound('backtest', id)
      return toBacktestDto(found, caller.visibility)
    },
  )
}

function startRoute(app: App, backtests: Backtests): void {
  app.post(
    '/backtests',
    {
      config,
      schema: {
        operationId: 'startBacktest',
        tags: ['Tuning'],
        description: 'Runs beside everything else with low priority, one at a time: 409 while another one runs.',
        summary: 'Replay the stored history with other settings',
        querystring: NoQuery,
        body: BacktestBody,
        response: { 202: BacktestDto, ...problems },
      },
    },
    async (request, reply) => {
      const { weeks, settings, suggests = false } = request.body
      try {
        const started = await backtests.start({ weeks, rule: toRule(settings), suggests }, personOf(request).id)
        return await reply.code(202).header('location', `/api/v1/backtests/${started.id}`).send(toBacktestDto(started))
      } catch (error) {
        throw error instanceof BacktestRunning ? new Problem(409, error.message) : error
      }
    },
  )
}

function cancelRoute(app: App, backtests: Backtests): void {
  app.delete(
    '/backtests/:id',
    {
      config,
      schema: {
        operationId: 'cancelBacktest',
        tags: ['Tuning'],
        description: 'One that has ended stays as it is.',
        summary: 'End a backtest that is running',
        params: BacktestId,
        querystring: NoQuery,
        response: { 200: BacktestDto, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const found = await backtests.cancel(id, personOf(request).id)
      if (!found) throw notFound('backtest', id)
      return reply.send(toBacktestDto(found, request.caller.visibility))
    },
  )
}
