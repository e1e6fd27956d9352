import type { AnalysedText } from './analyse.ts'
import type { Hazard } from './hazards.ts'
import type { PhraseEvidence } from './topic-phrases.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'

type Sentiment = Enrichment['sentiment']

/** A topic that a text may be about. */
export interface TopicCandidate {
  id: string
  /** 0…1. */
  confidence: number
  evidence?: PhraseEvidence | undefined
  /** The model's label; undefined when it does not know the topic. */
  label?: number | undefined
  /** The words of a hazard. */
  words?: string
}

/** A hazard that is read in the words gives its topic at least this confidence. */
const ofHazard = 0.75
/** Where a taxonomy has none of these topics, a hazard raises the severity only. */
const topicOfHazard: Record<Hazard['kind'], string> = {
  injury: 'safety.injury',
  heat: 'safety.overheating',
  shock: 'safety.shock',
  privacy: 'account.privacy',
}
/** Praise below this sentiment (−1…1) is not meant, and its confidence is multiplied by the factor. */
const unmeantBelow = -0.8
const ofUnmeantPraise = 0.4
/** The factor for the topic of a danger that is only spoken of. */
const ofHarmless = 0.4
const contrasts = new Set(['but', 'however', 'although', 'though', 'except', 'unfortunately', 'only', 'sadly', 'while'])

/** The candidates with the topics of hazards; with less of what is only spoken of, and of praise in a text that is negative throughout ("not good"). */
export function weighed(
  candidates: TopicCandidate[],
  { hazards, harmless, tokens }: AnalysedText,
  sentiment: Sentiment | undefined,
  knows: (id: string) => boolean,
): TopicCandidate[] {
  const isUnmeant =
    sentiment !== undefined && sentiment.score < unmeantBelow && !tokens.some(({ text }) => contrasts.has(text))
  if (!isUnmeant && harmless.size === 0 && hazards.length === 0) return candidates
  const lowered = new Set([...harmless].map((kind) => topicOfHazard[kind]))
  const meant =
    isUnmeant || lowered.size > 0
      ? candidates.map((one) => {
          const factor = lowered.has(one.id) ? ofHarmless : isUnmeant && isPraise(one.id) ? ofUnmeantPraise : 1
          return { ...one, confidence: rounded(one.confidence * factor) }
        })
      : candidates
  if (hazards.length === 0) return meant
  const ofHazards = hazards.flatMap(({ kind, words }) => {
    const id = topicOfHazard[kind]
    return knows(id) ? [{ id, confidence: ofHazard, words: words.join(' ') }] : []
  })
  return [
    ...meant.filter((one) => !ofHazards.some(({ id, confidence }) => id === one.id && confidence > one.confidence)),
    ...ofHazards.filter(({ id, confidence }) => !meant.some((one) => one.id === id && one.confidence >= confidence)),
  ]
}

const isPraise = (id: string) => id === 'praise' || id.startsWith('praise.')
const rounded = (confidence: number) => Math.round(confidence * 1000) / 1000
