import type { AnalysedText } from './analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import { emojiLexicon } from '../text/lexicons.ts'
import { probabilities } from '../linear/calibrate.ts'
import type { ModelCard } from '../linear/linear-model.ts'
import { perToken, type Token } from '../text/token.ts'

type Sentiment = Enrichment['sentiment']

/** ln odds of positive against negative for each star above three: the rating is the author's own statement, and all that a text of a few words says. */
const perStar = { amongFew: 3.2, amongMany: 1.5 }
/** ln odds for each point (−5…5) of an emoji: the training texts contain few emoji. In a text of a few words it settles the mood. */
const perEmoji = { amongFew: 1, amongMany: 0.35 }
const fewWords = 5
const mostEmoji = 4
/** ln odds of a hazard: who tells of one may write without a word of anger. */
const ofHazard = -1.5
const beginsWord = /^\p{L}/u

/** Judges a text, or a part of one, by the sentiment model, its emoji and its rating. */
export function sentimentJudge({
  labels,
  cutOffs,
  calibration,
}: ModelCard): (text: Pick<AnalysedText, 'margins' | 'rating' | 'tokens' | 'hazards'>) => Sentiment {
  const [negative, neutral, positive] = ['negative', 'neutral', 'positive'].map((label) => labels.indexOf(label))
  const emojiOf = perToken(({ text }) => emojiLexicon.get(text) ?? 0)
  const factors = cutOffs.map(Math.exp)
  const odds = new Float32Array(labels.length)
  return ({ margins, rating, tokens, hazards }) => {
    probabilities(margins.sentiment, calibration, false, odds)
    for (let k = 0; k < odds.length; k++) odds[k] = odds[k]! * factors[k]!
    let emoji = 0
    for (const token of tokens) emoji += emojiOf(token)
    const length = (emoji !== 0 || rating !== undefined) && isShort(tokens) ? 'amongFew' : 'amongMany'
    const evidence =
      perEmoji[length] * Math.max(-mostEmoji, Math.min(mostEmoji, emoji)) +
      (rating === undefined ? 0 : perStar[length] * (rating - 3)) +
      (hazards.length > 0 ? ofHazard : 0)
    const weighed = [odds[negative!]! * Math.exp(-evidence), odds[neutral!]!, odds[positive!]! * Math.exp(evidence)]
    const sum = weighed[0]! + weighed[1]! + weighed[2]!
    return toSentiment(weighed.map((x) => x / sum))
  }
}

const isShort = (tokens: readonly Token[]): boolean =>
  tokens.length <= 3 * fewWords && tokens.filter(({ text }) => beginsWord.test(text)).length < fewWords

function toSentiment(p: readonly number[]): Sentiment {
  const top = Math.max(...p)
  const label = p[0] === top ? 'negative' : p[2] === top ? 'positive' : 'neutral'
  return { label, score: round(p[2]! - p[0]!), confidence: round(top) }
}

const round = (x: number) => Math.round(x * 1000) / 1000
