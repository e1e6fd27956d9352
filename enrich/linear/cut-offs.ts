import type { Calibration } from './calibrate.ts'

/** With more labels the search for additions takes too long for its benefit. */
export const manyLabels = 30

/** The index of the highest score, or of the highest ln p + addition. */
export function best(scores: Float32Array, additions?: readonly number[]): number {
  let at = 0
  let top = -Infinity
  scores.forEach((score, k) => {
    const decision = additions ? Math.log(score + 1e-9) + additions[k]! : score
    if (decision > top) [top, at] = [decision, k]
  })
  return at
}

const shifts = [-0.6, -0.3, -0.15, 0.15, 0.3, 0.6]
const rounds = 2
const shrink = 0.7
const triedCutOffs = [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]

interface Decided {
  rows: readonly number[]
  unseen: readonly (Float32Array | undefined)[]
  right: readonly (readonly number[])[]
  labels: readonly string[]
  options: { bias?: Record<string, number>; several: boolean }
  calibration: Calibration
}

/** For one label per text: additions to ln p that raise macro F1. For several: one cut-off for all labels, with the best micro F1. */
export function cutOffsFor({ rows, unseen, right, labels, options, calibration }: Decided): number[] {
  const { slope, offsets } = calibration
  if (options.bias) return labels.map((label, k) => slope * (options.bias![label] ?? 0) - offsets[k]!)
  const p = rows.map((i) => unseen[i]!)
  const truth = rows.map((i) => right[i]!)
  if (options.several) {
    const scored = triedCutOffs.map((cut) => ({ cut, f1: microF1(p, truth, cut) }))
    const top = scored.reduce((a, b) => (b.f1 > a.f1 ? b : a))
    return labels.map(() => top.cut)
  }
  const additions = labels.map(() => 0)
  let score = macroF1(
    p.map((x) => best(x, additions)),
    truth,
    labels.length,
  )
  for (let round = 0; round < rounds; round++)
    for (let k = 0; k < labels.length && labels.length <= manyLabels; k++)
      for (const shift of shifts) {
        const tried = additions.with(k, additions[k]! + shift)
        const next = macroF1(
          p.map((x) => best(x, tried)),
          truth,
          labels.length,
        )
        if (next > score) [score, additions[k]] = [next, tried[k]!]
      }
  return additions.map((addition) => addition * shrink)
}

function microF1(p: readonly Float32Array[], right: readonly (readonly number[])[], cut: number): number {
  let hits = 0
  let guessed = 0
  let wanted = 0
  p.forEach((scores, i) => {
    wanted += right[i]!.length
    scores.forEach((score, k) => {
      if (score < cut) return
      guessed++
      if (right[i]!.includes(k)) hits++
    })
  })
  return (2 * hits) / Math.max(1, guessed + wanted)
}

export function macroF1(guesses: readonly number[], right: readonly (readonly number[])[], labels: number): number {
  const hits = new Int32Array(labels)
  const guessed = new Int32Array(labels)
  const wanted = new Int32Array(labels)
  guesses.forEach((guess, i) => {
    const meant = right[i]!.includes(guess) ? guess : right[i]![0]
    guessed[guess]!++
    if (meant === undefined) return
    wanted[meant]!++
    if (meant === guess) hits[guess]!++
  })
  let sum = 0
  let present = 0
  for (let k = 0; k < labels; k++) {
    if (wanted[k] === 0) continue
    present++
    sum += (2 * hits[k]!) / (guessed[k]! + wanted[k]!)
  }
  return sum / Math.max(1, present)
}
