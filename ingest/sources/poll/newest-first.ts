import type { ReadItems } from './item.ts'
import { isAhead, resumed } from './keys.ts'

/** How far a list was read: `newest` is the largest key (a time or an id) that earlier polls read. */
export interface NewestFirst<Next> {
  newest?: number
  /** Within a walk: its largest key, and where the next page is. */
  walk?: { top: number; next: Next }
}

export interface ListPage<Next> {
  read: ReadItems
  /** The key of every item on the page that has one. */
  keys: readonly number[]
  /** Undefined: there is no further page. */
  next: Next | undefined
}

/**
 * Walks through a list that has the newest first, until a page has only what earlier polls read, or what is older than `since`, and reaches beyond the time of the newest of them. A
 * walk that was cut short is continued; what was added meanwhile is read by the next poll. Page one is always read: edits there are
 * noticed.
 * @param when for keys that are no times, `now` is Infinity
 */
export async function* newestFirst<Next>(
  state: NewestFirst<Next>,
  when: { since: number; now: number },
  page: (next: Next | undefined) => Promise<ListPage<Next>>,
): AsyncGenerator<{ read: ReadItems; state: NewestFirst<Next> }> {
  const newest = resumed(state.newest, when)
  let top = state.walk === undefined || isAhead(state.walk.top, when.now) ? newest : state.walk.top
  for (let at = state.walk?.next; ;) {
    const { read, keys, next } = await page(at)
    top = Math.max(top, ...keys)
    // Where all have the time of the newest that was read, the next page may have more of them.
    const isKnown = keys.length > 0 && Math.max(...keys) <= newest && Math.min(...keys) < newest
    if (next === undefined || isKnown) return yield { read, state: { newest: top } }
    at = next
    yield { read, state: { ...state, walk: { top, next } } }
  }
}
