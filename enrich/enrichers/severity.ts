import type { AnalysedText } from '../analysis/analyse.ts'
import { severities, type Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { compilePhrases } from '../text/phrases.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'

type Severity = Enrichment['severity']

/** Phrases that raise the severity of any topic: safety and health, law, fraud. */
const severePhrases: Record<'critical' | 'high', string[]> = {
  critical: [
    'hospital|ambulance|burns|electrocuted',
    'fire|flames|explosion|exploded',
    'my|our kid|child|baby|son|daughter * burn|burned|hurt|cut|injured|shock',
    'recall',
    'allergic reaction',
  ],
  high: [
    'lawyer|lawsuit|sue|court|attorney|police',
    'consumer protection|authority|agency',
    'fraud|scam|stolen',
    'legal action',
    'smoke|sparks|melted',
  ],
}

/** How severe the matter is for the author: the highest of the topics' severities, severe phrases and the sentiment. */
export function severity(taxonomy: Taxonomy): Enricher {
  const ofTopic = new Map(taxonomy.topics.map((topic) => [topic.id, topic.severity]))
  const matcher = compilePhrases(
    Object.entries(severePhrases).flatMap(([value, patterns]) =>
      patterns.map((pattern) => ({ pattern, value: value as Severity })),
    ),
  )
  const severityOf = (text: AnalysedText, { sentiment, topics = [] }: Partial<Enrichment>): Severity => {
    const happy = sentiment?.label === 'positive'
    const candidates: Severity[] = ['low']
    if (!happy)
      candidates.push(
        ...topics.map((topic) => ofTopic.get(topic.id) ?? 'low'),
        ...matcher.find(text.tokens).map((m) => m.value),
      )
    if ((sentiment?.score ?? 0) < -0.3) candidates.push('medium')
    if ((sentiment?.score ?? 0) < -0.85) candidates.push('high')
    return candidates.reduce((worst, next) => (severities.indexOf(next) > severities.indexOf(worst) ? next : worst))
  }
  return {
    name: 'severity',
    fields: ['severity'],
    enrich: (texts, known) => Promise.resolve(texts.map((text, i) => ({ severity: severityOf(text, known[i]!) }))),
  }
}
