import type { AnalysedText } from '../analyse.ts'
import type { Enrichment } from '../enriched-mention.ts'
import type { Enricher } from '../enricher.ts'
import { compilePhrases } from '../phrases.ts'

const cues: Record<'question' | 'request' | 'purchase intent' | 'comparison', string[]> = {
  question: [
    'how do|can|to|long|much',
    'does|do|is|can|will|has anyone|it|this|the|you',
    'what|when|where|which|why|who is|are|do|does|can|will|should',
    'any idea|news|update|eta',
  ],
  request: [
    'please add|send|fix|bring|help|call|refund|change|cancel|make',
    'can|could|would you please|add|send|fix|help|check|tell',
    'i need|want you|a|an|my',
    'would be nice|great if',
  ],
  'purchase intent': [
    'thinking|want|wanna|going|looking|planning|about of|to|at|for buy|buying|get|getting|order',
    'should i buy|get|order',
    'worth it|buying',
    'will|gonna buy|order',
  ],
  comparison: ['better|worse|cheaper|quieter than', 'vs', 'compared to|with', 'switch|switched|switching to|from'],
}

/** What the author wants: a question, a request, a purchase, or (by its mood) to complain or to praise. */
export function intent(): Enricher {
  const matcher = compilePhrases(
    Object.entries(cues).flatMap(([value, patterns]) =>
      patterns.map((pattern) => ({ pattern, value: value as keyof typeof cues })),
    ),
  )
  const intentOf = (text: AnalysedText, mood: Enrichment['sentiment'] | undefined): Enrichment['intent'] => {
    const found = new Set(matcher.find(text.stems).map((match) => match.value))
    if (found.has('purchase intent')) return 'purchase intent'
    if (mood?.label === 'negative') return mood.score < -0.35 || !text.tokens.includes('?') ? 'complaint' : 'question'
    if (found.has('comparison')) return 'comparison'
    if (text.tokens.includes('?') || (found.has('question') && mood?.label === 'neutral')) return 'question'
    if (found.has('request')) return 'request'
    return mood?.label === 'positive' ? 'praise' : 'unknown'
  }
  return {
    name: 'intent',
    enrich: (texts, known) =>
      Promise.resolve(texts.map((text, i) => ({ intent: intentOf(text, known[i]?.sentiment) }))),
  }
}
