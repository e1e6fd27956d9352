import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'
import { schedule } from '../../infra/schedule.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Thread } from '../../infra/thread.ts'
import { mostTried, type BacktestProgress } from './backtest.ts'
import {
  findBacktest,
  saveBacktests,
  type BacktestRequest,
  type BacktestResult,
  type StoredBacktest,
} from './backtest-table.ts'
import { isSameRule, type Rule } from './replay.ts'

const saveEveryMs = 2_000
/** Of the row that ends a backtest: no progress that is saved meanwhile is above it. */
export const lastVersion = 1_000_000

export interface JobDeps {
  store: Store
  logger: Logger
  /** The rule by which alerts are opened now. */
  inForce: Rule
  /** Epoch ms, of the real clock: that of the demo is faster. */
  clock: Clock
  /** A thread that replays; ended after one backtest. */
  openThread: () => Thread<BacktestRequest, BacktestResult>
}

/** A backtest that runs. */
export interface Job {
  id: string
  by: string
  /** Resolves once its end is stored. */
  ended: Promise<void>
  /** Ends it, and resolves once that is stored. */
  cancel(reason: string): Promise<void>
}

/** Runs a backtest whose beginning is stored, and stores its progress and its end. */
export function runJob({ store, logger, inForce, clock, openThread }: JobDeps, begun: StoredBacktest): Job {
  const thread = openThread()
  let backtest = begun
  let cancelled: string | undefined

  const save = async (change: Partial<StoredBacktest>): Promise<void> => {
    backtest = { ...backtest, version: backtest.version + 1, updatedAt: clock(), ...change }
    await saveBacktests(store, [backtest])
  }

  /** Another process may have cancelled it. */
  async function keepUp(): Promise<void> {
    const stored = await findBacktest(store, begun.id)
    if (cancelled !== undefined) return
    if (stored?.state !== 'cancelled') return save({})
    cancelled = stored.reason
    await thread.stop()
  }

  async function outcome(): Promise<Partial<StoredBacktest>> {
    try {
      const result = await thread.ask(begun.request, (progress) => {
        backtest = { ...backtest, progress: shareOf(progress as BacktestProgress, begun.request, inForce) }
      })
      return { state: 'done', result, progress: { share: 1, at: backtest.progress.at } }
    } catch (error) {
      if (cancelled !== undefined) return { state: 'cancelled', reason: cancelled }
      logger.error({ err: error }, 'a backtest failed')
      return { state: 'failed', reason: (error as Error).message.replace(/^Error: /, '') }
    }
  }

  /** What another process has cancelled stays so. */
  async function finish(end: Partial<StoredBacktest>): Promise<void> {
    const stored = await findBacktest(store, begun.id)
    if (stored?.state !== 'cancelled') await save({ ...end, version: lastVersion })
  }

  async function run(): Promise<void> {
    const stopSaving = schedule({ every: saveEveryMs, name: 'backtest progress', task: keepUp, logger, clock })
    const end = await outcome()
    await stopSaving()
    await thread.stop()
    await finish(end).catch((error: unknown) => logger.error({ err: error }, 'the end of a backtest was not stored'))
  }

  const ended = run()
  return {
    id: begun.id,
    by: begun.by,
    ended,
    async cancel(reason) {
      cancelled ??= reason
      await thread.stop()
      await ended
    },
  }
}

/** How much of all replays is done: of the rule in force, of the one that is tried, and of up to three stricter ones. */
function shareOf({ done, share, at }: BacktestProgress, { rule, suggests }: BacktestRequest, inForce: Rule) {
  const replays = (isSameRule(rule, inForce) ? 1 : 2) + (suggests ? mostTried : 0)
  return { share: Math.min(1, (done + share) / replays), at }
}
