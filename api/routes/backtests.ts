import { Type } from 'typebox'
import { BacktestRunning, type Backtests } from '../../alerts/backtest/jobs.ts'
import { BacktestDto, RuleDto, toBacktestDto, toRule, toRuleDto } from '../dto/backtest-dto.ts'
import { personOf } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { closed, NoQuery, NullableString, problems, Word } from '../request/schemas.ts'

const mostWeeks = 52

const BacktestId = Type.Object({ id: Type.Union([Word], { description: 'Id of the backtest' }) })
const BacktestBody = Type.Object(
  {
    weeks: Type.Integer({
      minimum: 1,
      maximum: mostWeeks,
      description: 'Weeks to replay, up to the newest mention. Fewer where less is stored',
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
  items: Type.Array(BacktestDto),
  nextCursor: NullableString,
  inForce: Type.Union([RuleDto], { description: 'The settings by which alerts open now' }),
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
        summary:
          'Replay the stored history with other settings. Runs beside everything else with low priority, one at a time: 409 while another one runs',
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
        summary: 'End a backtest that is running. One that has ended stays as it is',
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
