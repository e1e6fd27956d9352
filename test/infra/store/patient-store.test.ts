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
  expect(await patientStore(store, [1, 1, 1]).select(Sum, sql)).toEqual([{ sum: 1_000_000 }])
  expect(made()).toBe(3)
})

test('it fails with the reason of the server when there never is, and at once for any other reason', async () => {
  const { store, made } = shortOfMemory(9)
  await expect(patientStore(store, [1, 1]).select(Sum, sql)).rejects.toThrow(/memory limit exceeded/)
  expect(made()).toBe(3)
  const other = shortOfMemory(0)
  await expect(patientStore(other.store, [1, 1]).select(Sum, 'SELECT nothing')).rejects.toThrow()
  expect(other.made()).toBe(1)
})
