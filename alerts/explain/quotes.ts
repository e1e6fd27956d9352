import type { Evidence } from '../alert/alert.ts'
import { contentWords } from './content-words.ts'

const mostQuotes = 5
/**
 * Weight of relevance in maximal marginal relevance (Carbonell & Goldstein 1998); the rest is the weight of similarity to chosen quotes.
 */
const relevanceWeight = 0.7
/** Two texts with at least this cosine similarity count as the same. */
const sameText = 0.6

/** A mention that may be quoted. */
export interface Quotable extends Evidence {
  /** '' = unknown, which counts as a distinct author. */
  authorKey: string
  /** The same for copies of a text. */
  textCluster: string
  /** Whether it names the first driver. */
  names: boolean
}

/**
 * At most five quotes, most relevant first: distinct texts by distinct authors, none similar to an earlier one. Quotes that name the
 * first driver come first; otherwise those near the centre of all candidates, and recent ones. Pure.
 */
export function chooseQuotes(candidates: readonly Quotable[], span: { from: number; to: number }): Quotable[] {
  const vectors = vectorsOf(candidates)
  const centre = sumOf([...vectors.values()])
  const centrality = new Map(candidates.map((each) => [each, cosine(vectors.get(each)!, centre)]))
  const most = Math.max(...centrality.values(), 1e-9)
  const relevance = (each: Quotable) =>
    (centrality.get(each)! / most + (each.createdAt - span.from) / Math.max(1, span.to - span.from)) / 2
  const chosen: Quotable[] = []
  const nearest = (each: Quotable) =>
    Math.max(0, ...chosen.map((other) => cosine(vectors.get(each)!, vectors.get(other)!)))
  while (chosen.length < mostQuotes) {
    const best = candidates
      .filter((each) => !chosen.some((other) => isSameAuthorOrText(each, other)))
      .map((each) => ({ each, near: nearest(each) }))
      .filter(({ near }) => near < sameText)
      .map(({ each, near }) => ({ each, score: relevanceWeight * relevance(each) - (1 - relevanceWeight) * near }))
      .toSorted((a, b) => Number(b.each.names) - Number(a.each.names) || b.score - a.score)[0]
    if (!best) break
    chosen.push(best.each)
  }
  return chosen
}

const isSameAuthorOrText = (a: Quotable, b: Quotable): boolean =>
  a.textCluster === b.textCluster || (a.authorKey !== '' && a.authorKey === b.authorKey)

/** Weights of words: rare ones most (inverse document frequency). */
type Vector = ReadonlyMap<string, number>

function vectorsOf(candidates: readonly Quotable[]): Map<Quotable, Vector> {
  const words = new Map(candidates.map((each) => [each, contentWords(each.text)]))
  const texts = new Map<string, number>()
  for (const own of words.values()) for (const word of own) texts.set(word, (texts.get(word) ?? 0) + 1)
  const rarity = (word: string) => Math.log(1 + candidates.length / texts.get(word)!)
  return new Map([...words].map(([each, own]) => [each, new Map([...own].map((word) => [word, rarity(word)]))]))
}

function sumOf(vectors: readonly Vector[]): Vector {
  const sum = new Map<string, number>()
  for (const vector of vectors)
    for (const [word, weight] of vector) sum.set(word, (sum.get(word) ?? 0) + weight / lengthOf(vector))
  return sum
}

function cosine(a: Vector, b: Vector): number {
  let product = 0
  for (const [word, weight] of a) product += weight * (b.get(word) ?? 0)
  return product === 0 ? 0 : product / (lengthOf(a) * lengthOf(b))
}

const lengthOf = (vector: Vector) => Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0))
