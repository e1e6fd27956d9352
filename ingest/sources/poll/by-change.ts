import type { ReadItems } from './item.ts'

export interface ChangesPage {
  read: ReadItems
  /** The time of change (epoch ms) of every item on the page that has one. */
  keys: readonly number[]
  isLast: boolean
}

/**
 * Walks through a list in the order of changes by moving its beginning, so that an item that changes meanwhile shifts no other off its
 * page. Pages are counted up (from 1) only while one unit of the service's time has more changes than a page.
 * @param unitMs how finely the service compares times
 */
export async function* byChange(
  start: number,
  unitMs: number,
  page: (from: number, nth: number) => Promise<ChangesPage>,
): AsyncGenerator<{ read: ReadItems; newest: number }> {
  for (let [from, nth] = [start, 1]; ;) {
    const { read, keys, isLast } = await page(from, nth)
    const newest = Math.max(from, ...keys)
    yield { read, newest }
    if (isLast) return
    const isMoved = Math.floor(newest / unitMs) > Math.floor(from / unitMs)
    nth = isMoved ? 1 : nth + 1
    from = isMoved ? newest : from
  }
}
