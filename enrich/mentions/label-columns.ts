import { Type, type Static } from 'typebox'
import { authorRoles, hazardKinds, intents, sentimentLabels, severities, stages } from '../labels/enriched-mention.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import type { PipelineOutput } from '../enrichers/pipeline.ts'

/** The columns of a mention that depend on the version of models and taxonomy. Lists of labels and lists of their confidences have the same order. */
export const labelFields = {
  language: Type.String(),
  sentiment: Type.Enum([...sentimentLabels]),
  sentimentScore: Type.Number(),
  topics: Type.Array(Type.String()),
  topicConfidences: Type.Array(Type.Number()),
  topicTree: Type.Array(Type.String()),
  topicReasons: Type.Array(Type.String()),
  /** '' where a text has only one topic. */
  topicSentiments: Type.Array(Type.String()),
  topicSentimentScores: Type.Array(Type.Number()),
  topicGuess: Type.String(),
  topicGuessConfidence: Type.Number(),
  departments: Type.Array(Type.String()),
  departmentConfidences: Type.Array(Type.Number()),
  departmentsBy: Type.Array(Type.String()),
  departmentGuess: Type.String(),
  departmentGuessConfidence: Type.Number(),
  intent: Type.Enum([...intents]),
  stage: Type.Enum([...stages]),
  authorRole: Type.Enum([...authorRoles]),
  severity: Type.Enum([...severities]),
  hazards: Type.Array(Type.Enum([...hazardKinds])),
  entityKinds: Type.Array(Type.String()),
  entityValues: Type.Array(Type.String()),
  modelVersion: Type.String(),
  taxonomyVersion: Type.String(),
}
const Labels = Type.Object(labelFields)
type Labels = Static<typeof Labels>

/** Joins the words of a topic's reason in one column. No token contains it. */
export const reasonSeparator = ' · '

export function toLabels(taxonomy: Pick<Taxonomy, 'topics' | 'version'>): (found: PipelineOutput) => Labels {
  const ancestors = new Map(taxonomy.topics.map((topic) => [topic.id, topic.ancestors]))
  return (found) => ({
    language: found.language,
    sentiment: found.sentiment.label,
    sentimentScore: found.sentiment.score,
    topics: found.topics.map((topic) => topic.id),
    topicConfidences: found.topics.map((topic) => topic.confidence),
    topicTree: [...new Set(found.topics.flatMap((topic) => [topic.id, ...(ancestors.get(topic.id) ?? [])]))],
    topicReasons: found.topics.map((topic) => topic.because.join(reasonSeparator)),
    topicSentiments: found.topics.map((topic) => topic.sentiment?.label ?? ''),
    topicSentimentScores: found.topics.map((topic) => topic.sentiment?.score ?? 0),
    topicGuess: found.topicGuess?.id ?? '',
    topicGuessConfidence: found.topicGuess?.confidence ?? 0,
    departments: found.departments.map((department) => department.id),
    departmentConfidences: found.departments.map((department) => department.confidence),
    departmentsBy: found.departments.map((department) => department.by),
    departmentGuess: found.departmentGuess?.id ?? '',
    departmentGuessConfidence: found.departmentGuess?.confidence ?? 0,
    intent: found.intent,
    stage: found.stage,
    authorRole: found.authorRole,
    severity: found.severity,
    hazards: found.hazards,
    entityKinds: found.entities.map((entity) => entity.kind),
    entityValues: found.entities.map((entity) => entity.value),
    modelVersion: found.modelVersion,
    taxonomyVersion: taxonomy.version,
  })
}
