import type { Clock } from '../infra/clock.ts'
import type { Positions } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import type { Store } from '../infra/store/store.ts'
import { saveCursors } from './cursor-table.ts'
import { SourceFailed, type Page, type Source } from './mention/source.ts'
import { openGaps } from './open-gaps.ts'
import { saveHealth, sourceHealth, type SourceHealth } from './source-table.ts'

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
        if (!isWithinPoll(source, page)) gaps.covered(source.name, { gap: page.gap, until: page.coveredUntil ?? now })
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

/** A page within a poll says nothing about the health of the source: the poll may still fail. */
const isWithinPoll = ({ everyMs }: Source, { coveredUntil }: Page) =>
  everyMs !== undefined && coveredUntil === undefined

/** A source that failed for this many intervals is blind. */
const blindIntervals = 3

function trackHealth({ store, clock }: Pick<LedgerDeps, 'store' | 'clock'>) {
  const health = new Map<string, SourceHealth>()
  const changed = new Set<string>()
  const failures = new Map<string, number>()
  /** Epoch ms of the last time that a source was covered or, until then, first failed in this process. */
  const deliveredAt = new Map<string, number>()
  const failuresOf = (source: string) => failures.get(source) ?? 0

  function update({ name, kind }: Source, set: Partial<SourceHealth>): void {
    const before = health.get(name) ?? unknownHealth(name, kind)
    health.set(name, { ...before, ...set, updatedAt: Math.max(Date.now(), before.updatedAt + 1) })
    changed.add(name)
  }

  return {
    failuresOf,
    async recall({ name, kind }: Source): Promise<void> {
      if (health.has(name)) return
      const before = (await sourceHealth(store)).find((row) => row.source === name)
      if (before && !health.has(name)) health.set(name, { ...before, kind })
    },
    /** `notReadSince`: epoch ms, for a source that is blind or gone. */
    failed(source: Source, error: unknown): { blindInMs: number; notReadSince: number | undefined; reason: string } {
      const { name, everyMs = Infinity } = source
      failures.set(name, failuresOf(name) + 1)
      if (!deliveredAt.has(name)) deliveredAt.set(name, health.get(name)?.frontierAt || clock())
      const { state, message: reason } = SourceFailed.from(error)
      const blindInMs = deliveredAt.get(name)! + blindIntervals * everyMs - clock()
      const isBlind = state === 'failing' && blindInMs <= 0
      update(source, { state: isBlind ? 'blind' : state, reason })
      const isDown = state === 'gone' || isBlind
      const notReadSince = isDown ? health.get(name)?.frontierAt || deliveredAt.get(name)! : undefined
      return { blindInMs: isDown ? Infinity : blindInMs, notReadSince, reason }
    },
    covered(source: Source, page: Page, { failuresBefore, now }: { failuresBefore: number; now: number }): void {
      // The source may have failed while its page was being stored. Then it stays failing, but the page is covered.
      const hasNotFailed = failuresOf(source.name) === failuresBefore
      // A list that comes newest first ends with its oldest page.
      const newestAt = Math.max(...page.mentions.map((m) => m.createdAt), 0)
      const lastHeardAt = Math.max(health.get(source.name)?.lastHeardAt ?? 0, Math.min(newestAt, now))
      const isComplete = !isWithinPoll(source, page)
      if (isComplete) deliveredAt.set(source.name, now)
      update(source, {
        ...(hasNotFailed && isComplete && { state: page.gap ? 'gap' : 'live', reason: page.gap?.reason ?? '' }),
        ...(isComplete && { frontierAt: page.coveredUntil ?? 0 }),
        lastHeardAt,
      })
    },
    takeChanged(): string[] {
      const names = [...changed]
      changed.clear()
      return names
    },
    putBack(names: readonly string[]): void {
      for (const name of names) changed.add(name)
    },
    rows: (names: readonly string[]) => names.map((name) => health.get(name)!),
  }
}

const unknownHealth = (source: string, kind: Source['kind']): SourceHealth => ({
  source,
  kind,
  state: 'live',
  reason: '',
  frontierAt: 0,
  lastHeardAt: 0,
  updatedAt: 0,
})
