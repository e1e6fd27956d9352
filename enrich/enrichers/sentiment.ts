import type { AnalysedText } from '../analysis/analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { lexiconOf } from '../text/lexicons.ts'
import { lexiconScore } from '../linear/lexicon-features.ts'
import type { ModelCard } from '../linear/linear-model.ts'
import { sentimentJudge } from '../analysis/sentiment-judge.ts'

type Sentiment = Enrichment['sentiment']

/** Normalises a sum of word scores to −1…1 (VADER: Hutto & Gilbert, ICWSM 2014). */
const normaliser = 15
const neutralUpTo = 0.2

/**
 * The sentiment: of English texts by the model, of other languages by natural's lexicon with negation and emoji, or by emoji
 * alone. The model's score is P(positive) − P(negative).
 */
export function sentiment(card: ModelCard): Enricher {
  const judge = sentimentJudge(card)
  return {
    name: 'sentiment',
    fields: ['sentiment'],
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
