import type { Lexicon } from '../lexicons.ts'
import type { Sparse } from './dataset.ts'

/** Hutto & Gilbert 2014: a negated word keeps .74 of its strength with the other sign. */
const negated = -0.74
const negationReach = 4
const negations = new Set(
  'not no never without nobody nothing neither nor hardly barely nicht kein keine nie ohne pas jamais sans nunca sin não nao nem sem non mai senza niet geen nooit'.split(
    ' ',
  ),
)
const boosters: Readonly<Record<string, number>> = {
  very: 1.3,
  so: 1.2,
  really: 1.3,
  extremely: 1.5,
  absolutely: 1.4,
  totally: 1.3,
  too: 1.2,
  incredibly: 1.4,
  quite: 1.1,
  bit: 0.7,
  slightly: 0.6,
  somewhat: 0.7,
}
const contrasts = new Set(['but', 'however', 'although', 'yet', 'unfortunately', 'except'])

/** What a lexicon says of a text in several respects: all of it, good, bad, best, worst, last, after "but". */
const respects = 7
const edges = [-9, -5, -3, -2, -1.2, -0.4, 0.4, 1.2, 2, 3, 5, 9]
const buckets = edges.length + 1

export const lexiconWidth = (lexicons: readonly Lexicon[]): number => lexicons.length * respects * buckets

/** One-hot bucketed scores, one a lexicon and respect. */
export function lexiconFeatures(tokens: readonly string[], lexicons: readonly Lexicon[]): Sparse {
  const columns = new Uint16Array(lexicons.length * respects)
  const strengths = strengthsOf(tokens)
  const contrast = tokens.findLastIndex((token) => contrasts.has(token))
  lexicons.forEach((lexicon, l) => {
    const scores = scoresOf(tokens, lexicon, { strengths, contrast })
    for (let r = 0; r < respects; r++) columns[l * respects + r] = (l * respects + r) * buckets + bucketOf(scores[r]!)
  })
  return { columns, values: new Float32Array(columns.length).fill(1) }
}

/** The sum of what a lexicon says of each word, negated and boosted as English, German, French, Spanish, Italian, Dutch and Portuguese do it. */
export function lexiconScore(tokens: readonly string[], lexicon: Lexicon): number {
  const strengths = strengthsOf(tokens)
  return tokens.reduce((sum, token, i) => sum + (lexicon.get(token) ?? 0) * strengths[i]!, 0)
}

function scoresOf(
  tokens: readonly string[],
  lexicon: Lexicon,
  text: { strengths: Float32Array; contrast: number },
): number[] {
  let [good, bad, best, worst, last, afterContrast] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < tokens.length; i++) {
    const worth = lexicon.get(tokens[i]!)
    if (worth === undefined || worth === 0) continue
    const score = worth * text.strengths[i]!
    if (score > 0) good += score
    else bad += score
    if (score > best) best = score
    if (score < worst) worst = score
    last = score
    if (i > text.contrast) afterContrast += score
  }
  return [good + bad, good, bad, best, worst, last, text.contrast < 0 ? 0 : afterContrast]
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
