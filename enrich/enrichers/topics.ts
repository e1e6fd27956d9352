import type { AnalysedText } from '../analysis/analyse.ts'
import { blended, leastProbability, opinions, type Blend, type Opinion } from '../linear/blend.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { probabilities } from '../linear/calibrate.ts'
import { refiner, weighed, type TopicCandidate } from '../analysis/topic-candidates.ts'
import type { Models } from '../linear/models.ts'
import { searchedTopics, type Taxonomy } from '../labels/taxonomy.ts'
import type { Token } from '../text/token.ts'
import { toneReader, type Tone } from '../analysis/tone.ts'
import { topicPhrases, type PhraseEvidence } from '../analysis/topic-phrases.ts'

/** A topic counts if its confidence is at least this. (First guesses at .4 to .5 are right in six of ten cases.) */
export const topicCutOff = 0.4
/** The cut-off of the first guess when a phrase of the taxonomy supports it. */
const cutOffWithPhrase = 0.25

/** Topics below this confidence are dropped, and not reviewed either. */
const negligible = 0.02
/** `negligible` as ln odds, the scale of a blend's sum. */
const negligibleLogit = Math.log(negligible / (1 - negligible))

/**
 * The blend is fitted to first topics. A topic with a phrase of the taxonomy gets at least this confidence, unless the
 * classifier excludes it. On calibration.jsonl this costs one point of precision.
 */
const secondTopic = 0.6
/** The classifier excludes a second topic below these ln odds. */
const leastLogitOfSecond = Math.log(0.05 / 0.95)

/** For topics that the model does not know: the factor by which a first phrase, another phrase, and a hint reduce the doubt (1 − confidence). */
const doubtAfter = { phrase: 0.2, anotherPhrase: 0.6, hint: 0.65 }

/** Features of the blend for a text and a topic. `opinion` is the classifier's. */
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
/** Index of `wants` in `topicFeatures`; `negative` is next. */
const toneAt = 7

/**
 * The topics of a text: a blend of the taxonomy's phrases and a classifier. Each topic has a calibrated confidence and the
 * words that support it.
 * @throws UsageError that names the topic of an invalid phrase
 */
export function topics(given: Taxonomy, { cards, reasons }: Models): Enricher {
  const { topic: card } = cards
  const { searched: taxonomy, labelOf } = searchedTopics(given)
  const asLabelled = labelled(labelOf)
  const find = topicPhrases(taxonomy)
  const known = taxonomy.topics.map(({ id }) => {
    const label = card.labels.indexOf(id)
    return { id, label: label < 0 ? undefined : label }
  })
  const refined = refiner(taxonomy)
  const blend = card.blend!
  const p = new Float32Array(card.labels.length)
  const readTone = toneReader(cards.intent, cards.sentiment)
  const candidatesOf = (text: AnalysedText): TopicCandidate[] => {
    const phrases = find(text.tokens)
    probabilities(text.margins.topic, card.calibration, true, p)
    const opinionOn = opinions(p)
    const tone = readTone(text.margins)
    const first = p.reduce((top, x) => (x > top ? x : top), 0)
    const ofTone = blend.weights[toneAt]! * tone[0] + blend.weights[toneAt + 1]! * tone[1]
    const excluded = Math.min(first, leastProbability(blend, negligibleLogit, ofTone, first))
    const candidates: TopicCandidate[] = []
    for (const { id, label } of known) {
      const evidence = phrases.size > 0 ? phrases.get(id) : undefined
      if (!evidence && (label === undefined || p[label]! < excluded)) continue
      const confidence = confidenceOf(label === undefined ? undefined : { on: opinionOn(label), tone }, evidence, blend)
      if (confidence >= negligible)
        candidates.push({ id, confidence: Math.round(confidence * 1000) / 1000, evidence, label })
    }
    return candidates
  }
  const becauseOf = ({ evidence, label, words }: TopicCandidate, tokens: readonly Token[]): string[] =>
    evidence && evidence.phrases > 0 ? [evidence.words] : words ? [words] : reasons('topic', label!, tokens)
  const topicsOf = (
    text: AnalysedText,
    sentiment: Enrichment['sentiment'] | undefined,
  ): Pick<Enrichment, 'topics' | 'topicGuess'> => {
    const found = weighed(refined(candidatesOf(text)), text, sentiment, (id) => known.some((topic) => topic.id === id))
    const all = asLabelled(found.toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1)))
    const counting = all.filter(
      ({ confidence, evidence }, i) =>
        confidence >= topicCutOff ||
        (i === 0 && confidence >= cutOffWithPhrase && evidence !== undefined && evidence.phrases > 0),
    )
    const first = all[0] && { id: all[0].id, confidence: all[0].confidence }
    return {
      topics: counting.map((found) => ({
        id: found.id,
        confidence: found.confidence,
        because: becauseOf(found, text.tokens),
      })),
      ...(first && { topicGuess: first }),
    }
  }
  return {
    name: 'topics',
    fields: ['topics', 'topicGuess'],
    enrich: (texts, before) => Promise.resolve(texts.map((text, i) => topicsOf(text, before[i]?.sentiment))),
  }
}

/** Merged topics under the id of the one that they were merged into, each id once: the first one found. */
const labelled =
  (labelOf: (id: string) => string) =>
  (found: readonly TopicCandidate[]): TopicCandidate[] =>
    found
      .map((each) => ({ ...each, id: labelOf(each.id) }))
      .filter(({ id }, i, all) => all.findIndex((other) => other.id === id) === i)

/**
 * The confidence in a topic. A phrase that was added to the shipped taxonomy is sufficient alone: the company knows its
 * customers. Otherwise the blend decides.
 * @param opinion the classifier's; undefined when it does not know the topic
 */
function confidenceOf(
  opinion: { on: Opinion; tone: Tone } | undefined,
  evidence: PhraseEvidence | undefined,
  blend: Blend,
): number {
  if (!opinion) return evidence ? confidenceOfPhrases(evidence.phrases, evidence.hints) : 0
  const alone = blended(blend, topicFeatures(opinion.on, evidence, opinion.tone))
  const isSecond = evidence !== undefined && evidence.phrases > 0 && opinion.on[0] >= leastLogitOfSecond
  const both = isSecond ? Math.max(alone, secondTopic) : alone
  return evidence && evidence.own > 0 ? Math.max(both, confidenceOfPhrases(evidence.own, 0)) : both
}

const confidenceOfPhrases = (phrases: number, hints: number): number =>
  1 - (phrases > 0 ? doubtAfter.phrase * doubtAfter.anotherPhrase ** (phrases - 1) : 1) * doubtAfter.hint ** hints
