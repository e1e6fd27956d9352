import type { AnalysedText } from '../analysis/analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import type { Models } from '../linear/models.ts'
import { sentimentJudge } from '../analysis/sentiment-judge.ts'
import type { Token } from '../text/token.ts'

const endOfClause = /^[.!?;…]$/
const contrast = new Set(['but', 'however', 'although', 'though', 'while', 'whereas', 'unfortunately', 'except', 'yet'])
const maxClauses = 12

/** The sentiment of each topic of a mention with several topics: that of the clause with the topic's highest margin ("Great phone, but the parcel was late"). */
export function topicSentiments({ cards, margins, readings }: Models): Enricher {
  const judge = sentimentJudge(cards.sentiment)
  const sentimentsOf = (text: AnalysedText, topics: Enrichment['topics']): Enrichment['topics'] => {
    const clauses = topics.length > 1 ? clausesOf(text.tokens) : []
    if (clauses.length < 2) return topics
    const read = clauses.map((tokens) => ({
      tokens,
      rating: undefined,
      hazards: [],
      margins: margins(readings.read(tokens)),
    }))
    return topics.map((found) => {
      const label = cards.topic.labels.indexOf(found.id)
      if (label < 0) return found
      const clause = read.reduce((top, next) => (next.margins.topic[label]! > top.margins.topic[label]! ? next : top))
      return { ...found, sentiment: judge(clause) }
    })
  }
  return {
    name: 'topic-sentiments',
    fields: ['topics'],
    enrich: (texts, known) =>
      Promise.resolve(texts.map((text, i) => ({ topics: sentimentsOf(text, known[i]?.topics ?? []) }))),
  }
}

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]]
  for (const token of tokens) {
    if (contrast.has(token.text) && clauses.length < maxClauses) clauses.push([])
    clauses.at(-1)!.push(token)
    if (endOfClause.test(token.text) && clauses.length < maxClauses) clauses.push([])
  }
  return clauses.filter((clause) => clause.length > 1)
}
