import { loadCursor, saveCursors } from '../../ingest/cursor-table.ts'
import type { Store } from '../../infra/store/store.ts'
import type { LabelSwitches } from '../series/recount.ts'
import { reportsStored, storeNow } from './report-query.ts'
import type { HazardReport } from './report.ts'

const hazardCursor = '#hazards'
/** Rows may become visible a moment after their stored time. */
const settleMs = 5_000
/** Time between saves while nobody reports anything. */
const saveEveryMs = 60_000

/** Reads every stored report of a hazard once, and saves its progress. Runs in the process that holds `alert-commands`. */
export function openHazardWatch(store: Store) {
  let [readUntil, savedUntil] = [0, 0]
  return {
    async load(): Promise<void> {
      readUntil = savedUntil = Number((await loadCursor(store, hazardCursor)) ?? 0)
    },

    /**
     * Passes the reports stored since the last call to `use`, and saves the progress after that. After a crash in between, they come again.
     */
    async catchUp({ rewritten }: LabelSwitches, use: (reports: HazardReport[]) => Promise<void>): Promise<void> {
      const until = (await storeNow(store)) - settleMs
      // The clock was set back: what is stored from now on would be before what has been read.
      if (until < readUntil - settleMs) readUntil = savedUntil = until
      const reports = await reportsStored(store, { after: readUntil, until, rewritten })
      if (reports.length > 0) await use(reports)
      readUntil = Math.max(readUntil, until)
      if (reports.length === 0 && readUntil - savedUntil < saveEveryMs) return
      await saveCursors(store, [{ source: hazardCursor, cursor: String(readUntil) }])
      savedUntil = readUntil
    },
  }
}
