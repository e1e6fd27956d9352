import type { Clock } from '../infra/clock.ts'
import type { Positions } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import type { Store } from '../infra/store/store.ts'
import { saveCursors } from './cursor-table.ts'
import type { Page, Source } from './mention/source.ts'
import { openGaps } from './open-gaps.ts'
import { saveHealth } from './source-table.ts'
import { isWithinPoll, trackHealth } from './track-health.ts'

export interface LedgerDeps {
  store: Store
  clock: Clock
  logger: Logger
  /** Resolves when what was published is stored downstream. */
  stored(positions: Positions, signal: AbortSignal): Promise<void>
  /** Everything of the source up to this event time (epoch ms) is stored. */
  onCovered?: (source: string, until: number) => void
}

/** The cursors, the health and the gaps of all sources, saved together when `flush` is called. */
export interface Ledger {
  cursorOf(source: string): string | undefined
  /** Loads the health that an earlier process saved. */
  recall(source: Source): Promise<void>
  /** Records a failure: `blind` for a source that has not delivered for three intervals. @returns ms until it is; Infinity if it is */
  failed(source: Source, error: unknown): number
  /** The page is published, at `positions` if it had events. Its mentions count as covered once they are stored. */
  published(source: Source, page: Page, at: { positions: Positions | undefined; signal: AbortSignal }): void
  /** Saves what has changed. A failed save is repeated by the next call. */
  flush(): Promise<void>
}

export function openLedger(deps: LedgerDeps): Ledger {
  const cursors = new Map<string, string>()
  const unsaved = new Set<string>()
  const health = trackHealth(deps)
  const gaps = openGaps(deps.store)
  const storing = new Map<string, Promise<void>>()

  return {
    cursorOf: (source) => cursors.get(source),
    async recall(source) {
      await health.recall(source)
      await gaps.recall(source.name)
    },
    failed(source, error) {
      const { blindInMs, notReadSince, reason } = health.failed(source, error)
      if (notReadSince !== undefined) gaps.notRead(source.name, { from: notReadSince, reason })
      return blindInMs
    },
    published(source, page, { positions, signal }) {
      cursors.set(source.name, page.cursor)
      unsaved.add(source.name)
      const failuresBefore = health.failuresOf(source.name)
      const cover = async () => {
        if (positions) await deps.stored(positions, signal)
        const now = deps.clock()
        health.covered(source, page, { failuresBefore, now })
        if (!isWithinPoll(source, page)) gaps.covered(source.name, page, now)
        if (page.coveredUntil !== undefined) deps.onCovered?.(source.name, page.coveredUntil)
      }
      // Covers the pages of a source in order. The source does not wait: its frontier advances when the mentions are stored.
      const after = (storing.get(source.name) ?? Promise.resolve()).then(cover).catch((error: unknown) => {
        if (!signal.aborted)
          deps.logger.warn(
            { source: source.name, err: error },
            'cannot determine whether published mentions are stored',
          )
      })
      storing.set(source.name, after)
    },
    async flush() {
      const names = [...unsaved]
      const changed = health.takeChanged()
      unsaved.clear()
      try {
        await saveCursors(
          deps.store,
          names.map((source) => ({ source, cursor: cursors.get(source)! })),
        )
        await saveHealth(deps.store, health.rows(changed))
        await gaps.save()
      } catch (error) {
        for (const name of names) unsaved.add(name)
        health.putBack(changed)
        throw error
      }
    },
  }
}
