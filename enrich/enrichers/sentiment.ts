import type { AnalysedText } from '../analysis/analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { lexiconOf } from '../text/lexicons.ts'
import { lexiconScore } from '../linear/lexicon-features.ts'
import type { ModelCard } from '../linear/linear-model.ts'
import { sentimentJudge } from '../analysis/sentiment-judge.ts'

type Sentiment = Enrichment['sentiment']

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

function byLexicon({ tokens, rating }: AnalysedText, lexicon: ReadonlyMap<string, number>): Sentiment {
  const sum = lexiconScore(tokens, lexicon) + (rating === undefined ? 0 : 2 * (rating - 3))
  const score = sum / Math.sqrt(sum * sum + normaliser)
  const label = score < -neutralUpTo ? 'negative' : score > neutralUpTo ? 'positive' : 'neutral'
  return { label, score: Math.round(score * 1000) / 1000 }
}
