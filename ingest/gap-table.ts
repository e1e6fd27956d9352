import { Type, type Static } from 'typebox'
import type { Store } from '../infra/store/store.ts'

/**
 * A period of event time in which a source was not read, or lost mentions. Times in epoch ms. `untilAt`: 0 while the source is still not
 * read. `filledUntilAt`: up to where the period was filled later; `fromAt` if nothing of it was.
 */
export const CoverageGap = Type.Object({
  source: Type.String(),
  fromAt: Type.Integer(),
  untilAt: Type.Integer(),
  reason: Type.String(),
  filledUntilAt: Type.Integer(),
  updatedAt: Type.Integer(),
})
export type CoverageGap = Static<typeof CoverageGap>

export const gapStates = ['open', 'missing', 'filled'] as const

/** `open`: it goes on. `missing`: it is over, and mentions of it are missing. `filled`: what was published in it is stored. */
export function stateOfGap({ untilAt, filledUntilAt }: CoverageGap): (typeof gapStates)[number] {
  if (untilAt === 0) return 'open'
  return filledUntilAt >= untilAt ? 'filled' : 'missing'
}

/** Saves gaps; of two with the same source and beginning the later one wins. */
export async function saveGaps(store: Store, gaps: readonly Omit<CoverageGap, 'updatedAt'>[]): Promise<void> {
  // Real time and not the demo's clock, as for cursors.
  const updatedAt = (lastSavedAt = Math.max(Date.now(), lastSavedAt + 1))
  await store.insert(
    'coverage_gaps',
    gaps.map((gap) => ({ ...gap, updatedAt })),
  )
}
let lastSavedAt = 0

interface Wanted {
  /** Of this source only. */
  source?: string | undefined
  /** Those that were not over before this time, epoch ms. */
  since?: number
  limit?: number
}

/** The gaps, the latest first. */
export async function coverageGaps(
  store: Store,
  { source = '', since = 0, limit = 1_000 }: Wanted = {},
): Promise<CoverageGap[]> {
  return store.select(
    CoverageGap,
    `SELECT source, from_at, until_at, reason, filled_until_at, updated_at FROM coverage_gaps FINAL
     WHERE ({source: String} = '' OR source = {source: String}) AND (until_at = toDateTime64(0, 3, 'UTC') OR until_at >= {sinceAt: DateTime64(3)})
     ORDER BY from_at DESC, source LIMIT {limit: UInt32}`,
    { source, sinceAt: since, limit },
  )
}

/** Ends the gap of a source that is no longer read; what was missed in it stays missing. @param now epoch ms */
export async function endGaps(store: Store, source: string, now: number): Promise<void> {
  const open = (await coverageGaps(store, { source })).filter((gap) => stateOfGap(gap) === 'open')
  await saveGaps(
    store,
    open.map((gap) => ({ ...gap, untilAt: Math.max(now, gap.fromAt + 1) })),
  )
}

/** Records that a backfill of the source stored everything between two event times (epoch ms). */
export async function fillGaps(
  store: Store,
  source: string,
  { from, until }: { from: number; until: number },
): Promise<void> {
  const gaps = await coverageGaps(store, { source })
  const filled = gaps.filter(
    (gap) => stateOfGap(gap) === 'missing' && from <= gap.filledUntilAt && until > gap.filledUntilAt,
  )
  await saveGaps(
    store,
    filled.map((gap) => ({ ...gap, filledUntilAt: Math.min(until, gap.untilAt) })),
  )
}
