import { hashOf, hashOfPair } from './hash-features.ts'
import type { LinearModel } from './linear-model.ts'

const most = 3

/** The words and pairs of words that add most to a label's margin, heaviest first: why a model thinks so (Ribeiro et al. 2016 call it a local explanation; for a linear model it is exact). */
export function wordsThatWeighMost(model: LinearModel, label: number, tokens: readonly string[]): string[] {
  const weighed = new Map<string, number>()
  tokens.forEach((token, i) => {
    weighed.set(token, model.weightOf(hashOf(token), label))
    const before = tokens[i - 1]
    if (before !== undefined) weighed.set(`${before} ${token}`, model.weightOf(hashOfPair(before, token), label))
  })
  return [...weighed]
    .filter(([, weight]) => weight > 0)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([words]) => words)
}
