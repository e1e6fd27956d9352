import type { AnalysedText } from './analyse.ts'
import type { PhraseEvidence } from './topic-phrases.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import { topicOfHazard } from './topic-of-hazard.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'

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
  const endangered = new Set(hazards.map(({ kind }) => topicOfHazard[kind]))
  const lowered = new Set([...harmless].map((kind) => topicOfHazard[kind]).filter((id) => !endangered.has(id)))
  const meant =
    isUnmeant || lowered.size > 0
      ? candidates.map((one) => {
          const factor = lowered.has(one.id) ? ofHarmless : isUnmeant && isPraise(one.id) ? ofUnmeantPraise : 1
          return { ...one, confidence: rounded(one.confidence * factor) }
        })
      : candidates
  if (hazards.length === 0) return meant
  const ofHazards = [...endangered].filter(knows).map((id) => {
    const { words } = hazards.find(({ kind }) => topicOfHazard[kind] === id)!
    return { id, confidence: ofHazard, words: words.join(' ') }
  })
  return [
    ...meant.filter((one) => !ofHazards.some(({ id, confidence }) => id === one.id && confidence > one.confidence)),
    ...ofHazards.filter(({ id, confidence }) => !meant.some((one) => one.id === id && one.confidence >= confidence)),
  ]
}

/**
 * A special case takes the place of the topics that it refines where its own words are found: a phrase, or a hint where the
 * general topic has no phrase. The text is surely about one of them, so the doubts in both are multiplied.
 */
export function refiner({ topics }: Pick<Taxonomy, 'topics'>): (candidates: TopicCandidate[]) => TopicCandidate[] {
  const refines = new Map(topics.map((topic) => [topic.id, topic.refines]))
  const isReplaced = ({ id, evidence: own }: TopicCandidate, { id: other, evidence }: TopicCandidate): boolean =>
    own !== undefined && refines.get(id)!.includes(other) && (own.phrases > 0 || !evidence?.phrases)
  return (candidates) => {
    const replaced = new Set<string>()
    const special = candidates.map((one) => {
      const general = candidates.filter((other) => isReplaced(one, other))
      if (general.length === 0) return one
      for (const { id } of general) replaced.add(id)
      const doubt = general.reduce((all, { confidence }) => all * (1 - confidence), 1 - one.confidence)
      return { ...one, confidence: rounded(1 - doubt) }
    })
    return replaced.size > 0 ? special.filter(({ id }) => !replaced.has(id)) : candidates
  }
}

const isPraise = (id: string) => id === 'praise' || id.startsWith('praise.')
const rounded = (confidence: number) => Math.round(confidence * 1000) / 1000
