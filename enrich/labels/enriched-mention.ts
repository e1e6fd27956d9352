import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
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
  label: Type.Enum([...sentimentLabels], doc('The sentiment as a word')),
  score: Type.Number(doc('The sentiment as a number, −1 (negative) to 1 (positive)', -0.62)),
  confidence: Type.Optional(Type.Number(doc('Of the label, 0–1; only if a model assigned it', 0.88))),
})

const Confidence = Type.Number(doc('How certain it is, 0–1', 0.91))
const guessOf = (description: string, example: string) =>
  Type.Optional(Type.Object({ id: Type.String(doc('Its id', example)), confidence: Confidence }, { description }))

/** All labels of a mention. Confidences are in 0…1, the sentiment score in −1…1. */
export const Enrichment = Type.Object({
  language: Type.String(doc('ISO 639 code of the language', 'en')),
  sentiment: { ...Sentiment, ...doc('How the author feels') },
  topics: Type.Array(
    Type.Object({
      id: Type.String(doc('Id of the topic', 'delivery.late')),
      confidence: Confidence,
      because: Type.Array(
        Type.String(),
        doc('The phrase of the taxonomy as found in the text, or the words with the highest weights', ['no parcel']),
      ),
      sentiment: Type.Optional(
        Type.Object(Sentiment.properties, doc('Of the clause about the topic; only if the text has several topics')),
      ),
    }),
    doc('What it is about: topics above their cut-off, most confident first'),
  ),
  departments: Type.Array(
    Type.Object({
      id: Type.String(doc('Id of the department', 'logistics')),
      confidence: Confidence,
      by: Type.Enum(
        [...departmentReasons],
        doc("What chose it: the owners of the topics, the text, both, or a person's correction"),
      ),
    }),
    doc('Who can act: departments above their cut-off, most confident first; the first one acts'),
  ),
  topicGuess: guessOf('The most confident topic, even below the cut-off; absent: no candidate', 'delivery.late'),
  departmentGuess: guessOf('The most confident department, even below the cut-off; absent: no candidate', 'logistics'),
  intent: Type.Enum([...intents], doc('What the author wants; spam has no topic and no department')),
  intentConfidence: Type.Optional(Type.Number(doc('Of the intent, 0–1; only if a model assigned it', 0.79))),
  stage: Type.Enum([...stages], doc('Stage of the customer journey')),
  authorRole: Type.Enum([...authorRoles], doc('What the text shows the author to be')),
  severity: Type.Enum([...severities], doc('How grave it is')),
  hazards: Type.Array(
    Type.Enum([...hazardKinds]),
    doc(
      'What the author credibly reports to have happened, the gravest first. A severe mention without it warns, asks, or tells of somebody else',
      ['injury'],
    ),
  ),
  entities: Type.Array(
    Type.Object({
      kind: Type.Enum([...entityKinds, ...factKinds], doc('What the value is')),
      value: Type.String(doc('The value; names of lists in their official form', 'Nordfracht')),
    }),
    doc('What the text names'),
  ),
})
export type Enrichment = Static<typeof Enrichment>
