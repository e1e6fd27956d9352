import type { AnalysedText } from './analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import { emojiLexicon } from '../text/lexicons.ts'
import { probabilities } from '../linear/calibrate.ts'
import type { ModelCard } from '../linear/linear-model.ts'
import { perToken } from '../text/token.ts'

type Sentiment = Enrichment['sentiment']

/** What one star more or less than three adds to the odds of good against bad: a rating is the author's own word on it. */
const perStar = 1.1
/** What an emoji of one point (−5…5) adds to the odds: the models met few of them. */
const perEmoji = 0.35
const mostEmoji = 4

/** The model's judgement of a text or a part of one. */
export function sentimentJudge({
  labels,
  cutOffs,
  calibration,
}: ModelCard): (text: Pick<AnalysedText, 'margins' | 'rating' | 'tokens'>) => Sentiment {
  const [negative, neutral, positive] = ['negative', 'neutral', 'positive'].map((label) => labels.indexOf(label))
  const emojiOf = perToken(({ text }) => emojiLexicon.get(text) ?? 0)
  return ({ margins, rating, tokens }) => {
    const odds = probabilities(margins.sentiment, calibration, false).map((p, k) => p * Math.exp(cutOffs[k]!))
    const emoji = tokens.reduce((sum, token) => sum + emojiOf(token), 0)
    const said =
      perEmoji * Math.max(-mostEmoji, Math.min(mostEmoji, emoji)) + (rating === undefined ? 0 : perStar * (rating - 3))
    const weighed = [odds[negative!]! * Math.exp(-said), odds[neutral!]!, odds[positive!]! * Math.exp(said)]
    const sum = weighed[0]! + weighed[1]! + weighed[2]!
    return toSentiment(weighed.map((x) => x / sum))
  }
}

function toSentiment(p: readonly number[]): Sentiment {
  const top = Math.max(...p)
  const label = p[0] === top ? 'negative' : p[2] === top ? 'positive' : 'neutral'
  return { label, score: round(p[2]! - p[0]!), confidence: round(top) }
}

const round = (x: number) => Math.round(x * 1000) / 1000
