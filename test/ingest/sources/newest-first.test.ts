import { expect, test } from 'vitest'
import { newestFirst, type NewestFirst } from '../../../ingest/sources/poll/newest-first.ts'

const hourMs = 3_600_000
const now = Date.UTC(2026, 11, 1, 10)
const since = now - 30 * 24 * hourMs

interface Item {
  id: string
  at: number
}

/** One poll of a list that has the newest first: which items it read, the state after it and the pages that it asked for. */
async function poll(items: readonly Item[], state: NewestFirst<number>, perPage = 3) {
  const list = items.toSorted((a, b) => b.at - a.at)
  const ids: string[] = []
  let [after, pages] = [state, 0]
  const page = async (from = 0) => {
    pages++
    const some = list.slice(from, from + perPage)
    ids.push(...some.map(({ id }) => id))
    const next = from + perPage < list.length ? from + perPage : undefined
    return { read: { mentions: [], deletions: [], rejected: [] }, keys: some.map(({ at }) => at), next }
  }
  for await (const { state: reached } of newestFirst(state, { since, now }, page)) after = reached
  return { ids, state: after, pages }
}

const itemsAt = (name: string, at: number, count: number) =>
  Array.from({ length: count }, (_, i): Item => ({ id: `${name}${i}`, at }))

test.each([2, 3, 4, 7])(
  'of more items with one time than a page of %i holds none is lost, though some were read before',
  async (perPage) => {
    const at = now - hourMs
    const old = itemsAt('old', at - 1, 5)
    const { state } = await poll([...itemsAt('b', at, 2), ...old], {}, perPage)
    // A list may have what was added in any place among those of its time.
    const added = itemsAt('a', at, 9)
    const { ids } = await poll([...itemsAt('b', at, 2), ...added, ...old], state, perPage)
    expect(added.filter(({ id }) => !ids.includes(id))).toEqual([])
  },
)

test('a poll without news reads one page', async () => {
  const items = itemsAt('a', now - 2 * hourMs, 1).concat(
    itemsAt('b', now - hourMs, 1),
    itemsAt('c', now - 3 * hourMs, 6),
  )
  const { state } = await poll(items, {})
  expect((await poll(items, state)).pages).toBe(1)
})

test.each([2 * hourMs, 24 * hourMs, 29 * 24 * hourMs, 400 * 24 * hourMs])(
  'a position %i ms ahead of now loses nothing that came since, also within a walk',
  async (aheadMs) => {
    const items = [5, 4, 3, 2, 1].map((hours): Item => ({ id: `${hours} h ago`, at: now - hours * hourMs }))
    const walks: NewestFirst<number>[] = [{}, { walk: { top: now + aheadMs, next: 0 } }]
    for (const walk of walks) {
      const { ids, state } = await poll(items, { newest: now + aheadMs, ...walk })
      expect([ids.length, state]).toEqual([5, { newest: now - hourMs }])
    }
  },
)

test('clocks that differ by less than an hour cost no second reading', async () => {
  const items = [5, 4, 3, 2, 1].map((hours): Item => ({ id: `${hours} h ago`, at: now - hours * hourMs }))
  expect((await poll(items, { newest: now + hourMs / 2 })).pages).toBe(1)
})
