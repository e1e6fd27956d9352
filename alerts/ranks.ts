/**
 * How often each size of a rolling sum was heard: a histogram over a sliding stretch of time, in constant memory whatever the
 * counts. The newest `delay` sums are kept in order but not ranked yet.
 */
export interface Ranks {
  histogram: Uint32Array
  /** All sums of the stretch as bins, oldest overwritten first. */
  order: Uint8Array
  ordered: number
  delay: number
  /** No ranked sum is in a higher bin. */
  mostBin: number
}

const bins = 256
const exactBins = 64
const binWidth = Math.log(1.06)

export function newRanks(length: number, delay: number): Ranks {
  return { histogram: new Uint32Array(bins), order: new Uint8Array(length + delay), ordered: 0, delay, mostBin: 0 }
}

export function rank(ranks: Ranks, sum: number): void {
  const { order, histogram, delay } = ranks
  const place = ranks.ordered % order.length
  if (ranks.ordered >= order.length) histogram[order[place]!]!--
  order[place] = binOf(sum)
  if (ranks.ordered >= delay) {
    const bin = order[(ranks.ordered - delay) % order.length]!
    histogram[bin]!++
    ranks.mostBin = Math.max(ranks.mostBin, bin)
  }
  while (ranks.mostBin > 0 && histogram[ranks.mostBin] === 0) ranks.mostBin--
  ranks.ordered++
}

/** How many sums are ranked. */
export const rankedOf = ({ ordered, delay, order }: Ranks): number =>
  Math.max(0, Math.min(ordered, order.length) - delay)

/** How many ranked sums were at least this large, to within 6 % of it. */
export function atLeast({ histogram, mostBin }: Ranks, sum: number): number {
  let count = 0
  for (let bin = binOf(sum); bin <= mostBin; bin++) count += histogram[bin]!
  return count
}

/** Exact below 64, then steps of 6 %. */
function binOf(sum: number): number {
  if (sum < exactBins) return Math.max(0, Math.floor(sum))
  return Math.min(bins - 1, exactBins + Math.floor(Math.log(sum / exactBins) / binWidth))
}
