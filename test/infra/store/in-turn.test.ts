import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTurn } from '../../../infra/store/in-turn.ts'
import { QueryTooLarge, StoreBusy } from '../../../infra/store/out-of-reach.ts'
import { openLogAndStore } from '../../open-platform.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => void (platform = await openLogAndStore()))
afterAll(() => platform.close())

const Sum = Type.Object({ sum: Type.Integer() })
/** Takes 128 MiB for a while; the embedded server has 400 for all. */
const sql = 'SELECT length(groupArray(number)) + sleep(0.3) AS sum FROM numbers(16000000)'

test('queries that do not fit into the memory of the server at once are answered one after the other', async () => {
  const reader = inTurn(platform.store, { waitMs: 60_000 })
  const sums = await Promise.all(Array.from({ length: 6 }, () => reader.select(Sum, sql)))
  expect(sums).toEqual(Array.from({ length: 6 }, () => [{ sum: 16_000_000 }]))
  await expect(Promise.all(Array.from({ length: 6 }, () => platform.store.select(Sum, sql)))).rejects.toThrow(
    /^\(total\)/,
  )
})

test('a query that needs more than one may have says so, and so does one that takes too long', async () => {
  const reader = inTurn(platform.store)
  const large = 'SELECT length(groupArray(number)) AS sum FROM numbers(60000000)'
  await expect(reader.select(Sum, large)).rejects.toThrow(new QueryTooLarge('needs too much memory'))
  await expect(reader.select(Sum, `${sql} SETTINGS max_execution_time = 0.1`)).rejects.toThrow(
    new QueryTooLarge('takes too long'),
  )
})

test('of more queries than run at once the first that came are answered in order, and who waits for too long is told so', async () => {
  const reader = inTurn(platform.store, { most: 2, waitMs: 900 })
  const sleep = (n: number) => reader.select(Sum, `SELECT sleep(0.5) + ${n} AS sum`).then((rows) => rows[0]!.sum)
  const answers = await Promise.allSettled(Array.from({ length: 7 }, (_, n) => sleep(n)))
  expect(answers.slice(0, 4)).toEqual([0, 1, 2, 3].map((value) => ({ status: 'fulfilled', value })))
  expect(answers.slice(4).map((each) => (each as PromiseRejectedResult).reason)).toEqual([
    new StoreBusy(),
    new StoreBusy(),
    new StoreBusy(),
  ])
  expect(await sleep(9)).toBe(9)
})
