import { loadRelabels, type Relabel } from '../../enrich/relabel/relabel-table.ts'
import { loadCursor, saveCursors } from '../../ingest/cursor-table.ts'
import type { Store } from '../../infra/store/store.ts'
import { mostLinks, type Traceparent } from '../../infra/traces.ts'
import { dirtyBuckets, overlapMs, recount, type DirtyBucket } from './count-table.ts'
import { traceRecount } from './traces.ts'

const recountCursor = '#recount'

/** Keeps the counts up to date with the stored mentions, and saves its progress. Runs only in the process that holds `alert-commands`. */
export function openRecounts(store: Store) {
  let countedUntil = 0
  let savedUntil = 0
  let counted = noneCounted
  let traceparents: Traceparent[] = []

  const save = async (until: number): Promise<void> => {
    // The clock may have been set back.
    if (Math.abs(until - savedUntil) <= overlapMs) return
    await saveCursors(store, [{ source: recountCursor, cursor: String(until) }])
    savedUntil = until
  }

  return {
    async load(): Promise<void> {
      countedUntil = Number((await loadCursor(store, recountCursor)) ?? 0)
    },

    /** The spans of the recounts since the last call; none where nothing is traced. */
    takeTraceparents(): Traceparent[] {
      const taken = traceparents
      traceparents = []
      return taken
    },

    /** The store's clock at the last call of `catchUp`, epoch ms. */
    storeTime: () => countedUntil,

    /** Time (epoch ms, the store's clock) up to which every change of a count was passed to `onRecounted`. */
    completeUntil: () => countedUntil - overlapMs,

    /**
     * Recounts every bucket with rows stored since the last call. `onRecounted` gets their starts, and the time since which they may have
     * changed (epoch ms, the store's clock); it is awaited before the progress is saved.
     */
    async catchUp(
      switches: LabelSwitches,
      onRecounted: (buckets: number[], since: number) => Promise<void>,
    ): Promise<void> {
      const mixed = switches.since(countedUntil)
      if (mixed !== undefined) {
        countedUntil = Math.min(countedUntil, mixed)
        counted = noneCounted
      }
      const since = Math.max(0, countedUntil - overlapMs)
      const dirty = await dirtyBuckets(store, since)
      const buckets = dirty.buckets.filter((bucket) => isChanged(bucket, counted.get(bucket.at))).map(({ at }) => at)
      const traceparent = await traceRecount(store, { since, buckets: buckets.length }, async () => {
        await recount(store, buckets)
        await onRecounted(buckets, since)
      })
      if (traceparent !== '') traceparents = [...traceparents, traceparent].slice(-mostLinks)
      counted = new Map(dirty.buckets.map((bucket) => [bucket.at, bucket]))
      await save(dirty.until)
      countedUntil = dirty.until
    },
  }
}

/** What the last query found, by start. */
const noneCounted: ReadonlyMap<number, DirtyBucket> = new Map()

/** A row may become visible after a newer one of its bucket: an insert is stored on one shard after the other, and several run at once. */
const isChanged = ({ storedAt, rows }: DirtyBucket, last: DirtyBucket | undefined): boolean =>
  last === undefined || storedAt > last.storedAt || rows > last.recentRows

/** Switches of stored labels to another model or taxonomy version. Mixed labels must be neither counted nor evaluated. */
export interface LabelSwitches {
  /** Stored labels currently mix two versions. */
  isUnderWay: boolean
  /** Changes whenever a switch begins or ends. */
  mark: string
  /** Rows stored in these spans (epoch ms, the store's clock) are older mentions with new labels. */
  rewritten: { from: number; to: number }[]
  /** Time from which counts may mix two versions; undefined if no switch ended after `until`. Epoch ms, the store's clock. */
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
