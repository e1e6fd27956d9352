import { randomUUID } from 'node:crypto'
import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'
import { schedule } from '../../infra/schedule.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Thread } from '../../infra/thread.ts'
import { mostTried, type BacktestProgress } from './backtest.ts'
import {
  findBacktest,
  findBacktests,
  saveBacktests,
  type BacktestRequest,
  type BacktestResult,
  type StoredBacktest,
} from './backtest-table.ts'
import type { Rule } from './replay.ts'

const saveEveryMs = 2_000
/** A running backtest whose row stands still for longer belongs to a process that ended. */
const standsStillMs = 60_000
/** Of the row that ends a backtest: no progress that is saved meanwhile is above it. */
const lastVersion = 1_000_000
const mostListed = 50

/** Another backtest is running, here or in another process. */
export class BacktestRunning extends Error {
  readonly by: string
  constructor({ by }: Pick<StoredBacktest, 'by'>) {
    super(`a backtest of ${by} is running; wait for it or cancel it`)
    this.name = 'BacktestRunning'
    this.by = by
  }
}

/** Backtests that run beside everything else, one at a time in the whole installation. */
export interface Backtests {
  /** The rule by which alerts are opened now. */
  inForce: Rule
  /** Resolves once it is stored and begins. @throws BacktestRunning */
  start(request: BacktestRequest, by: string): Promise<StoredBacktest>
  /** Newest first, at most 50. */
  list(): Promise<StoredBacktest[]>
  find(id: string): Promise<StoredBacktest | undefined>
  /** Ends it, also in another process, which notices within seconds. Changes nothing when it has ended. */
  cancel(id: string, by: string): Promise<StoredBacktest | undefined>
  stop(): Promise<void>
}

export interface BacktestsDeps {
  store: Store
  logger: Logger
  inForce: Rule
  /** Epoch ms, of the real clock: that of the demo is faster. */
  clock: Clock
  /** A thread that replays; ended after one backtest. */
  openThread: () => Thread<BacktestRequest, BacktestResult>
}

interface Running {
  backtest: StoredBacktest
  thread?: Thread<BacktestRequest, BacktestResult>
  /** Set when it is to end before it is done. */
  cancelled?: string
  ended: Promise<void>
}

export function openBacktests({ store, logger, inForce, clock, openThread }: BacktestsDeps): Backtests {
  let running: Running | undefined

  const save = async (change: Partial<StoredBacktest>): Promise<void> => {
    const now = running!
    now.backtest = { ...now.backtest, version: now.backtest.version + 1, updatedAt: clock(), ...change }
    await saveBacktests(store, [now.backtest])
  }

  /** The rows of a process that ended count as failed. */
  const seen = (backtest: StoredBacktest): StoredBacktest =>
    backtest.state === 'running' && clock() - backtest.updatedAt > standsStillMs
      ? { ...backtest, state: 'failed', reason: 'the process that ran it has ended' }
      : backtest

  const list = async () => (await findBacktests(store, mostListed)).map(seen)

  async function keepUp(): Promise<void> {
    const { backtest, thread } = running!
    const stored = await findBacktest(store, backtest.id)
    if (!running || running.cancelled !== undefined) return
    if (stored?.state === 'cancelled') {
      running.cancelled = stored.reason
      await thread!.stop()
    } else await save({})
  }

  async function run(own: Running): Promise<void> {
    const { request } = own.backtest
    const thread = (own.thread = openThread())
    const stopSaving = schedule({ every: saveEveryMs, name: 'backtest progress', task: keepUp, logger, clock })
    let end: Partial<StoredBacktest>
    try {
      if (own.cancelled !== undefined) throw new Error(own.cancelled)
      const result = await thread.ask(request, (progress) => {
        own.backtest = { ...own.backtest, progress: shareOf(progress as BacktestProgress, request, inForce) }
      })
      end = { state: 'done', result, progress: { share: 1, at: own.backtest.progress.at } }
    } catch (error) {
      if (own.cancelled === undefined) logger.error({ err: error }, 'a backtest failed')
      end =
        own.cancelled === undefined
          ? { state: 'failed', reason: (error as Error).message }
          : { state: 'cancelled', reason: own.cancelled }
    }
    await stopSaving()
    await thread.stop()
    await save({ ...end, version: lastVersion }).catch((error: unknown) =>
      logger.error({ err: error }, 'the end of a backtest was not stored'),
    )
    running = undefined
  }

  async function cancelOwn(own: Running, reason: string): Promise<void> {
    own.cancelled = reason
    await own.thread?.stop()
    await own.ended
  }

  return {
    inForce,
    list,
    async find(id) {
      const found = await findBacktest(store, id)
      return found && seen(found)
    },
    async start(request, by) {
      if (running) throw new BacktestRunning(running.backtest)
      const own: Running = (running = { backtest: newBacktest(request, by, clock()), ended: Promise.resolve() })
      try {
        const other = (await list()).find(({ state }) => state === 'running')
        if (other) throw new BacktestRunning(other)
        await saveBacktests(store, [own.backtest])
      } catch (error) {
        running = undefined
        throw error
      }
      own.ended = run(own)
      return own.backtest
    },
    async cancel(id, by) {
      const reason = `cancelled by ${by}`
      if (running?.backtest.id === id) await cancelOwn(running, reason)
      const found = await findBacktest(store, id)
      if (found?.state !== 'running') return found
      const ended = { ...found, state: 'cancelled' as const, reason, updatedAt: clock(), version: lastVersion }
      await saveBacktests(store, [ended])
      return ended
    },
    async stop() {
      if (running) await cancelOwn(running, 'the server was stopped')
    },
  }
}

const newBacktest = (request: BacktestRequest, by: string, now: number): StoredBacktest => ({
  id: randomUUID(),
  state: 'running',
  by,
  requestedAt: now,
  updatedAt: now,
  request,
  progress: { share: 0, at: 0 },
  reason: '',
  result: null,
  version: 1,
})

/** How much of all replays is done: of the rule in force, of the one that is tried, and of up to three stricter ones. */
function shareOf({ done, share, at }: BacktestProgress, { rule, suggests }: BacktestRequest, inForce: Rule) {
  const replays = (isSameRule(rule, inForce) ? 1 : 2) + (suggests ? mostTried : 0)
  return { share: Math.min(1, (done + share) / replays), at }
}

/** Whether both open the same alerts. */
export const isSameRule = (a: Rule, b: Rule): boolean =>
  a.budgetPerWeek === b.budgetPerWeek &&
  (['mentions', 'authors', 'texts', 'ratio'] as const).every((gate) => a.gates[gate] === b.gates[gate])
