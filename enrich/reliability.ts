/** From what is said of a guess to how often such guesses are right: straight lines between points. */
export interface Reliability {
  /** Confidences as they were, ascending, from 0 to 1. */
  said: number[]
  /** How often such guesses are right, beside `said`; never descending. */
  right: number[]
}

/** So many guesses stand for a point, and so many that the curve is left where it was weigh beside them. */
const least = 20
const doubt = 5

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; for confidences: Zadrozny & Elkan, KDD 2002), drawn towards what
 * was said where guesses are few.
 */
export function fitReliability(guesses: readonly { confidence: number; isRight: boolean }[]): Reliability {
  const sorted = guesses.toSorted((a, b) => a.confidence - b.confidence)
  const pools: { n: number; said: number; right: number }[] = []
  for (let from = 0; from < sorted.length; from += least) {
    const some = sorted.slice(from, sorted.length - from < 2 * least ? sorted.length : from + least)
    const said = some.reduce((sum, one) => sum + one.confidence, 0)
    const right = some.reduce((sum, one) => sum + Number(one.isRight), 0)
    pools.push({ n: some.length, said, right: right + (doubt * said) / some.length })
    while (pools.length > 1 && rateOf(pools.at(-2)!) >= rateOf(pools.at(-1)!)) {
      const [a, b] = [pools.pop()!, pools.pop()!]
      pools.push({ n: a.n + b.n, said: a.said + b.said, right: a.right + b.right - (doubt * b.said) / b.n })
    }
    if (some.length > least) break
  }
  const inside = pools.map((pool) => [pool.said / pool.n, rateOf(pool)] as const)
  const points = [[0, 0] as const, ...inside, [1, 1] as const]
  return { said: points.map(([said]) => said), right: points.map(([, right]) => right) }
}

const rateOf = ({ n, right }: { n: number; right: number }) => right / (n + doubt)

export function reliable({ said, right }: Reliability, confidence: number): number {
  let i = 1
  while (i < said.length - 1 && said[i]! < confidence) i++
  const share = (confidence - said[i - 1]!) / Math.max(1e-9, said[i]! - said[i - 1]!)
  return right[i - 1]! + Math.max(0, Math.min(1, share)) * (right[i]! - right[i - 1]!)
}
