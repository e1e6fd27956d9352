import { Type, type Static } from 'typebox'
import type { Topic as LogTopic } from '../../infra/log/event-log.ts'
import { intents, sentimentLabels } from '../labels/enriched-mention.ts'
import type { MentionRow } from './mention-table.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'

/** What a person says is right; what is absent was not looked at, an empty list means "about none". */
export const RightLabels = Type.Object({
  topics: Type.Optional(Type.Array(Type.String())),
  departments: Type.Optional(Type.Array(Type.String())),
  sentiment: Type.Optional(Type.Enum([...sentimentLabels])),
  intent: Type.Optional(Type.Enum([...intents])),
})
export type RightLabels = Static<typeof RightLabels>

/** One correction by one person, as published. */
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

/** Topic `corrections`: those of one mention stay in order. */
export const correctionsTopic: LogTopic<CorrectionCommand> = {
  name: 'corrections',
  schema: CorrectionCommand,
  key: (command) => command.mentionId,
  partitions: 1,
}

/** All corrections of one mention in one. */
export interface Correction {
  mentionId: string
  /** As `wordsOf` says; '' once the mention was taken back. */
  text: string
  cluster: string
  right: RightLabels
  reason: string
  by: string
  correctedAt: number
  mentionVersion: number
  commandIds: string[]
}

/** What the models read of a mention: a correction is good for these words and no others. */
export const wordsOf = ({ title, text }: Pick<MentionRow, 'title' | 'text'>): string =>
  title ? `${title}. ${text}` : text

/** What of a mention a correction can change. */
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
>
const scores = { negative: -1, neutral: 0, positive: 1 }

/** Labels as a person corrected them, with confidence 1; what was not corrected stays. Topics and departments that the taxonomy no longer has are left out. */
export function corrected(
  taxonomy: Taxonomy,
): <T extends Labels>(labels: T, correction: Pick<Correction, 'right' | 'by'>) => T {
  const ancestors = new Map(taxonomy.topics.map((topic) => [topic.id, topic.ancestors]))
  const known = new Set(taxonomy.departments.map(({ id }) => id))
  return (labels, { right, by }) => {
    const topics = stillKnown(right.topics, (id) => ancestors.has(id))
    const departments = stillKnown(right.departments, (id) => known.has(id))
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
      ...(right.intent && { intent: right.intent }),
    }
  }
}

/** Undefined where nothing was said, or nothing of what was said has a meaning any more. */
function stillKnown(ids: readonly string[] | undefined, isKnown: (id: string) => boolean): string[] | undefined {
  const left = [...new Set(ids?.filter(isKnown))]
  return ids === undefined || (left.length === 0 && ids.length > 0) ? undefined : left
}
