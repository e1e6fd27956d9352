import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveKnownIssues } from '../../../alerts/issues/known-issue-table.ts'
import { saveBacktests, type BacktestRequest } from '../../../alerts/backtest/backtest-table.ts'
import { BacktestRunning, openBacktests, type Backtests } from '../../../alerts/backtest/jobs.ts'
import { openThread } from '../../../infra/thread.ts'
import { backtestsOn } from '../../api/backtests.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { until } from '../../until.ts'
import { hour, planted, storePlanted } from './planted-weeks.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let backtests: Backtests
beforeAll(async () => {
  platform = await openLogAndStore()
  await storePlanted(platform.store)
  await saveKnownIssues(platform.store, [
    {
      id: 'crash',
      kind: 'incident',
      name: 'Release 4.2 crashes',
      fromAt: planted.burstAt,
      fixes: '',
      topics: ['app'],
      departments: [],
      products: [],
      versions: ['v4.2'],
      by: 'mara',
      savedAt: planted.burstAt,
      removed: false,
      version: 1,
    },
  ])
  backtests = backtestsOn(platform)
})
afterAll(async () => {
  await backtests?.stop()
  await platform?.close()
})

const rule = { budgetPerWeek: 3, gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 } }
const strict = { ...rule, gates: { ...rule.gates, authors: 40 } }
const asked = (over: Partial<BacktestRequest> = {}): BacktestRequest => ({ weeks: 4, rule, suggests: false, ...over })
const ended = async (id: string, on = backtests) => {
  await until('it has ended', async () => (await on.find(id))?.state !== 'running', 120_000)
  return (await on.find(id))!
}

test('tries settings beside those in force, against the incidents that the company has entered', async () => {
  const { id, state } = await backtests.start(asked({ rule: strict }), 'mara')
  expect(state).toBe('running')
  const { result, ...found } = await ended(id)
  expect(found).toMatchObject({ state: 'done', by: 'mara', reason: '', progress: { share: 1 } })
  expect(found.progress.at).toBeGreaterThan(planted.burstAt)
  expect(result!.inForce.summary).toMatchObject({ caught: 1, missed: 0, falseAlerts: 0 })
  expect(result!.tried.summary).toMatchObject({ caught: 0, missed: 1, alerts: 0 })
  expect(result!.changes).toMatchObject({ missedThen: ['Release 4.2 crashes'], disappear: [{ topic: 'app.crash' }] })
  // Sixteen days are stored: eight to learn from, and eight to replay.
  expect(Date.parse(result!.tried.from) - planted.start).toBeGreaterThan(7 * 24 * hour)
  expect(Date.parse(result!.tried.from)).toBeLessThan(planted.burstAt)
  expect(await backtests.list()).toMatchObject([{ id, state: 'done' }])
})

test('one runs at a time, also in another process, and is cancelled from there', async () => {
  const { id } = await backtests.start(asked({ suggests: true }), 'mara')
  await expect(backtests.start(asked(), 'lea')).rejects.toThrow('a backtest of mara is running')
  const elsewhere = backtestsOn(platform)
  await expect(elsewhere.start(asked(), 'lea')).rejects.toThrow(BacktestRunning)
  expect(await elsewhere.cancel(id, 'lea')).toMatchObject({ state: 'cancelled', reason: 'cancelled by lea' })
  await until('it has noticed', async () => {
    try {
      const next = await backtests.start(asked(), 'mara')
      await backtests.cancel(next.id, 'mara')
      return true
    } catch (error) {
      if (error instanceof BacktestRunning) return false
      throw error
    }
  })
  expect(await backtests.find(id)).toMatchObject({ state: 'cancelled', reason: 'cancelled by lea', result: null })
  // Cancelling what has ended changes nothing.
  expect(await backtests.cancel(id, 'mara')).toMatchObject({ reason: 'cancelled by lea' })
  expect(await backtests.cancel('none', 'mara')).toBeUndefined()
})

test('one that was running when its process ended has failed, and another may start', async () => {
  const [stillRunning] = (await backtests.list()).slice(-1)
  await saveBacktests(platform.store, [
    { ...stillRunning!, id: 'of-another', state: 'running', updatedAt: Date.now() - 61_000, result: null, version: 1 },
  ])
  expect(await backtests.find('of-another')).toMatchObject({
    state: 'failed',
    reason: 'the process that ran it has ended',
  })
  const { id } = await backtests.start(asked(), 'mara')
  expect(await ended(id)).toMatchObject({ state: 'done' })
})

test('one that cannot be replayed says why, and so does one that the server was stopped over', async () => {
  const empty = await openLogAndStore()
  const there = backtestsOn(empty)
  const { id } = await there.start(asked(), 'mara')
  expect(await ended(id, there)).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/there are no mentions/),
  })
  const program = new URL('../../../app/backtest-worker.ts', import.meta.url)
  const broken = openBacktests({
    store: empty.store,
    logger: empty.logger,
    clock: Date.now,
    inForce: rule,
    openThread: () => openThread(program, { config: { data: '/dev/null/none' }, isDemo: false }),
  })
  expect(await ended((await broken.start(asked(), 'mara')).id, broken)).toMatchObject({ state: 'failed' })
  const stopped = await backtests.start(asked(), 'mara')
  await backtests.stop()
  expect(await backtests.find(stopped.id)).toMatchObject({ state: 'cancelled', reason: 'the server was stopped' })
  await empty.close()
})
