import { createHash } from 'node:crypto'
import { fitBinary } from '../linear/coordinate-descent.ts'
import { extraWidth, hashedWidth, toDataset, type Reading } from '../linear/dataset.ts'
import { quantise, type ModelCard, type ModelPart, type Weights } from '../linear/linear-model.ts'

/** The right labels of a text for a task. An empty list means "none". */
export interface Lesson {
  labels: readonly string[]
}

/**
 * Cost of an error on a lesson, relative to the cost of changing the shipped weights. With this value five similar lessons
 * are learnt, and fewer than 1 % of the project's examples get another first guess.
 */
const cost = 5

/**
 * Adapts a model to lessons, changing it as little as possible: an adaptive SVM (coordinate-descent.ts, `start`), one label
 * against the rest. Labels, recipe, document frequencies, calibration, blend and cut-offs stay, so the model can be fused
 * with the others. Labels that the model does not know are ignored.
 * @param readings of the lessons' texts, in the same order
 */
export function adapt(part: ModelPart, lessons: readonly Lesson[], readings: readonly Reading[]): ModelPart {
  const { card } = part
  const idf = idfOf(part.weights)
  const dataset = toDataset(readings, card.recipe, idf)
  const rows = Int32Array.from(lessons, (_, i) => i)
  const costs = new Float32Array(lessons.length).fill(cost)
  const scaleSquared = scaleOf(idf, dataset.width)
  const fitted = card.labels.map((label, k) => {
    const start = startOf(part, idf, k)
    if (lessons.length === 0) return start
    const signs = Int8Array.from(lessons, ({ labels }) => (labels.includes(label) ? 1 : -1))
    return fitBinary(dataset, { rows, signs, costs, start, scaleSquared })
  })
  const weights = { ...quantise(fitted, idf, card.recipe, 1), idf: part.weights.idf, idfStep: part.weights.idfStep }
  return { card: { ...card, version: versionOf(card, weights) }, weights }
}

/**
 * The squared scale of each column: how easily its weight changes. Rare words change most; words of every text and the dense
 * extras do not change. Without this, one correction changed the intent of half of the examples.
 */
function scaleOf(idf: Float32Array, width: number): Float32Array {
  const top = idf.reduce((a, b) => Math.max(a, b), 1 + 1e-9)
  const scaleSquared = new Float32Array(width)
  idf.forEach((x, column) => void (scaleSquared[column] = ((x - 1) / (top - 1)) ** 2))
  return scaleSquared
}

const idfOf = ({ idf, idfStep }: Weights): Float32Array => Float32Array.from(idf, (steps) => steps * idfStep)

/** The weights of a label before `quantise` (linear-model.ts), up to rounding. */
function startOf({ card, weights }: ModelPart, idf: Float32Array, label: number): Float32Array {
  const { starts, labels, hashed, steps, extras, bias } = weights
  const count = card.labels.length
  const width = hashedWidth(card.recipe)
  const extra = extraWidth(card.recipe)
  const start = new Float32Array(width + extra + 1)
  for (let column = 0; column < width; column++)
    for (let e = starts[column]!; e < starts[column + 1]!; e++)
      if (labels[e] === label) start[column] = (hashed[e]! * steps[label]!) / idf[column]!
  for (let c = 0; c < extra; c++) start[width + c] = extras[c * count + label]!
  start[width + extra] = bias[label]!
  return start
}

const versionOf = ({ version }: ModelCard, { hashed, labels, extras, steps }: Weights): string =>
  [hashed, labels, extras, steps]
    .reduce((hash, array) => hash.update(array), createHash('sha256').update(version))
    .digest('hex')
    .slice(0, 8)
