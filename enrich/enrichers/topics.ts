import type { AnalysedText } from '../analysis/analyse.ts'
import { blended, leastProbability, opinions, type Blend, type Opinion } from '../linear/blend.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { probabilities } from '../linear/calibrate.ts'
import type { Models } from '../linear/models.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import type { Token } from '../text/token.ts'
import { toneReader, type Tone } from '../analysis/tone.ts'
import { topicPhrases, type PhraseEvidence } from '../analysis/topic-phrases.ts'

/** Below it a topic is a guess, and a guess does not count. (First guesses at .4 to .5 are right in six of ten cases.) */
export const topicCutOff = 0.4
/** For the first guess when the taxonomy's own words say so too. */
const cutOffWithPhrase = 0.25

/** Not even worth asking a person about. */
const negligible = 0.02
/** As the sum of a blend (ln odds). */
const least = Math.log(negligible / (1 - negligible))

/**
 * The blend thinks of the first topic of a text. One that stands beside it in the taxonomy's own words counts too, unless the
 * classifier finds it out of the question (ln odds): on calibration.jsonl that costs one point of precision.
 */
const outOfTheQuestion = Math.log(0.05 / 0.95)
const secondTopic = 0.6

/** A topic that no model knows yet has its phrases alone: what one, one more, and a hint leave of the doubt (1 − confidence). */
const doubtAfter = { phrase: 0.2, anotherPhrase: 0.6, hint: 0.6 }

/** What the blend of classifier and taxonomy reads of a text and a topic; `opinion` is the classifier's. */
export const topicFeatures = (opinion: Opinion, found: PhraseEvidence | undefined, tone: Tone): number[] => {
  const [wants, negative] = tone
  const isFirst = opinion[2]
  return [
    ...opinion,
    found && found.phrases > 0 ? 1 : 0,
    found && found.phrases > 1 ? 1 : 0,
    found && found.hints > 0 ? 1 : 0,
    wants,
    negative,
    isFirst * wants,
    isFirst * negative,
  ]
}
/** Where the tone stands among them. */
const toneAt = 7

const confidenceOfPhrases = (phrases: number, hints: number): number =>
  1 - (phrases > 0 ? doubtAfter.phrase * doubtAfter.anotherPhrase ** (phrases - 1) : 1) * doubtAfter.hint ** hints

/**
 * The taxonomy's phrases and the classifier, blended; several topics a text, each with a calibrated confidence and the words
 * that spoke for it.
 * @throws UsageError that names the topic of a phrase that is none.
 */
export function topics(taxonomy: Taxonomy, { cards, reasons }: Models): Enricher {
  const { topic: card } = cards
  const find = topicPhrases(taxonomy)
  const known = taxonomy.topics.map(({ id }) => {
    const label = card.labels.indexOf(id)
    return { id, label: label < 0 ? undefined : label }
  })
  const blend = card.blend!
  const readTone = toneReader(cards.intent, cards.sentiment)
  const candidatesOf = (text: AnalysedText): Candidate[] => {
    const phrases = find(text.tokens)
    const p = probabilities(text.margins.topic, card.calibration, true)
    const opinionOn = opinions(p)
    const tone = readTone(text.margins)
    const first = p.reduce((top, x) => (x > top ? x : top), 0)
    const ofTone = blend.weights[toneAt]! * tone[0] + blend.weights[toneAt + 1]! * tone[1]
    const hopeless = Math.min(first, leastProbability(blend, least, ofTone, first))
    const candidates: Candidate[] = []
    for (const { id, label } of known) {
      const said = phrases.size > 0 ? phrases.get(id) : undefined
      if (!said && (label === undefined || p[label]! < hopeless)) continue
      const confidence = confidenceOf(label === undefined ? undefined : { on: opinionOn(label), tone }, said, blend)
      if (confidence >= negligible)
        candidates.push({ id, confidence: Math.round(confidence * 1000) / 1000, said, label })
    }
    return candidates
  }
  const becauseOf = ({ said, label }: Candidate, tokens: readonly Token[]): string[] =>
    said && said.phrases > 0 ? [said.words] : reasons('topic', label!, tokens)
  const topicsOf = (text: AnalysedText): Pick<Enrichment, 'topics' | 'topicGuess'> => {
    const all = candidatesOf(text).toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
    const sure = all.filter(
      ({ confidence, said }, i) =>
        confidence >= topicCutOff ||
        (i === 0 && confidence >= cutOffWithPhrase && said !== undefined && said.phrases > 0),
    )
    const first = all[0] && { id: all[0].id, confidence: all[0].confidence }
    return {
      topics: sure.map((found) => ({
        id: found.id,
        confidence: found.confidence,
        because: becauseOf(found, text.tokens),
      })),
      ...(first && { topicGuess: first }),
    }
  }
  return {
    name: 'topics',
    enrich: (texts) => Promise.resolve(texts.map(topicsOf)),
  }
}

interface Candidate {
  id: string
  confidence: number
  said: PhraseEvidence | undefined
  /** Of the model; undefined when it does not know the topic. */
  label: number | undefined
}

/**
 * A phrase that somebody added to the shipped taxonomy is enough alone: they know their customers. Otherwise the blend decides.
 * @param opinion what the classifier thinks; undefined when it does not know the topic
 */
function confidenceOf(
  opinion: { on: Opinion; tone: Tone } | undefined,
  said: PhraseEvidence | undefined,
  blend: Blend,
): number {
  if (!opinion) return said ? confidenceOfPhrases(said.phrases, said.hints) : 0
  const alone = blended(blend, topicFeatures(opinion.on, said, opinion.tone))
  const isSecond = said !== undefined && said.phrases > 0 && opinion.on[0] >= outOfTheQuestion
  const both = isSecond ? Math.max(alone, secondTopic) : alone
  return said && said.own > 0 ? Math.max(both, confidenceOfPhrases(said.own, 0)) : both
}
