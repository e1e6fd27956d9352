/** Maps the confidence of a guess to the share of right guesses at this confidence, by linear interpolation. */
export interface Reliability {
  /** Original confidences, ascending, from 0 to 1. Stored in model files under this name. */
  said: number[]
  /** The share of right guesses at each of them; never descending. */
  right: number[]
}

export interface JudgedGuess {
  confidence: number
  isRight: boolean
  /** Weight relative to the other guesses. */
  weight: number
}

/** Guesses per point, and the weight of a prior in favour of the original confidence. */
const perPoint = 20
const doubt = 5

interface Pool {
  weight: number
  said: number
  right: number
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; for confidences: Zadrozny & Elkan, KDD 2002). A prior
 * draws it towards the original confidences, because the guesses are few.
 */
export function fitReliability(guesses: readonly JudgedGuess[]): Reliability {
  const sorted = guesses.toSorted((a, b) => a.confidence - b.confidence)
  const pools: Pool[] = []
  for (let from = 0; from < sorted.length; from += perPoint) {
    pools.push(sum(sorted.slice(from, from + perPoint).map(toPool)))
    while (pools.length > 1 && rate(pools.at(-2)!) >= rate(pools.at(-1)!)) pools.push(sum(pools.splice(-2)))
  }
  return {
    said: [0, ...pools.map(({ said, weight }) => said / weight), 1],
    right: [0, ...pools.map(rate), 1],
  }
}

const toPool = ({ confidence, isRight, weight }: JudgedGuess): Pool => ({
  weight,
  said: weight * confidence,
  right: isRight ? weight : 0,
})
const sum = (pools: readonly Pool[]): Pool =>
  pools.reduce((a, b) => ({ weight: a.weight + b.weight, said: a.said + b.said, right: a.right + b.right }))
const rate = ({ weight, said, right }: Pool) => (right + (doubt * said) / weight) / (weight + doubt)

/** The corrected confidence. */
export function reliable({ said, right }: Reliability, confidence: number): number {
  let i = 1
  while (i < said.length - 1 && said[i]! < confidence) i++
  const share = (confidence - said[i - 1]!) / Math.max(1e-9, said[i]! - said[i - 1]!)
  return right[i - 1]! + Math.max(0, Math.min(1, share)) * (right[i]! - right[i - 1]!)
}
