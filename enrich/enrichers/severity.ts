import type { AnalysedText } from '../analysis/analyse.ts'
import { severities, type Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { compilePhrases } from '../text/phrases.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'

type Severity = Enrichment['severity']

/** Phrases that raise the severity of any topic: law, fraud, recalls. What endangers people is read apart (hazards.ts). */
const severePhrases: Partial<Record<Severity, string[]>> = {
  critical: ['product|safety|voluntary|urgent|battery recall', 'recall notice|campaign', 'was|were|been|being recall'],
  high: [
    'my|our|with|contact|contacted|get|hire|call|from|by lawyer|attorney|solicitor|ombudsman',
    'lawyer|attorney|solicitor will|is|has|letter|involved|up',
    'lawsuit',
    'sue you|them|your|this|over|for',
    'to|in|claims|small court',
    'court order|case|action|date',
    'called|calling|reported|contacted|informed|told|involve police',
    'report|went|go|going|statement * to police',
    'police report',
    'consumer protection',
    'trading standards',
    'fraud|scam|scammed|scammers|stolen',
    'legal action',
  ],
}
/** What only asks about a danger is no danger. */
const asking = new Set<Enrichment['intent'] | undefined>(['question', 'purchase intent'])

/** How severe the matter is for the author: critical with a hazard, whatever the mood; otherwise the highest of the topics' severities, severe phrases and the sentiment. */
export function severity(taxonomy: Taxonomy): Enricher {
  const ofTopic = new Map(taxonomy.topics.map((topic) => [topic.id, topic.severity]))
  const matcher = compilePhrases(
    Object.entries(severePhrases).flatMap(([value, patterns]) =>
      patterns.map((pattern) => ({ pattern, value: value as Severity })),
    ),
  )
  const severityOf = (text: AnalysedText, { sentiment, intent, topics = [] }: Partial<Enrichment>): Severity => {
    if (text.hazards.length > 0) return 'critical'
    const happy = sentiment?.label === 'positive'
    const onlyAsks = asking.has(intent) && sentiment?.label === 'neutral'
    const candidates: Severity[] = ['low']
    if (!happy)
      candidates.push(
        ...(onlyAsks ? [] : topics.map((topic) => ofTopic.get(topic.id) ?? 'low')),
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
