import { createHash } from 'node:crypto'
import { calibrate, probabilities, type Calibration } from './calibrate.ts'
import { best, cutOffsFor, macroF1, manyLabels } from './cut-offs.ts'
import { fitBinary } from './coordinate-descent.ts'
import { idfOf, toDataset, type Dataset, type Reading, type Recipe } from './dataset.ts'
import { quantise, type ModelCard, type Weights } from './linear-model.ts'

export interface Example {
  reading: Reading
  /** Determines the fold: copies of a text are in the same fold. */
  text: string
  labels: readonly string[]
  /** Weight relative to the other examples. When absent: 1. */
  weight?: number
}

export interface TrainOptions {
  task: string
  several: boolean
  recipe: Recipe
  /** Inverse document frequencies shared with other models. When absent: those of the examples. */
  idf?: Float32Array
  /** Cost of an error. When absent: the best of `triedCosts` on the first fold. */
  cost?: number
  /** Errors on rare labels cost more, by (average size of a label / its size) to this power. When absent: chosen with the cost. */
  rarity?: number
  /** The day of the training. */
  at: string
  /** For one label per text: added to each label's margin before the highest is chosen, set by hand instead of by search. */
  bias?: Record<string, number>
}

export interface Trained {
  card: ModelCard
  weights: Weights
  /** For each example: probabilities by a model that has not seen the text, in the order of `card.labels`. With more than 20,000 examples only one fold has them. */
  unseen: (Float32Array | undefined)[]
  /** For each example: the chosen label, by a model and cut-offs that have not seen the text. */
  guesses: (string | undefined)[]
}

export const folds = 5
const triedCosts = [0.05, 0.1, 0.3, 1]
const triedRarities = [0.5, 1]
/** With more examples the search for the cost, and four of five folds, take too long for their benefit. */
const largeFrom = 20_000
const heldOut = (examples: number) => (examples > largeFrom ? [0] : Array.from({ length: folds }, (_, fold) => fold))

/**
 * Trains one linear support vector machine per label (one against the rest: Rifkin & Klautau, JMLR 2004), calibrated on five
 * folds. Document frequencies do not depend on labels and are counted once for all folds.
 * @throws Error when there are fewer than two labels, or none where a text may have several or none
 */
export function trainLinear(examples: readonly Example[], options: TrainOptions): Trained {
  const labels = [...new Set(examples.flatMap((example) => example.labels))].toSorted()
  if (labels.length < (options.several ? 1 : 2))
    throw new Error(
      `there ${labels.length === 1 ? `is only the label "${labels[0]}"` : 'are no labels'}: at least two are needed`,
    )
  const readings = examples.map((example) => example.reading)
  const dataset = toDataset(readings, options.recipe, options.idf ?? idfOf(readings, options.recipe))
  const problem = { examples, labels, dataset }
  const costs = { several: options.several, ...chosen(problem, options) }
  const fit = (rows: readonly number[]) => fitAll(problem, rows, costs)
  const right = examples.map((example) => example.labels.map((label) => labels.indexOf(label)))

  const folded = examples.map((example) => foldOf(example.text))
  const margins = new Map<number, Float32Array>()
  for (const fold of heldOut(examples.length)) {
    const fitted = fit(indicesWhere(folded, (other) => other !== fold))
    const held = indicesWhere(folded, (other) => other === fold)
    for (const i of held) margins.set(i, marginsOf(fitted, dataset, i))
  }
  const all = fit(examples.map((_, i) => i))
  const judged = [...margins.keys()].toSorted((a, b) => a - b)
  const calibration = calibrate(
    judged.map((i) => margins.get(i)!),
    judged.map((i) => right[i]!),
    options.several,
  )
  const unseen = examples.map((_, i) =>
    margins.has(i) ? probabilities(margins.get(i)!, calibration, options.several) : undefined,
  )
  const decisions = (rows: readonly number[]) => cutOffsFor({ rows, unseen, right, labels, options, calibration })
  const cutOffs = decisions(judged)
  // For unbiased figures, each fold is decided by the cut-offs of the other folds.
  const perFold = Array.from({ length: folds }, (_, fold) => decisions(judged.filter((i) => folded[i] !== fold)))
  const guesses = unseen.map((p, i) => p && labels[best(p, options.several ? undefined : perFold[folded[i]!])]!)
  const weights = quantise(all, dataset.idf, options.recipe)
  const card: ModelCard = {
    task: options.task,
    version: versionOf(weights, calibration, labels),
    labels,
    several: options.several,
    recipe: options.recipe,
    calibration,
    cutOffs,
    trainedOn: { texts: examples.length, at: options.at },
  }
  return { card, weights, unseen, guesses }
}

