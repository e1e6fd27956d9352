import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'

/** The stage of the customer journey by topic root. The first root that matches is used. */
const stageOfTopic: [root: string, stage: Enrichment['stage']][] = [
  ['praise', 'advocacy'],
  ['service', 'support'],
  ['billing', 'support'],
  ['delivery', 'purchase'],
  ['order', 'purchase'],
  ['supply.out_of_stock', 'purchase'],
  ['price', 'consideration'],
  ['shop', 'consideration'],
  ['marketing', 'awareness'],
]
const influencerFollowers = 20_000

/** Stage of the customer journey and author role, from topics, intent and sentiment. */
export function lifecycle(): Enricher {
  return {
    name: 'lifecycle',
    fields: ['stage', 'authorRole'],
    enrich: (texts, known) =>
      Promise.resolve(
        texts.map((text, i) => ({
          stage: stageOf(known[i]!),
          authorRole: roleOf(known[i]!, Number(text.fields.followers ?? 0)),
        })),
      ),
  }
}

function stageOf({ topics = [], intent }: Partial<Enrichment>): Enrichment['stage'] {
  if (intent === 'purchase intent' || intent === 'comparison') return 'consideration'
  for (const topic of topics) {
    const stage = stageOfTopic.find(([root]) => topic.id === root || topic.id.startsWith(`${root}.`))
    if (stage) return stage[1]
  }
  if (intent === 'praise') return 'advocacy'
  return topics.length > 0 || intent === 'complaint' || intent === 'request' ? 'use' : 'awareness'
}

function roleOf({ sentiment, intent, topics = [] }: Partial<Enrichment>, followers: number): Enrichment['authorRole'] {
  if (followers >= influencerFollowers) return 'influencer'
  if (intent === 'purchase intent' || intent === 'comparison') return 'prospect'
  if (topics.some((topic) => topic.id.startsWith('praise'))) return 'advocate'
  if ((sentiment?.score ?? 0) < -0.75) return 'detractor'
  return topics.length > 0 || intent === 'complaint' || intent === 'request' ? 'customer' : 'unknown'
}
