/** Number of words: the most frequent ones by weighted counts. */
const maxWords = 24_000
const dimensions = 128
const passes = 6
const rate = 0.05
/** The constant of smooth inverse frequency (Arora, Liang & Ma, ICLR 2017). */
const smooth = 3e-4
const powerRounds = 12

export interface Distillation {
  words: string[]
  /** `words.length × dimensions`. */
  vectors: Float32Array
}

/** Weighted counts of words in tokenised texts, most frequent first. Tokens without a letter are not words. */
export function vocabulary(
  texts: readonly (readonly string[])[],
  weights: (text: number) => number,
): [string, number][] {
  const counts = new Map<string, number>()
  texts.forEach((tokens, t) => {
    for (const token of tokens) if (/\p{L}/u.test(token)) counts.set(token, (counts.get(token) ?? 0) + weights(t))
  })
  return [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, maxWords)
}

/**
 * Trains word vectors whose sum approximates a sentence encoder's vector of the whole text. Starts with the encoder's vectors
 * of the single words (as model2vec does: Tulkens & van Dongen 2024), reduces them to 128 principal components, and fits
 * them to the texts by AdaGrad (Duchi, Hazan & Singer, JMLR 2011) on the squared distance.
 * @param encoder its vectors of `counted` (`ofWords`) and of `texts` (`ofTexts`), in the same order
 */
export function distilWords(
  counted: readonly [string, number][],
  texts: readonly (readonly string[])[],
  encoder: { ofWords: readonly Float32Array[]; ofTexts: readonly Float32Array[] },
): Distillation {
  const total = counted.reduce((sum, [, count]) => sum + count, 0)
  const { project } = principalComponents(encoder.ofTexts)
  const vectors = new Float32Array(counted.length * dimensions)
  counted.forEach(([, count], w) => {
    const weight = smooth / (smooth + count / total)
    project(encoder.ofWords[w]!).forEach((value, d) => (vectors[w * dimensions + d] = weight * value))
  })
  const places = new Map(counted.map(([word], w) => [word, w]))
  const rows = texts.map((tokens) => tokens.flatMap((token) => places.get(token) ?? []))
  fit(vectors, rows, encoder.ofTexts.map(project))
  return { words: counted.map(([word]) => word), vectors }
}

/** Fits the sums of rows' vectors to the targets. */
function fit(vectors: Float32Array, rows: readonly (readonly number[])[], targets: readonly Float32Array[]): void {
  const seen = new Float32Array(vectors.length).fill(1e-3)
  const sum = new Float32Array(dimensions)
  for (let pass = 0; pass < passes; pass++) {
    rows.forEach((row, t) => {
      if (row.length === 0) return
      const scale = 1 / Math.sqrt(row.length)
      sum.fill(0)
      for (const w of row) for (let d = 0; d < dimensions; d++) sum[d]! += vectors[w * dimensions + d]! * scale
      for (let d = 0; d < dimensions; d++) {
        const slope = (sum[d]! - targets[t]![d]!) * scale
        for (const w of row) {
          const at = w * dimensions + d
          seen[at]! += slope * slope
          vectors[at]! -= (rate * slope) / Math.sqrt(seen[at]!)
        }
      }
    })
  }
}

/** Principal components by orthogonal iteration on the covariance of the texts' vectors. */
function principalComponents(all: readonly Float32Array[]): { project: (vector: Float32Array) => Float32Array } {
  const width = all[0]!.length
  const mean = new Float64Array(width)
  for (const vector of all) vector.forEach((value, i) => (mean[i]! += value / all.length))
  const covariance = Array.from({ length: width }, () => new Float64Array(width))
  for (const vector of all)
    for (let i = 0; i < width; i++) {
      const a = vector[i]! - mean[i]!
      const row = covariance[i]!
      for (let j = 0; j < width; j++) row[j]! += a * (vector[j]! - mean[j]!)
    }
  let basis = Array.from({ length: dimensions }, (_, k) =>
    Float64Array.from({ length: width }, (__, i) => Math.sin(1 + k * 7.3 + i * (k + 1) * 0.37)),
  )
  for (let round = 0; round < powerRounds; round++)
    basis = orthonormal(basis.map((axis) => Float64Array.from(covariance, (row) => dot(row, axis))))
  return {
    project: (vector) => {
      const centred = Float64Array.from(vector, (value, i) => value - mean[i]!)
      return Float32Array.from(basis, (axis) => dot(axis, centred))
    },
  }
}

function orthonormal(axes: Float64Array<ArrayBuffer>[]): Float64Array<ArrayBuffer>[] {
  const done: Float64Array<ArrayBuffer>[] = []
  for (const axis of axes) {
    for (const other of done) {
      const share = dot(axis, other)
      for (let i = 0; i < axis.length; i++) axis[i]! -= share * other[i]!
    }
    const length = Math.sqrt(dot(axis, axis)) || 1
    done.push(axis.map((value) => value / length))
  }
  return done
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
