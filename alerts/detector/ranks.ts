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

/** The two exceedances from which the tail is extrapolated. The upper one ignores incidents that fill up to a tenth of the span. */
const middle = 0.6
const upper = 0.1
/** Shape of the extrapolated tail, and its least scale in mentions. Chosen on outage reports and NAB (docs/detection.md). */
const shape = 0.2
const leastScale = 0.3
/** With fewer past sums there are neither ranks nor an extrapolated tail. */
export const fewestRanked = 200

/**
 * Probability of a sum of at least `sum` at such hours: a generalised Pareto tail through the 40 % and 90 % quantiles of the past sums
 * (peaks over threshold; Pickands 1975, Siffer et al. 2017). Unlike a rank it does not depend on how large the last incidents were. With
 * fewer than 200 past sums at such hours, those of all hours count; with fewer than 200 of them, it is 1.
 */
export function extrapolated({ histogram, ranked, mostBin }: Ranks, sum: number, hours: Hours): number {
  const all = ranked.quiet + ranked.busy
  if (all < fewestRanked) return 1
  const isOfAll = ranked[hours] < fewestRanked
  const total = isOfAll ? all : ranked[hours]
  const first = firstOf(hours)
  const other = bins - first
  const bin = binOf(sum)
  let above = 0
  let atLeastSum = 0
  let high = -1
  for (let b = isOfAll ? Math.max(mostBin.quiet, mostBin.busy) : mostBin[hours]; b >= 0; b--) {
    above += histogram[first + b]! + (isOfAll ? histogram[other + b]! : 0)
    if (b >= bin) atLeastSum = above
    if (high < 0 && above >= upper * total) high = b
    if (above >= middle * total) {
      if (atLeastSum >= upper * total) return atLeastSum / total
      const [low, spread] = [valueOf(b), valueOf(high) - valueOf(b)]
      const scale = Math.max(leastScale, (shape * spread) / ((middle / upper) ** shape - 1))
      return Math.min(upper, middle * (1 + (shape * Math.max(0, sum - low)) / scale) ** (-1 / shape))
    }
  }
  return 1
}

/** The middle of a bin, half a mention above its smallest sum where it is exact. */
const valueOf = (bin: number) =>
  bin < exactBins ? bin + 0.5 : exactBins * Math.exp((bin - exactBins + 0.5) * binWidth)

const firstOf = (hours: Hours) => (hours === 'quiet' ? 0 : bins)

/** Exact below 32, then steps of 12 %. */
function binOf(sum: number): number {
  if (sum < exactBins) return Math.max(0, Math.floor(sum))
  return Math.min(bins - 1, exactBins + Math.floor(Math.log(sum / exactBins) / binWidth))
}
