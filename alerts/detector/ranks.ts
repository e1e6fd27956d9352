/**
 * Histogram of past rolling sums over a sliding span, for quiet and busy hours separately (conformal p-value by category; Vovk et al.
 * 2005). Constant memory. The newest `delay` sums are not ranked yet.
 */
export interface Ranks {
  /** Counts by hours (quiet, busy) and bin. */
  histogram: Uint32Array
  /** The sums of the span, as histogram indexes, in a ring buffer. */
  order: Uint8Array
  ordered: number
  delay: number
  /** For quiet and busy hours: how many sums are ranked, and the highest bin in use. */
  ranked: Record<Hours, number>
  mostBin: Record<Hours, number>
}

export type Hours = 'quiet' | 'busy'

const bins = 128
const exactBins = 32
const binWidth = Math.log(1.12)

export function newRanks(length: number, delay: number): Ranks {
  return {
    histogram: new Uint32Array(2 * bins),
    order: new Uint8Array(length + delay),
    ordered: 0,
    delay,
    ranked: { quiet: 0, busy: 0 },
    mostBin: { quiet: 0, busy: 0 },
  }
}

export function rank(ranks: Ranks, sum: number, hours: Hours): void {
  const { order, delay } = ranks
  const place = ranks.ordered % order.length
  if (ranks.ordered >= order.length) move(ranks, order[place]!, -1)
  order[place] = firstOf(hours) + binOf(sum)
  if (ranks.ordered >= delay) move(ranks, order[(ranks.ordered - delay) % order.length]!, 1)
  ranks.ordered++
}

function move({ histogram, ranked, mostBin }: Ranks, place: number, by: 1 | -1): void {
  const hours = place < bins ? 'quiet' : 'busy'
  const first = firstOf(hours)
  histogram[place]! += by
  ranked[hours] += by
  mostBin[hours] = Math.max(mostBin[hours], place - first)
  while (mostBin[hours] > 0 && histogram[first + mostBin[hours]] === 0) mostBin[hours]--
}

/** Number of ranked sums of such hours that are at least `sum`, exact below 32, else within 12 %. */
export function atLeast({ histogram, mostBin }: Ranks, sum: number, hours: Hours): number {
  const first = firstOf(hours)
  let count = 0
  for (let bin = binOf(sum); bin <= mostBin[hours]; bin++) count += histogram[first + bin]!
  return count
}

const firstOf = (hours: Hours) => (hours === 'quiet' ? 0 : bins)

/** Exact below 32, then steps of 12 %. */
function binOf(sum: number): number {
  if (sum < exactBins) return Math.max(0, Math.floor(sum))
  return Math.min(bins - 1, exactBins + Math.floor(Math.log(sum / exactBins) / binWidth))
}
