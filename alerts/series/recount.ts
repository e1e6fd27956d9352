import { loadRelabels, type Relabel } from '../../enrich/relabel/relabel-table.ts'
import { loadCursor, saveCursors } from '../../ingest/cursor-table.ts'
import type { Store } from '../../infra/store/store.ts'
import { dirtyBuckets, recount } from './count-table.ts'

const recountCursor = '#recount'
/** Rows may become visible a moment after their stored time. */
const overlapMs = 5_000

/** Keeps the counts up with what is stored, and remembers how far they are. Belongs to the process that holds `alert-commands`. */
export function openRecounts(store: Store) {
  let countedUntil = 0
  let savedUntil = 0
  const counted = new Map<number, number>()

  const save = async (until: number): Promise<void> => {
    if (until - savedUntil <= overlapMs) return
    await saveCursors(store, [{ source: recountCursor, cursor: String(until) }])
    savedUntil = until
  }

  return {
    async load(): Promise<void> {
      countedUntil = Number((await loadCursor(store, recountCursor)) ?? 0)
    },

    /** Every change of a count before this (server's clock) has been told to `onRecounted`. */
    completeUntil: () => countedUntil - overlapMs,

    /**
     * Counts every bucket anew in which something was stored since the last time; `onRecounted` is awaited before that is
     * remembered, and hears which and since when (server's clock) they may have changed.
     */
    async catchUp(
      switches: LabelSwitches,
      onRecounted: (buckets: number[], since: number) => Promise<void>,
    ): Promise<void> {
      const mixed = switches.since(countedUntil)
      if (mixed !== undefined) {
        countedUntil = Math.min(countedUntil, mixed)
        counted.clear()
      }
      const since = Math.max(0, countedUntil - overlapMs)
      const dirty = await dirtyBuckets(store, since)
      const news = dirty.buckets.filter((bucket) => bucket.storedAt > (counted.get(bucket.at) ?? 0))
      const buckets = news.map((bucket) => bucket.at)
      await recount(store, buckets)
      await onRecounted(buckets, since)
      for (const { at, storedAt } of news) counted.set(at, storedAt)
      for (const [at, storedAt] of counted) if (storedAt < dirty.until - 2 * overlapMs) counted.delete(at)
      await save(dirty.until)
      countedUntil = dirty.until
    },
  }
}

/** Where the switches of labels stand. Half a switch must neither be counted nor looked at. */
export interface LabelSwitches {
  /** Stored labels are a mixture now. */
  isUnderWay: boolean
  /** No switch began or ended between two answers that are equal. */
  mark: string
  /** Rows stored in these spans are older mentions with new labels. Server's clock. */
  rewritten: { from: number; to: number }[]
  /** What was counted from here on may have been counted from a mixture; undefined when nothing was since `until`. Server's clock. */
  since(until: number): number | undefined
}

export async function labelSwitches(store: Store): Promise<LabelSwitches> {
  const all = await loadRelabels(store)
  const done = all.filter((each) => each.finishedAt !== undefined)
  return {
    isUnderWay: done.length < all.length,
    mark: `${done.length}/${all.length}`,
    rewritten: done.map((each) => ({ from: each.startedAt, to: each.finishedAt! })),
    since: (until) => earliest(done.filter((each) => each.finishedAt! > until)),
  }
}

const earliest = (relabels: readonly Relabel[]): number | undefined =>
  relabels.length === 0 ? undefined : Math.min(...relabels.map((each) => each.startedAt))
