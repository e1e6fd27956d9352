import { Type, type Static } from 'typebox'

/** The kinds of thing a mention can name; each is also a cut that counts can be split by. */
export const entityKinds = [
  'product',
  'sku',
  'version',
  'lot',
  'region',
  'carrier',
  'warehouse',
  'supplier',
  'competitor',
] as const
export type EntityKind = (typeof entityKinds)[number]
/** Found too, but no cut: hardly two mentions share one. */
const factKinds = ['money', 'date', 'order'] as const

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
/** A department is chosen by the owners of its topics, by what the text itself sounds like, both, or a person's correction. */
export const departmentReasons = ['topic', 'text', 'both', 'person'] as const
export const severities = ['low', 'medium', 'high', 'critical'] as const

const Sentiment = Type.Object({
  label: Type.Enum([...sentimentLabels]),
  score: Type.Number(),
  /** Of the label, where a model gave it. */
  confidence: Type.Optional(Type.Number()),
})

const Guess = Type.Object({ id: Type.String(), confidence: Type.Number() })

/** Everything the pipeline finds out about a mention. Confidences in 0…1; sentiment score in −1…1. */
export const Enrichment = Type.Object({
  language: Type.String(),
  sentiment: Sentiment,
  /** Above the cut-off, most confident first. */
  topics: Type.Array(
    Type.Object({
      id: Type.String(),
      confidence: Type.Number(),
      /** The taxonomy's phrase as it stands in the text, or the words that weighed most. */
      because: Type.Array(Type.String()),
      /** Of the part of the text that is about the topic; only where a text has several topics. */
      sentiment: Type.Optional(Sentiment),
    }),
  ),
  /** Above the cut-off, most confident first; the first is who acts. */
  departments: Type.Array(
    Type.Object({
      id: Type.String(),
      confidence: Type.Number(),
      by: Type.Enum([...departmentReasons]),
    }),
  ),
  /** The most confident topic and department, also below the cut-off: what the review queue asks about. Absent when nothing speaks for any. */
  topicGuess: Type.Optional(Guess),
  departmentGuess: Type.Optional(Guess),
  intent: Type.Enum([...intents]),
  intentConfidence: Type.Optional(Type.Number()),
  stage: Type.Enum([...stages]),
  authorRole: Type.Enum([...authorRoles]),
  severity: Type.Enum([...severities]),
  entities: Type.Array(Type.Object({ kind: Type.Enum([...entityKinds, ...factKinds]), value: Type.String() })),
})
export type Enrichment = Static<typeof Enrichment>
