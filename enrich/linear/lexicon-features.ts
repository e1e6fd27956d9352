import type { Lexicon } from '../text/lexicons.ts'
import { perToken, type Token } from '../text/token.ts'
import type { Sparse } from './dataset.ts'

/** A negated word keeps .74 of its strength, with the opposite sign (VADER: Hutto & Gilbert, ICWSM 2014). */
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

interface Mark {
  /** The factor for the next word. */
  boost: number
  isNegation: boolean
  isContrast: boolean
}
const markOf = perToken(({ text }): Mark => ({
  boost: (Object.hasOwn(boosters, text) ? boosters[text] : undefined) ?? 1,
  isNegation: negations.has(text),
  isContrast: contrasts.has(text),
}))

/** Scores per lexicon: of the whole text, the positive words, the negative words, the best word, the worst, the last, and the words after "but". */
const scoreCount = 7
const edges = [-9, -5, -3, -2, -1.2, -0.4, 0.4, 1.2, 2, 3, 5, 9]
const buckets = edges.length + 1

/** Reads the scores of a text in several lexicons. */
export interface LexiconReader {
  /** Number of columns. */
  width: number
  /** One-hot buckets of the scores, one per lexicon and score. */
  read(tokens: readonly Token[]): Sparse
}

export function lexiconReader(lexicons: readonly Lexicon[]): LexiconReader {
  const count = lexicons.length * scoreCount
  const scores = new Float64Array(count)
  const wordOf = perToken((token) => {
    const values = lexicons.map((lexicon) => lexicon.get(token.text) ?? 0)
    return { ...markOf(token), values: values.some((value) => value !== 0) ? values : undefined }
  })
  const none = new Uint16Array(count)
  for (let c = 0; c < count; c++) none[c] = c * buckets + bucketOf(0)
  const ones = new Float32Array(count).fill(1)

  const weigh = (words: readonly (Mark & { values: readonly number[] | undefined })[]): boolean => {
    const contrast = words.findLastIndex((word) => word.isContrast)
    const strengths = new Strengths()
    let hasScores = false
    scores.fill(0)
    for (let i = 0; i < words.length; i++) {
      const strength = strengths.next(words[i]!)
      const { values } = words[i]!
      if (!values) continue
      hasScores = true
      for (let l = 0; l < values.length; l++)
        if (values[l] !== 0) addScore(scores, l * scoreCount, values[l]! * strength, contrast >= 0 && i > contrast)
    }
    return hasScores
  }
  return {
    width: count * buckets,
    read(tokens) {
      const words = tokens.map(wordOf)
      const columns = none.slice()
      if (weigh(words)) for (let c = 0; c < count; c++) columns[c] = c * buckets + bucketOf(scores[c]!)
      return { columns, values: ones }
    },
  }
}

function addScore(scores: Float64Array, at: number, score: number, isAfterContrast: boolean): void {
  scores[at]! += score
  scores[at + (score > 0 ? 1 : 2)]! += score
  if (score > scores[at + 3]!) scores[at + 3] = score
  if (score < scores[at + 4]!) scores[at + 4] = score
  scores[at + 5] = score
  if (isAfterContrast) scores[at + 6]! += score
}

/** The sum of the words' scores, with the negations and boosters of English, German, French, Spanish, Italian, Dutch and Portuguese. */
export function lexiconScore(tokens: readonly Token[], lexicon: Lexicon): number {
  const strengths = new Strengths()
  return tokens.reduce((sum, token) => sum + strengths.next(markOf(token)) * (lexicon.get(token.text) ?? 0), 0)
}

function bucketOf(score: number): number {
  let bucket = 0
  while (bucket < edges.length && score >= edges[bucket]!) bucket++
  return bucket
}

/** The strength of each token of a text, in order: boosted by the word before it, inverted by a negation up to four words before it. */
class Strengths {
  #boost = 1
  #negatedFor = 0

  next({ boost, isNegation }: Mark): number {
    const strength = this.#negatedFor > 0 && !isNegation ? this.#boost * negated : this.#boost
    this.#boost = boost
    this.#negatedFor = isNegation ? negationReach : this.#negatedFor - 1
    return strength
  }
}