/** The fold of a text, 0…4. Ignores case, URLs, names and punctuation. */
export function foldOf(text: string): number {
  const normal = text
    .toLowerCase()
    .replace(/https?:\S+|@\S+/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return createHash('md5').update(normal).digest()[0]! % folds
}

interface Problem {
  examples: readonly Example[]
  labels: readonly string[]
  /** The readings of the examples, in order. */
  dataset: Dataset
}
interface Costs {
  several: boolean
  cost: number
  rarity: number
}

/** The weights of each label. */
function fitAll(
  { examples, labels, dataset }: Problem,
  rows: readonly number[],
  { several, cost, rarity }: Costs,
): Float32Array[] {
  const own = rows.map((i) => examples[i]!)
  const total = own.reduce((sum, example) => sum + (example.weight ?? 1), 0)
  return labels.map((label) => {
    const signs = Int8Array.from(own, (example) => (example.labels.includes(label) ? 1 : -1))
    const positives = own.reduce((sum, example, i) => sum + (signs[i]! > 0 ? (example.weight ?? 1) : 0), 0)
    const positiveCost = cost * (total / (several ? 2 : labels.length) / Math.max(1, positives)) ** rarity
    const costs = Float32Array.from(own, (example, i) => (example.weight ?? 1) * (signs[i]! > 0 ? positiveCost : cost))
    return fitBinary(dataset, { rows: Int32Array.from(rows), signs, costs })
  })
}

function marginsOf(fitted: readonly Float32Array[], { starts, columns, values, width }: Dataset, row: number) {
  return Float32Array.from(fitted, (weights) => {
    let margin = weights[width]!
    for (let k = starts[row]!; k < starts[row + 1]!; k++) margin += weights[columns[k]!]! * values[k]!
    return margin
  })
}

/** The given cost and rarity. Those not given: the best by macro F1 on the first fold, or defaults if there are many examples. */
function chosen(problem: Problem, options: TrainOptions): { cost: number; rarity: number } {
  const { examples, labels, dataset } = problem
  const given = { cost: options.cost ?? 0.1, rarity: options.rarity ?? 0.5 }
  if ((options.cost !== undefined && options.rarity !== undefined) || examples.length > largeFrom) return given
  const folded = examples.map((example) => foldOf(example.text))
  const seen = indicesWhere(folded, (fold) => fold !== 0)
  const held = indicesWhere(folded, (fold) => fold === 0)
  let top = { ...given, score: -1 }
  for (const cost of options.cost === undefined ? triedCosts : [options.cost])
    for (const rarity of options.rarity === undefined && labels.length <= manyLabels ? triedRarities : [given.rarity]) {
      const fitted = fitAll(problem, seen, { several: options.several, cost, rarity })
      const score = macroF1(
        held.map((i) => best(marginsOf(fitted, dataset, i))),
        held.map((i) => examples[i]!.labels.map((l) => labels.indexOf(l))),
        labels.length,
      )
      if (score > top.score) top = { cost, rarity, score }
    }
  return top
}

const indicesWhere = (values: readonly number[], wanted: (value: number) => boolean): number[] =>
  values.flatMap((value, i) => (wanted(value) ? [i] : []))

function versionOf(weights: Weights, calibration: Calibration, labels: readonly string[]): string {
  return createHash('sha256')
    .update(weights.hashed)
    .update(JSON.stringify([calibration, labels]))
    .digest('hex')
    .slice(0, 8)
}
