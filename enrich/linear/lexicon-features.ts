import type { Lexicon } from '../lexicons.ts'

/** Hutto & Gilbert 2014: a negated word keeps .74 of its strength with the other sign. */
const negated = -0.74
const negationReach = 4
const negations = new Set(['not', 'no', 'never', 'without', 'nobody', 'nothing', 'neither', 'nor', 'hardly', 'barely'])
const boosters: Readonly<Record<string, number>> = {
  very: 1.3, so: 1.2, really: 1.3, extremely: 1.5, absolutely: 1.4, totally: 1.3, too: 1.2, incredibly: 1.4, quite: 1.1,
  bit: 0.7, slightly: 0.6, somewhat: 0.7,
}
const contrasts = new Set(['but', 'however', 'although', 'yet', 'unfortunately', 'except'])

/** What a lexicon says of a text in several respects: all of it, good, bad, best, worst, last, after "but". */
const respects = 7
const edges = [-9, -5, -3, -2, -1.2, -0.4, 0.4, 1.2, 2, 3, 5, 9]
const buckets = edges.length + 1

export const lexiconWidth = (lexicons: readonly Lexicon[]): number => lexicons.length * respects * buckets

/** One-hot bucketed scores; columns from 0 to `lexiconWidth`, value 1. */
export function lexiconFeatures(tokens: readonly string[], lexicons: readonly Lexicon[]): [column: number, value: number][] {
  const strengths = strengthsOf(tokens)
  const contrast = tokens.findLastIndex((token) => contrasts.has(token))
  return lexicons.flatMap((lexicon, l) => {
    let good = 0, bad = 0, best = 0, worst = 0, last = 0, afterContrast = 0
    for (let i = 0; i < tokens.length; i++) {
      const worth = lexicon.get(tokens[i]!)
      if (worth === undefined || worth === 0) continue
      const score = worth * strengths[i]!
      if (score > 0) good += score
      else bad += score
      best = Math.max(best, score)
      worst = Math.min(worst, score)
      last = score
      if (i > contrast) afterContrast += score
    }
    return [good + bad, good, bad, best, worst, last, contrast < 0 ? 0 : afterContrast].map(
      (score, r): [number, number] => [(l * respects + r) * buckets + bucketOf(score), 1],
    )
  })
}

function bucketOf(score: number): number {
  let bucket = 0
  while (bucket < edges.length && score >= edges[bucket]!) bucket++
  return bucket
}

/** How strongly each token is meant: boosted by the word before it, turned by a negation up to four words before it. */
function strengthsOf(tokens: readonly string[]): Float32Array {
  const strengths = new Float32Array(tokens.length)
  let negatedUntil = -1
  for (let i = 0; i < tokens.length; i++) {
    const boost = (i > 0 ? boosters[tokens[i - 1]!] : undefined) ?? 1
    const isNegation = negations.has(tokens[i]!)
    strengths[i] = i <= negatedUntil && !isNegation ? boost * negated : boost
    if (isNegation) negatedUntil = i + negationReach
  }
  return strengths
}
