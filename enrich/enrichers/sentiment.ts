import type { AnalysedText } from '../analyse.ts'
import type { Enrichment } from '../enriched-mention.ts'
import type { Enricher } from '../enricher.ts'
import { lexiconOf, emojiLexicon } from '../lexicons.ts'
import { lexiconScore } from '../linear/lexicon-features.ts'
import { probabilities } from '../linear/calibrate.ts'
import type { ModelCard } from '../linear/linear-model.ts'

type Sentiment = Enrichment['sentiment']

/** What one star more or less than three adds to the odds of good against bad: a rating is the author's own word on it. */
const perStar = 1.1
/** What an emoji of one point (−5…5) adds to the odds: the models met few of them. */
const perEmoji = 0.35
const mostEmoji = 4
/** Hutto & Gilbert 2014: what makes a sum of word scores a number in −1…1. */
const normaliser = 15
const neutralUpTo = 0.2

/**
 * English by the model; other languages by natural's lexicon of theirs with negation and emoji, or by emoji alone. The score is
 * P(positive) − P(negative).
 */
export function sentiment(card: ModelCard): Enricher {
  const judge = sentimentJudge(card)
  return {
    name: 'sentiment',
    enrich: (texts, known) =>
      Promise.resolve(
        texts.map((text, i) => {
          const lexicon = lexiconOf(known[i]?.language ?? 'unknown')
          return { sentiment: lexicon ? byLexicon(text, lexicon) : judge(text) }
        }),
      ),
  }
}

/** The model's judgement of a text or a part of one. */
export function sentimentJudge({
  labels,
  cutOffs,
  calibration,
}: ModelCard): (text: Pick<AnalysedText, 'margins' | 'rating' | 'tokens'>) => Sentiment {
  const [negative, neutral, positive] = ['negative', 'neutral', 'positive'].map((label) => labels.indexOf(label))
  return ({ margins, rating, tokens }) => {
    const odds = probabilities(margins.sentiment, calibration, false).map((p, k) => p * Math.exp(cutOffs[k]!))
    const emoji = tokens.reduce((sum, token) => sum + (emojiLexicon.get(token) ?? 0), 0)
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

function byLexicon({ tokens, rating }: AnalysedText, lexicon: ReadonlyMap<string, number>): Sentiment {
  const sum = lexiconScore(tokens, lexicon) + (rating === undefined ? 0 : 2 * (rating - 3))
  const score = sum / Math.sqrt(sum * sum + normaliser)
  const label = score < -neutralUpTo ? 'negative' : score > neutralUpTo ? 'positive' : 'neutral'
  return { label, score: round(score) }
}

const round = (x: number) => Math.round(x * 1000) / 1000
