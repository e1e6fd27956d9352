import { ClickHouseError } from '@clickhouse/client'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { patientStore } from '../../../infra/store/patient-store.ts'
import type { Store } from '../../../infra/store/store.ts'
import { openLogAndStore } from '../../open-platform.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

/** The store while others have its memory, for so many calls. */
function shortOfMemory(calls: number): { store: Store; made: () => number } {
  let made = 0
  const { store } = platform
  return {
    made: () => made,
    store: {
      ...store,
      select: (row, sql, params) =>
        store.select(row, made++ < calls ? `${sql} SETTINGS max_memory_usage = 1000000` : sql, params),
    },
  }
}

const Sum = Type.Object({ sum: Type.Integer() })
const sql = 'SELECT length(groupArray(number)) AS sum FROM numbers(1000000)'

test('a statement that finds too little memory is repeated until there is enough', async () => {
  const { store, made } = shortOfMemory(2)
  expect(await patientStore(store, { pausesMs: [1, 1, 1] }).select(Sum, sql)).toEqual([{ sum: 1_000_000 }])
  expect(made()).toBe(3)
})

test('it fails with the reason of the server when there never is, and at once for any other reason', async () => {
  const { store, made } = shortOfMemory(9)
  await expect(patientStore(store, { pausesMs: [1, 1] }).select(Sum, sql)).rejects.toThrow(/memory limit exceeded/)
  expect(made()).toBe(3)
  const other = shortOfMemory(0)
  await expect(patientStore(other.store, { pausesMs: [1, 1] }).select(Sum, 'SELECT nothing')).rejects.toThrow()
  expect(other.made()).toBe(1)
})

test('a mutation that failed is not sent again: the server goes on with it, and it is waited for', async () => {
  const { store } = platform
  await store.command('CREATE TABLE numbered (n UInt32) ENGINE = MergeTree ORDER BY n')
  await store.command('INSERT INTO numbered SELECT number FROM numbers(10)')
  const sent: string[] = []
  const failing: Store = {
    ...store,
    async command(sql) {
      sent.push(sql)
      // The server does it by itself, a while after it has answered.
      await store.command(sql.replace('mutations_sync = 2', 'mutations_sync = 0'))
      throw new ClickHouseError({ message: 'execution of mutation', code: '341', type: 'UNFINISHED' })
    },
  }
  const where = 'n < 4 AND sleepEachRow(0.2) = 0'
  await patientStore(failing, { pausesMs: Array<number>(100).fill(50) }).command(
    `ALTER TABLE numbered DELETE WHERE ${where} SETTINGS mutations_sync = 2`,
  )
  expect(sent).toHaveLength(1)
  const left = await store.select(Type.Object({ count: Type.Integer() }), 'SELECT count() AS count FROM numbered')
  expect(left).toEqual([{ count: 6 }])
})

test('nothing is sent after the signal, and a pause ends with it', async () => {
  const { store, made } = shortOfMemory(9)
  const ending = new AbortController()
  const patient = patientStore(store, { signal: ending.signal })
  const waiting = patient.select(Sum, sql)
  setTimeout(() => ending.abort(new Error('enough')), 700)
  await expect(waiting).rejects.toThrow('enough')
  await expect(patient.select(Sum, sql)).rejects.toThrow('enough')
  expect(made()).toBe(2)
})
