import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { groupCommit } from '../../infra/group-commit.ts'

/** Writes that take 20 ms each, and what they wrote. */
function slowWrites(limits: { limit: number; rest?: { times: number; enough: number } }) {
  const groups: number[][] = []
  const write = async (items: number[]) => {
    groups.push(items)
    await pause(20)
    return items.map((item) => -item)
  }
  return { groups, ...groupCommit(write, { weight: () => 1, ...limits }) }
}

describe('groups of writes', () => {
  test('what is added at once, or during a write, is one group; each item gets its own result', async () => {
    const { groups, add, idle } = slowWrites({ limit: 10 })
    const first = [add(1), add(2)]
    await pause(5)
    const second = [add(3), add(4)]
    expect(await Promise.all([...first, ...second])).toEqual([-1, -2, -3, -4])
    await idle()
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  test('a group is no heavier than the limit', async () => {
    const { groups, add } = slowWrites({ limit: 2 })
    await Promise.all([1, 2, 3, 4, 5].map(add))
    expect(groups).toEqual([[1, 2], [3, 4], [5]])
  })

  test('what is added in the rest after a write is one group, though the queue was empty', async () => {
    const { groups, add } = slowWrites({ limit: 10, rest: { times: 20, enough: 5 } })
    await add(1)
    const second = add(2)
    await pause(10)
    expect(groups).toEqual([[1]])
    await Promise.all([second, add(3)])
    expect(groups).toEqual([[1], [2, 3]])
  })

  test('enough ends the rest', async () => {
    const { groups, add } = slowWrites({ limit: 10, rest: { times: 20, enough: 3 } })
    await add(1)
    const some = [add(2), add(3)]
    await pause(10)
    expect(groups).toEqual([[1]])
    const last = add(4)
    await pause(10)
    expect(groups).toEqual([[1], [2, 3, 4]])
    await Promise.all([...some, last])
  })

  test('a failure is that of its group only', async () => {
    const { add } = groupCommit(
      async (items: number[]) => {
        if (items.includes(1)) throw new Error('refused')
        return items
      },
      { weight: () => 1, limit: 1 },
    )
    const done = await Promise.allSettled([add(1), add(2)])
    expect(done.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })
})
