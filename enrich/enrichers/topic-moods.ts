import type { AnalysedText } from '../analyse.ts'
import type { Enrichment } from '../enriched-mention.ts'
import type { Enricher } from '../enricher.ts'
import { hashFeatures } from '../linear/hash-features.ts'
import type { LinearModel } from '../linear/linear-model.ts'
import type { Models } from '../models.ts'
import { sentimentJudge } from './sentiment.ts'

const endOfClause = /^[.!?;…]$/
const contrast = new Set(['but', 'however', 'although', 'though', 'while', 'whereas', 'unfortunately', 'except', 'yet'])
const maxClauses = 12

/** "Great phone, but the parcel was late": where a mention has several topics, each has the sentiment of the clause that is most about it. */
export function topicMoods({ topic, sentiment, readings }: Models): Enricher {
  const judge = sentimentJudge(sentiment)
  const moodsOf = (text: AnalysedText, topics: Enrichment['topics']): Enrichment['topics'] => {
    const clauses = topics.length > 1 ? clausesOf(text.tokens) : []
    if (clauses.length < 2) return topics
    const read = clauses.map((tokens) => readings.read({ tokens, hashed: hashFeatures(tokens) }))
    const margins = read.map((reading) => topic.margins(reading))
    const moods = read.map((reading) => judge({ reading, rating: undefined }))
    return topics.map((found) => {
      const clause = mostAbout(found.id, topic, margins)
      return clause === undefined ? found : { ...found, sentiment: moods[clause]! }
    })
  }
  return {
    name: 'topic-moods',
    enrich: (texts, known) =>
      Promise.resolve(texts.map((text, i) => ({ topics: moodsOf(text, known[i]?.topics ?? []) }))),
  }
}

function mostAbout(id: string, { card }: LinearModel, margins: readonly Float32Array[]): number | undefined {
  const label = card.labels.indexOf(id)
  if (label < 0) return undefined
  return margins.reduce((top, margin, i) => (margin[label]! > margins[top]![label]! ? i : top), 0)
}

function clausesOf(tokens: readonly string[]): string[][] {
  const clauses: string[][] = [[]]
  for (const token of tokens) {
    if (contrast.has(token) && clauses.length < maxClauses) clauses.push([])
    clauses.at(-1)!.push(token)
    if (endOfClause.test(token) && clauses.length < maxClauses) clauses.push([])
  }
  return clauses.filter((clause) => clause.length > 1)
}
