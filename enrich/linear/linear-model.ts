import type { Blend } from './blend.ts'
import { probabilities, type Calibration } from './calibrate.ts'
import { eachColumn, eachExtra, extraWidth, hashedWidth, type Reading, type Recipe } from './dataset.ts'

/** A model without its weights. */
export interface ModelCard {
  task: string
  /** Changes with every training. Labels of different versions must not be compared. */
  version: string
  labels: string[]
  /** A text may have several labels, or none. */
  several: boolean
  recipe: Recipe
  calibration: Calibration
  /** Several labels: the probability from which a label counts. One label: added to ln p before the highest is chosen. */
  cutOffs: number[]
  /** For topics and departments: combines the classifier with the taxonomy. */
  blend?: Blend
  trainedOn: { texts: number; at: string }
}

/** Weights of eight bits, multiplied by the column's idf. Small ones are dropped; the weights of a column are adjacent. */
export interface Weights {
  /** Offset of each column's entries, and the total at the end. */
  starts: Uint32Array
  /** Label of each entry; `hashed` has its weight. */
  labels: Uint16Array
  hashed: Int8Array
  /** The value of one step of the eight bits, per label. */
  steps: Float32Array
  /** Inverse document frequency per column, for the length of a text; eight bits, in steps of `idfStep`. */
  idf: Uint8Array
  idfStep: number
  /** `extra columns × labels`, at full precision. */
  extras: Float32Array
  bias: Float32Array
}

/** A model as stored in its file. */
export interface ModelPart {
  card: ModelCard
  weights: Weights
}

export interface LinearModel {
  card: ModelCard
  /** One per label; positive if the label is likely. */
  margins(reading: Reading): Float32Array
  /** Calibrated probabilities (0…1), one per label. They add up to 1 unless a text may have several labels. */
  probabilities(reading: Reading): Float32Array
}

export function linearModel(card: ModelCard, weights: Weights): LinearModel {
  const { recipe, calibration, several } = card
  const count = card.labels.length
  const { starts, labels, hashed, steps, idf, idfStep, extras, bias } = weights

  const margins = (reading: Reading): Float32Array => {
    const out = bias.slice()
    const lengths = [0, 0]
    const halves = [new Float32Array(count), new Float32Array(count)]
    eachColumn(reading.hashed, recipe, (column, value, isWord) => {
      const weighed = value * idf[column]! * idfStep
      lengths[isWord ? 0 : 1]! += weighed * weighed
      const half = halves[isWord ? 0 : 1]!
      for (let e = starts[column]!; e < starts[column + 1]!; e++) half[labels[e]!]! += value * hashed[e]!
    })
    const scales = lengths.map((length, h) =>
      length === 0 ? 0 : (h === 0 ? 1 : recipe.characterWeight) / Math.sqrt(length),
    )
    for (let k = 0; k < count; k++) out[k]! += steps[k]! * (halves[0]![k]! * scales[0]! + halves[1]![k]! * scales[1]!)
    eachExtra(reading, recipe, (column, value) => {
      for (let k = 0; k < count; k++) out[k]! += value * extras[column * count + k]!
    })
    return out
  }
  return {
    card,
    margins,
    probabilities: (reading) => probabilities(margins(reading), calibration, several),
  }
}

const topStep = 127
/** Weights below this many steps are dropped. Of the 55 weights per column of the topic model 12 remain, and the accuracy on the independent test set stays the same. */
const leastStep = 4

/** Converts weights to eight bits. Drops weights below `least` steps. */
export function quantise(
  fitted: readonly Float32Array[],
  idf: Float32Array,
  recipe: Recipe,
  least = leastStep,
): Weights {
  const width = hashedWidth(recipe)
  const extraColumns = extraWidth(recipe)
  const steps = Float32Array.from(fitted, (weights) => {
    let highest = 1e-9
    for (let c = 0; c < width; c++) highest = Math.max(highest, Math.abs(weights[c]! * idf[c]!))
    return highest / topStep
  })
  const starts = new Uint32Array(width + 1)
  const labels: number[] = []
  const hashed: number[] = []
  for (let c = 0; c < width; c++) {
    fitted.forEach((weights, k) => {
      const step = Math.round((weights[c]! * idf[c]!) / steps[k]!)
      if (Math.abs(step) < least) return
      labels.push(k)
      hashed.push(step)
    })
    starts[c + 1] = labels.length
  }
  const idfStep = Math.fround(idf.reduce((top, x) => Math.max(top, x), 1e-9) / 255)
  return {
    starts,
    labels: Uint16Array.from(labels),
    hashed: Int8Array.from(hashed),
    steps,
    idf: Uint8Array.from(idf, (x) => Math.round(x / idfStep)),
    idfStep,
    extras: Float32Array.from(
      { length: extraColumns * fitted.length },
      (_, i) => fitted[i % fitted.length]![width + Math.floor(i / fitted.length)]!,
    ),
    bias: Float32Array.from(fitted, (weights) => weights[width + extraColumns]!),
  }
}
