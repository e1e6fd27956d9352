import { loadRelabels, oldestMention, type Relabel, type Versions } from '../../enrich/relabel/relabel-table.ts'
import type { Store } from '../../infra/store/store.ts'

/**
 * Mentions since `at` (epoch ms) have labels of these versions, older ones of other versions, so counts before and after are not
 * comparable.
 */
export interface Seam extends Versions {
  at: number
}

/** The seams within the span, oldest first. */
export async function seamsBetween(store: Store, { from, to }: { from: number; to: number }): Promise<Seam[]> {
  const oldest = await oldestMention(store)
  if (oldest === undefined) return []
  return seamsOf(await loadRelabels(store)).filter(({ at }) => at > Math.max(from, oldest) && at < to)
}

/** A later switch that reaches at least as far back replaces an earlier one. A switch to the same versions leaves no seam. */
export function seamsOf(relabels: readonly Relabel[]): Seam[] {
  const done = relabels.filter((each) => each.finishedAt !== undefined).toSorted((a, b) => a.startedAt - b.startedAt)
  const inForce = (at: number) => done.findLast((each) => each.fromAt <= at)
  const named = (each: Relabel | undefined) => each && `${each.modelVersion} ${each.taxonomyVersion}`
  return [...new Set(done.map((each) => each.fromAt))]
    .toSorted((a, b) => a - b)
    .filter((at) => named(inForce(at)) !== named(inForce(at - 1)))
    .map((at) => {
      const { modelVersion, taxonomyVersion } = inForce(at)!
      return { at, modelVersion, taxonomyVersion }
    })
}
