import type { Blend } from '../blend.ts'
import { probabilities, type Calibration } from './calibrate.ts'
import { eachExtra, extraWidth, hashedWidth, type Reading, type Recipe } from './dataset.ts'

/** What a model is, apart from its weights. */
export interface ModelCard {
  task: string
  /** Changes with every training, so that labels of two versions are never compared as one. */
  version: string
  labels: string[]
  /** A text may have several labels, or none. */
  several: boolean
  recipe: Recipe
  calibration: Calibration
  /** Several: from which probability on a label counts. One: added to ln p before the highest is chosen (0 = by probability). */
  cutOffs: number[]
  /** How the classifier's opinion is joined with what the taxonomy says, for topics and departments. */
  blend?: Blend
  trainedOn: { texts: number; at: string; note?: string }
}

/** Weights of all labels of a column side by side; eight bits each, folded with the column's idf. */
export interface Weights {
  /** `columns × labels`. */
  hashed: Int8Array
  /** What one step of the eight bits is worth, a label. */
  steps: Float32Array
  /** Inverse document frequency a column, for the length of a text; eight bits, in steps of `idfStep`. */
  idf: Uint8Array
  idfStep: number
  /** `extra columns × labels`, at full precision. */
  extras: Float32Array
  bias: Float32Array
}

export interface LinearModel {
  card: ModelCard
  /** One a label: above 0 speaks for it. */
  margins(reading: Reading): Float32Array
  /** Calibrated, in 0…1, one a label; they add up to 1 unless a text may have several labels. */
  probabilities(reading: Reading): Float32Array
  /** What a word alone (32-bit hash) adds to a label's margin, before the text's length divides it. */
  weightOf(hash: number, label: number): number
}

export function linearModel(card: ModelCard, weights: Weights): LinearModel {
  const { recipe, labels, calibration, several } = card
  const count = labels.length
  const mask = (1 << recipe.bits) - 1
  const { hashed, steps, idf, idfStep, extras, bias } = weights
  const half = new Float32Array(count)

  const addHalf = (reading: Reading, from: number, to: number, offset: number, into: Float32Array, weight: number) => {
    const { hashes, values } = reading.hashed
    half.fill(0)
    let length = 0
    for (let i = from; i < to; i++) {
      const column = (hashes[i]! & mask) + offset
      const value = values[i]!
      const weighed = value * idf[column]! * idfStep
      length += weighed * weighed
      const at = column * count
      for (let k = 0; k < count; k++) half[k]! += value * hashed[at + k]!
    }
    if (length === 0) return
    const scale = weight / Math.sqrt(length)
    for (let k = 0; k < count; k++) into[k]! += half[k]! * steps[k]! * scale
  }

  const margins = (reading: Reading): Float32Array => {
    const out = bias.slice()
    const { words, hashes } = reading.hashed
    addHalf(reading, 0, words, 0, out, 1)
    if (recipe.characters) addHalf(reading, words, hashes.length, mask + 1, out, recipe.characterWeight)
    eachExtra(reading, recipe, (column, value) => {
      for (let k = 0; k < count; k++) out[k]! += value * extras[column * count + k]!
    })
    return out
  }
  return {
    card,
    margins,
    probabilities: (reading) => probabilities(margins(reading), calibration, several),
    weightOf: (hash, label) => hashed[(hash & mask) * count + label]! * steps[label]!,
  }
}

const topStep = 127

/** Eight bits a weight: 0.1 points of accuracy at most on the sets of MODEL-CARD.md, a quarter of the memory. */
export function quantise(fitted: readonly Float32Array[], idf: Float32Array, recipe: Recipe): Weights {
  const extraColumns = extraWidth(recipe)
  const labels = fitted.length
  const width = hashedWidth(recipe)
  const steps = new Float32Array(labels)
  const hashed = new Int8Array(width * labels)
  fitted.forEach((weights, k) => {
    let highest = 1e-9
    for (let c = 0; c < width; c++) highest = Math.max(highest, Math.abs(weights[c]! * idf[c]!))
    const step = (steps[k] = highest / topStep)
    for (let c = 0; c < width; c++) hashed[c * labels + k] = Math.round((weights[c]! * idf[c]!) / step)
  })
  const extras = new Float32Array(extraColumns * labels)
  for (let e = 0; e < extraColumns; e++) for (let k = 0; k < labels; k++) extras[e * labels + k] = fitted[k]![width + e]!
  const idfStep = idf.reduce((top, x) => Math.max(top, x), 1e-9) / 255
  return {
    hashed,
    steps,
    idf: Uint8Array.from(idf, (x) => Math.round(x / idfStep)),
    idfStep,
    extras,
    bias: Float32Array.from(fitted, (weights) => weights[width + extraColumns]!),
  }
}
