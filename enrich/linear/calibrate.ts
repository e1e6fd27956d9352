/**
 * Converts margins to probabilities. For several labels per text: one sigmoid for all labels (Platt 1999). For one label per
 * text: a softmax with a common slope and an offset per label ("vector scaling" with one scale: Guo, Pleiss, Sun &
 * Weinberger, ICML 2017). Both are fitted to margins of texts that the weights have not seen.
 */
export interface Calibration {
  slope: number
  /** One per label. */
  offsets: number[]
}

const steps = 400
const rate = 0.3
/** Below this gradient no probability changes by a thousandth. */
const flat = 1e-5

/** @param right for each element of `margins`, the indices of the right labels */
export function calibrate(margins: readonly Float32Array[], right: readonly number[][], several: boolean): Calibration {
  return several ? fitSigmoid(margins, right) : fitSoftmax(margins, right)
}

/**
 * Calibrated probabilities (0…1), one per label. They add up to 1 unless a text may have several labels.
 * @param p where to write them; when absent, a new array
 */
export function probabilities(
  margins: Float32Array,
  { slope, offsets }: Calibration,
  several: boolean,
  p = new Float32Array(margins.length),
): Float32Array {
  for (let k = 0; k < p.length; k++) p[k] = slope * margins[k]! + offsets[k]!
  return several ? sigmoids(p) : softmax(p)
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** In place. */
function sigmoids(logits: Float32Array): Float32Array {
  for (let k = 0; k < logits.length; k++) logits[k] = sigmoid(logits[k]!)
  return logits
}

/** In place. */
function softmax(logits: Float32Array): Float32Array {
  let top = -Infinity
  for (const logit of logits) if (logit > top) top = logit
  let sum = 0
  for (let k = 0; k < logits.length; k++) sum += logits[k] = Math.exp(logits[k]! - top)
  for (let k = 0; k < logits.length; k++) logits[k]! /= sum
  return logits
}

/** Gradient descent with a step size per parameter (AdaGrad: Duchi, Hazan & Singer, JMLR 2011). */
function descend(start: Float64Array, gradientAt: (at: Float64Array) => Float64Array): Float64Array {
  const at = start.slice()
  const seen = new Float64Array(at.length).fill(1e-8)
  for (let step = 0; step < steps; step++) {
    const gradient = gradientAt(at)
    if (gradient.every((slope) => Math.abs(slope) < flat)) break
    for (let i = 0; i < at.length; i++) {
      seen[i]! += gradient[i]! ** 2
      at[i]! -= (rate * gradient[i]!) / Math.sqrt(seen[i]!)
    }
  }
  return at
}

function fitSoftmax(margins: readonly Float32Array[], right: readonly number[][]): Calibration {
  const labels = margins[0]!.length
  const start = new Float64Array(labels + 1)
  start[0] = 2
  const p = new Float32Array(labels)
  const fitted = descend(start, (at) => {
    const gradient = new Float64Array(labels + 1)
    margins.forEach((margin, i) => {
      for (let k = 0; k < labels; k++) p[k] = at[0]! * margin[k]! + at[k + 1]!
      softmax(p)
      const share = 1 / right[i]!.length
      for (let k = 0; k < labels; k++) {
        const error = p[k]! - (right[i]!.includes(k) ? share : 0)
        gradient[0]! += (error * margin[k]!) / margins.length
        gradient[k + 1]! += error / margins.length
      }
    })
    return gradient
  })
  return { slope: fitted[0]!, offsets: Array.from(fitted.subarray(1)) }
}

function fitSigmoid(margins: readonly Float32Array[], right: readonly number[][]): Calibration {
  const labels = margins[0]!.length
  const total = margins.length * labels
  const [slope, offset] = descend(Float64Array.of(2, 0), ([a, b]) => {
    const gradient = new Float64Array(2)
    margins.forEach((margin, i) => {
      for (let k = 0; k < labels; k++) {
        const error = sigmoid(a! * margin[k]! + b!) - (right[i]!.includes(k) ? 1 : 0)
        gradient[0]! += (error * margin[k]!) / total
        gradient[1]! += error / total
      }
    })
    return gradient
  })
  return { slope: slope!, offsets: Array.from({ length: labels }, () => offset!) }
}

const bins = 15

/**
 * Expected calibration error of first guesses: the mean distance between confidence and share of right guesses over 15 bins
 * of equal width, weighted by their size (Naeini, Cooper & Hauskrecht, AAAI 2015).
 */
export function calibrationError(guesses: readonly { confidence: number; isRight: boolean }[]): number {
  const held = Array.from({ length: bins }, () => ({ n: 0, confidence: 0, right: 0 }))
  for (const { confidence, isRight } of guesses) {
    const bin = held[Math.min(bins - 1, Math.floor(confidence * bins))]!
    bin.n++
    bin.confidence += confidence
    if (isRight) bin.right++
  }
  return held.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, guesses.length)
}
