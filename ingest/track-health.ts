import type { Clock } from '../infra/clock.ts'
import type { Store } from '../infra/store/store.ts'
import { SourceFailed, type CanaryReport, type Page, type Source } from './mention/source.ts'
import { sourceHealth, initialHealth, type SourceHealth } from './source-table.ts'

/** A source that failed for this many intervals is blind. */
const blindIntervals = 3

/** The health of all sources, as it changes. */
export function trackHealth({ store, clock }: { store: Store; clock: Clock }) {
  const health = new Map<string, SourceHealth>()
  const changed = new Set<string>()
  const failures = new Map<string, number>()
  /** Epoch ms of the last time that a source was covered or, until then, first failed in this process. */
  const deliveredAt = new Map<string, number>()
  const failuresOf = (source: string) => failures.get(source) ?? 0

  function update({ name, kind }: Source, set: Partial<SourceHealth>): void {
    const before = health.get(name) ?? initialHealth({ source: name, kind, state: 'live' })
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
        ...(hasNotFailed && isComplete && stateAfter(page)),
        ...(isComplete && { frontierAt: page.coveredUntil ?? 0 }),
        ...(isComplete && { canary: page.canary?.looksFor ?? '', canaryAt: page.canary?.heardAt ?? 0 }),
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

/** A page within a poll says nothing about the health of the source: the poll may still fail. */
export function isWithinPoll({ everyMs }: Source, { coveredUntil }: Page): boolean {
  return everyMs !== undefined && coveredUntil === undefined
}

function stateAfter({ canary, gap }: Page): Pick<SourceHealth, 'state' | 'reason'> {
  if (canary?.isSilent) return { state: 'blind', reason: silenceOf(canary) }
  return gap ? { state: 'gap', reason: gap.reason } : { state: 'live', reason: '' }
}

/** Why a source with a silent canary is blind. */
export function silenceOf({ looksFor, heardAt }: CanaryReport): string {
  const since = `${new Date(heardAt).toISOString().slice(0, 16)}Z`
  return `the canary ${looksFor} found nothing new since ${since}, although the polls succeed`
}
