import { Type, type Static } from 'typebox'

const Confident = Type.Object({ id: Type.String(), confidence: Type.Number() })

/** The kinds of thing a mention can name; each is also a cut that counts can be split by. */
export const entityKinds = ['product', 'sku', 'version', 'lot', 'region', 'carrier', 'supplier', 'competitor'] as const
export type EntityKind = (typeof entityKinds)[number]

export const sentimentLabels = ['negative', 'neutral', 'positive'] as const
export const intents = [
  'complaint',
  'question',
  'request',
  'praise',
  'comparison',
  'purchase intent',
  'unknown',
] as const
export const stages = ['awareness', 'consideration', 'purchase', 'use', 'support', 'advocacy'] as const
export const authorRoles = ['prospect', 'customer', 'advocate', 'detractor', 'influencer', 'unknown'] as const
export const severities = ['low', 'medium', 'high', 'critical'] as const

/** Everything the pipeline finds out about a mention. Confidences in 0…1; sentiment score in −1…1. */
export const Enrichment = Type.Object({
  language: Type.String(),
  sentiment: Type.Object({ label: Type.Enum([...sentimentLabels]), score: Type.Number() }),
  /** Above the cut-off, most confident first. */
  topics: Type.Array(Confident),
  /** Above the cut-off, most confident first; the first is who acts. */
  departments: Type.Array(Confident),
  intent: Type.Enum([...intents]),
  stage: Type.Enum([...stages]),
  authorRole: Type.Enum([...authorRoles]),
  severity: Type.Enum([...severities]),
  entities: Type.Array(Type.Object({ kind: Type.Enum([...entityKinds]), value: Type.String() })),
})
export type Enrichment = Static<typeof Enrichment>
