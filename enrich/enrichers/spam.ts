import type { AnalysedText } from '../analysis/analyse.ts'
import { arrangesMessage, countWords, hasSpamPhrase, isHashtagList, namesWares } from '../analysis/spam-signs.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { probabilities } from '../linear/calibrate.ts'
import type { Token } from '../text/token.ts'
import type { ModelCard } from '../linear/linear-model.ts'

/** Least probability of spam: of the model alone, where the text has a phrase of spam too, and where it names what only spam sells (figures: MODEL-CARD.md). */
const least = { alone: 0.95, withPhrase: 0.45, withWares: 0.1 }
/** An angry text is hardly spam: it needs this probability at least. */
const leastOfNegative = 0.8
/** Who gives at most so many stars complains. */
const badRating = 2
/** The model alone does not decide on fewer words: "Here http…" is an answer. */
const leastWords = 6
/** Spam that is only a list of hashtags has this confidence. */
const ofHashtagList = 0.9
/** As has spam that names what only spam sells, where the model is less sure. */
const ofWares = 0.7

const spamFields = [
  'intent',
  'intentConfidence',
  'topics',
  'topicGuess',
  'departments',
  'departmentGuess',
  'stage',
  'authorRole',
  'severity',
  'hazards',
] as const satisfies (keyof Enrichment)[]

/**
 * Whether a text is spam. Comes last and takes away every label that would count it as a mention of a topic or department. A
 * text that reports a hazard or gives at most two stars is never spam.
 */
export function spam(card: ModelCard): Enricher {
  const p = new Float32Array(card.labels.length)
  const confidenceOf = ({ margins, tokens, hazards, rating }: AnalysedText, sentiment: string | undefined): number => {
    if (hazards.length > 0 || (rating !== undefined && rating <= badRating)) return 0
    const [own = 0] = probabilities(margins.spam, card.calibration, true, p)
    const enough = sentiment === 'negative' ? leastOfNegative : least.withPhrase
    if (own >= enough && isSpam(own, tokens)) return own
    if (sentiment === 'negative') return 0
    if (own >= least.withWares && namesWares(tokens)) return Math.max(own, ofWares)
    return isHashtagList(tokens) ? ofHashtagList : 0
  }
  return {
    name: 'spam',
    fields: spamFields,
    enrich: (texts, known) =>
      Promise.resolve(
        texts.map((text, i) => {
          const confidence = confidenceOf(text, known[i]?.sentiment?.label)
          return confidence > 0 ? asSpam(confidence) : {}
        }),
      ),
  }
}

const isSpam = (own: number, tokens: readonly Token[]): boolean =>
  (hasSpamPhrase(tokens) || (own >= least.alone && countWords(tokens) >= leastWords)) && !arrangesMessage(tokens)

const asSpam = (confidence: number): Pick<Enrichment, (typeof spamFields)[number]> => ({
  intent: 'spam',
  intentConfidence: Math.round(confidence * 1000) / 1000,
  topics: [],
  topicGuess: undefined,
  departments: [],
  departmentGuess: undefined,
  stage: 'awareness',
  authorRole: 'unknown',
  severity: 'low',
  hazards: [],
})
