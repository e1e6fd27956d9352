import { setTimeout as pause } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Store } from '../../../infra/store/store.ts'
import { LockLost, withStoreLock, type Lock } from '../../../infra/store/store-lock.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { until } from '../../until.ts'

const lock: Lock = { table: 'erasure_lock', refreshMs: 100, staleMs: 800, everyMs: 50 }
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())
afterEach(() => platform.store.command('DROP TABLE IF EXISTS erasure_lock SYNC'))

/** The store of a process whose commands may be lost or late. */
const storeWith = (before: (sql: string) => Promise<void> | void): Store => ({
  ...platform.store,
  async command(sql, params) {
    await before(sql)
    await platform.store.command(sql, params)
  },
})

/** Work of several processes: how many were ever at it at once, and in which order they began and ended. */
function openWork() {
  const order: string[] = []
  let [inside, most] = [0, 0]
  const work = (name: string, ms: number) => async (signal: AbortSignal) => {
    order.push(`${name} begins`)
    most = Math.max(most, ++inside)
    try {
      await pause(ms, undefined, { signal })
    } finally {
      inside--
      order.push(`${name} ends`)
    }
  }
  return { work, order, most: () => most }
}

const tablesNow = async () =>
  (
    await platform.store.select(
      Type.Object({ name: Type.String(), comment: Type.String() }),
      "SELECT name, comment FROM system.tables WHERE database = currentDatabase() AND name LIKE 'erasure_lock%'",
    )
  ).map(({ name, comment }) => `${name} ${comment}`)

test('a holder that cannot show that it is alive ends its work before another begins, and leaves the lock of that one alone', async () => {
  let isAway = false
  const sick = storeWith(() => {
    if (isAway) throw new Error('away')
  })
  const { work, order, most } = openWork()
  const first = withStoreLock(sick, { lock }, work('a', 10_000)).catch((error: unknown) => error)
  await until('a has the lock', () => order.length === 1)
  isAway = true
  const second = withStoreLock(platform.store, { lock }, work('b', 2_500))
  await until('b has it', () => order.includes('b begins'))
  isAway = false
  const third = withStoreLock(platform.store, { lock }, work('c', 100))
  expect(((await first) as Error).cause).toBeInstanceOf(LockLost)
  await Promise.all([second, third])
  expect([order, most()]).toEqual([['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'], 1])
  expect(await tablesNow()).toEqual([])
}, 30_000)

test('of several that wait for a stale lock one has it at a time, though what another sends arrives late', async () => {
  await platform.store.command("CREATE TABLE erasure_lock (a UInt8) ENGINE = Memory COMMENT 'of a killed process'")
  const late = storeWith(async (sql) => void (/^(?:DROP|RENAME|EXCHANGE)/.test(sql) && (await pause(300))))
  const { work, order, most } = openWork()
  const ends = await Promise.allSettled([
    withStoreLock(late, { lock }, work('a', 700)),
    withStoreLock(platform.store, { lock }, work('b', 700)),
    withStoreLock(late, { lock }, work('c', 700)),
  ])
  expect([order.length, most()]).toEqual([6, 1])
  // One whose lock was away for too long has stopped.
  for (const end of ends) if (end.status === 'rejected') expect((end.reason as Error).cause).toBeInstanceOf(LockLost)
  expect(ends.map(({ status }) => status)).toContain('fulfilled')
  expect(await tablesNow()).toEqual([])
}, 30_000)

test('a lock that another process has is no longer the own one: the work ends, and the other keeps it', async () => {
  const { work } = openWork()
  const held = withStoreLock(platform.store, { lock }, work('a', 10_000)).catch((error: unknown) => error)
  await until('it is held', async () => (await tablesNow()).length === 1)
  await platform.store.command("ALTER TABLE erasure_lock MODIFY COMMENT 'of another'")
  expect(((await held) as Error).cause).toBeInstanceOf(LockLost)
  expect(await tablesNow()).toEqual(['erasure_lock of another'])
})

test('a lock that is gone is created again by its holder', async () => {
  const { work } = openWork()
  const held = withStoreLock(platform.store, { lock }, work('a', 1_500))
  await until('it is held', async () => (await tablesNow()).length === 1)
  await platform.store.command('DROP TABLE erasure_lock SYNC')
  await until('it is there again', async () => (await tablesNow()).length === 1)
  await held
  expect(await tablesNow()).toEqual([])
})

test('a lock that cannot be given back changes neither the result nor the error, is logged, and ends by itself', async () => {
  const lines: string[] = []
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  const sick = storeWith((sql) => {
    if (/^(?:DROP|RENAME)/.test(sql)) throw new Error('socket hang up')
  })
  expect(await withStoreLock(sick, { lock, logger }, async () => 'a report')).toBe('a report')
  await platform.store.command('DROP TABLE erasure_lock SYNC')
  const failing = withStoreLock(sick, { lock, logger }, () => Promise.reject(new Error('the real reason')))
  await expect(failing).rejects.toThrow('the real reason')
  expect(lines.map((line) => (JSON.parse(line) as { err: { message: string } }).err.message)).toEqual([
    'socket hang up',
    'socket hang up',
  ])
  expect(await withStoreLock(platform.store, { lock }, async () => 'the next')).toBe('the next')
}, 30_000)

const shortOfMemory = () => new ClickHouseError({ message: 'memory', code: '241', type: 'MEMORY_LIMIT_EXCEEDED' })

test('a store that is short of memory is waited for, until the waiting is ended', async () => {
  let times = 2
  const short = storeWith((sql) => {
    if (sql.startsWith('CREATE') && times-- > 0) throw shortOfMemory()
  })
  expect(await withStoreLock(short, { lock }, async () => 'a report')).toBe('a report')
  times = Infinity
  const began = performance.now()
  const waiting = withStoreLock(short, { lock, signal: AbortSignal.timeout(700) }, async () => 'never')
  await expect(waiting).rejects.toThrow(/timeout/)
  expect(performance.now() - began).toBeLessThan(1_400)
})
