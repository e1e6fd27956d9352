import { randomUUID } from 'node:crypto'
import {
  findBacktest,
  listBacktests,
  saveBacktests,
  type BacktestRequest,
  type StoredBacktest,
} from './backtest-table.ts'
import type { Rule } from './replay.ts'
import { lastVersion, runJob, type Job, type JobDeps } from './run-job.ts'

/** A running backtest whose row stands still for longer belongs to a process that ended. */
const standsStillMs = 60_000
const mostListed = 50

/** Another backtest is running, here or in another process. */
export class BacktestRunning extends Error {
  constructor(by: string) {
    super(`a backtest of ${by} is running; wait for it or cancel it`)
    this.name = 'BacktestRunning'
  }
}

/** Backtests that run beside everything else, one at a time in the whole installation. */
export interface Backtests {
  /** The rule by which alerts are opened now. */
  inForce: Rule
  /** Resolves once it is stored and begins. @throws BacktestRunning */
  start(request: BacktestRequest, by: string): Promise<StoredBacktest>
  /** Newest first, at most 50, without their results. */
  list(): Promise<StoredBacktest[]>
  find(id: string): Promise<StoredBacktest | undefined>
  /** Ends it, also in another process, which notices within seconds. Changes nothing when it has ended. */
  cancel(id: string, by: string): Promise<StoredBacktest | undefined>
  stop(): Promise<void>
}

export function openBacktests(deps: JobDeps): Backtests {
  const { store, inForce, clock } = deps
  let job: Job | undefined
  /** Who is about to start one. */
  let starting: string | undefined

  const list = async () => (await listBacktests(store, mostListed)).map((backtest) => seen(backtest, clock()))

  async function begin(request: BacktestRequest, by: string): Promise<StoredBacktest> {
    const other = (await list()).find(({ state }) => state === 'running')
    if (other) throw new BacktestRunning(other.by)
    const begun = newBacktest(request, by, clock())
    await saveBacktests(store, [begun])
    const own = runJob(deps, begun)
    job = own
    void own.ended.then(() => (job = undefined))
    return begun
  }

  return {
    inForce,
    list,
    async find(id) {
      const found = await findBacktest(store, id)
      return found && seen(found, clock())
    },
    async start(request, by) {
      const running = job?.by ?? starting
      if (running !== undefined) throw new BacktestRunning(running)
      starting = by
      return begin(request, by).finally(() => (starting = undefined))
    },
    async cancel(id, by) {
      const reason = `cancelled by ${by}`
      if (job?.id === id) await job.cancel(reason)
      const found = await findBacktest(store, id)
      if (found?.state !== 'running') return found
      const ended = { ...found, state: 'cancelled' as const, reason, updatedAt: clock(), version: lastVersion }
      await saveBacktests(store, [ended])
      return ended
    },
    async stop() {
      await job?.cancel('the server was stopped')
    },
  }
}

/** The row of a process that ended counts as failed. */
const seen = (backtest: StoredBacktest, now: number): StoredBacktest =>
  backtest.state === 'running' && now - backtest.updatedAt > standsStillMs
    ? { ...backtest, state: 'failed', reason: 'the process that ran it has ended' }
    : backtest

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
