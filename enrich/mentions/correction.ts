import { Type, type Static } from 'typebox'
import type { Topic as LogTopic } from '../../infra/log/event-log.ts'
import { intents, sentimentLabels } from '../labels/enriched-mention.ts'
import type { MentionRow } from './mention-table.ts'
import { searchedTopics, type Taxonomy } from '../labels/taxonomy.ts'

/** The right labels according to a person. An absent field was not reviewed; an empty list means "none". */
export const RightLabels = Type.Object({
  topics: Type.Optional(Type.Array(Type.String())),
  departments: Type.Optional(Type.Array(Type.String())),
  sentiment: Type.Optional(Type.Enum([...sentimentLabels])),
  intent: Type.Optional(Type.Enum([...intents])),
})
export type RightLabels = Static<typeof RightLabels>

/** One correction by one person, as published to the log. */
export const CorrectionCommand = Type.Object({
  commandId: Type.String({ minLength: 1 }),
  mentionId: Type.String({ minLength: 1 }),
  right: RightLabels,
  reason: Type.String(),
  by: Type.String(),
  /** Epoch ms. */
  at: Type.Integer(),
})
export type CorrectionCommand = Static<typeof CorrectionCommand>

/** Topic `corrections`. The corrections of one mention stay in order. */
export const correctionsTopic: LogTopic<CorrectionCommand> = {
  name: 'corrections',
  schema: CorrectionCommand,
  key: (command) => command.mentionId,
  partitions: 1,
}

/** All corrections of one mention, combined. */
export interface Correction {
  mentionId: string
  /** Title and text (`wholeText`), for which alone the correction is valid; '' once the mention was deleted. */
  text: string
  cluster: string
  right: RightLabels
  reason: string
  by: string
  correctedAt: number
  mentionVersion: number
  commandIds: string[]
}

/** The columns that a correction can change. */
export type Labels = Pick<
  MentionRow,
  | 'topics'
  | 'topicConfidences'
  | 'topicTree'
  | 'topicReasons'
  | 'topicSentiments'
  | 'topicSentimentScores'
  | 'topicGuess'
  | 'topicGuessConfidence'
  | 'departments'
  | 'departmentConfidences'
  | 'departmentsBy'
  | 'departmentGuess'
  | 'departmentGuessConfidence'
  | 'sentiment'
  | 'sentimentScore'
  | 'intent'
  | 'severity'
  | 'hazards'
>
const scores = { negative: -1, neutral: 0, positive: 1 }

/**
 * Applies a correction to labels, with confidence 1. Labels that were not corrected stay. Ignores topics and departments that the taxonomy
 * no longer has. Spam has no topic, department or hazard, and what has a topic or department is no spam.
 */
export function corrected(
  taxonomy: Taxonomy,
): <T extends Labels>(labels: T, correction: Pick<Correction, 'right' | 'by'>) => T {
  const ancestors = new Map(taxonomy.topics.map((topic) => [topic.id, topic.ancestors]))
  const { labelOf } = searchedTopics(taxonomy)
  const known = new Set(taxonomy.departments.map(({ id }) => id))
  return (labels, { right, by }) => {
    const isSpam = right.intent === 'spam'
    const topics = isSpam ? [] : stillKnown(right.topics?.map(labelOf), (id) => ancestors.has(id))
    const departments = isSpam ? [] : stillKnown(right.departments, (id) => known.has(id))
    const isAbout = (topics ?? []).length > 0 || (departments ?? []).length > 0
    const intent = right.intent ?? (isAbout && labels.intent === 'spam' ? 'unknown' : labels.intent)
    return {
      ...labels,
      ...(topics && {
        topics,
        topicConfidences: topics.map(() => 1),
        topicTree: [...new Set(topics.flatMap((id) => [id, ...ancestors.get(id)!]))],
        topicReasons: topics.map(() => `corrected by ${by}`),
        topicSentiments: topics.map(() => ''),
        topicSentimentScores: topics.map(() => 0),
        topicGuess: topics[0] ?? '',
        topicGuessConfidence: topics.length > 0 ? 1 : 0,
      }),
      ...(departments && {
        departments,
        departmentConfidences: departments.map(() => 1),
        departmentsBy: departments.map(() => 'person'),
        departmentGuess: departments[0] ?? '',
        departmentGuessConfidence: departments.length > 0 ? 1 : 0,
      }),
      ...(right.sentiment && { sentiment: right.sentiment, sentimentScore: scores[right.sentiment] }),
      intent,
      ...(isSpam && { severity: 'low', hazards: [] }),
    }
  }
}

/** The ids that the taxonomy still has. Undefined if none were given, or if none of those given exists any more. */
function stillKnown(ids: readonly string[] | undefined, isKnown: (id: string) => boolean): string[] | undefined {
  const left = [...new Set(ids?.filter(isKnown))]
  return ids === undefined || (left.length === 0 && ids.length > 0) ? undefined : left
}
