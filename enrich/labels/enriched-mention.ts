import { Type, type Static } from 'typebox'
import { intents, sentimentLabels } from './label-names.ts'

/** The kinds of entity that a mention can name. Counts can be cut by each kind. */
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
/** Also found, but counts are not cut by them: few mentions share one. */
const factKinds = ['money', 'date', 'order'] as const

export { intents, sentimentLabels } from './label-names.ts'
export const stages = ['awareness', 'consideration', 'purchase', 'use', 'support', 'advocacy'] as const
export const authorRoles = ['prospect', 'customer', 'advocate', 'detractor', 'influencer', 'unknown'] as const
/** What chose a department: the owners of the topics, the classifier of the text, both, or a person's correction. */
export const departmentReasons = ['topic', 'text', 'both', 'person'] as const
export const severities = ['low', 'medium', 'high', 'critical'] as const
/** What endangers people, animals or their data; the gravest first. */
export const hazardKinds = ['injury', 'swallowing', 'fire', 'explosion', 'shock', 'contamination', 'dataLeak'] as const
export type HazardKind = (typeof hazardKinds)[number]

const Sentiment = Type.Object({
  label: Type.Enum([...sentimentLabels]),
  score: Type.Number(),
  /** Of the label; only if a model assigned it. */
  confidence: Type.Optional(Type.Number()),
})

const Guess = Type.Object({ id: Type.String(), confidence: Type.Number() })

/** All labels of a mention. Confidences are in 0…1, the sentiment score in −1…1. */
export const Enrichment = Type.Object({
  language: Type.String(),
  sentiment: Sentiment,
  /** Above the cut-off, most confident first. */
  topics: Type.Array(
    Type.Object({
      id: Type.String(),
      confidence: Type.Number(),
      /** The phrase of the taxonomy as found in the text, or the words with the highest weights. */
      because: Type.Array(Type.String()),
      /** Of the clause about the topic; only if the text has several topics. */
      sentiment: Type.Optional(Sentiment),
    }),
  ),
  /** Above the cut-off, most confident first; the first one acts. */
  departments: Type.Array(
    Type.Object({
      id: Type.String(),
      confidence: Type.Number(),
      by: Type.Enum([...departmentReasons]),
    }),
  ),
  /** The most confident topic and department, even below the cut-off, for the review queue. Absent when there is no candidate. */
  topicGuess: Type.Optional(Guess),
  departmentGuess: Type.Optional(Guess),
  intent: Type.Enum([...intents]),
  intentConfidence: Type.Optional(Type.Number()),
  stage: Type.Enum([...stages]),
  authorRole: Type.Enum([...authorRoles]),
  severity: Type.Enum([...severities]),
  /** What the author credibly reports to have happened, the gravest first. A severe mention without it warns, asks, or tells of somebody else. */
  hazards: Type.Array(Type.Enum([...hazardKinds])),
  entities: Type.Array(Type.Object({ kind: Type.Enum([...entityKinds, ...factKinds]), value: Type.String() })),
})
export type Enrichment = Static<typeof Enrichment>
