import { UsageError } from '../../infra/verb.ts'
import type { AnalysedText } from '../analyse.ts'
import type { Enrichment } from '../enriched-mention.ts'
import type { Enricher } from '../enricher.ts'
import { compilePhrases } from '../phrases.ts'
import type { Taxonomy } from '../taxonomy.ts'

/** Below it a topic is a guess, and a guess does not count. */
const topicCutOff = 0.5

/** What one phrase, one more phrase and one hint leave of the doubt (1 − confidence). */
const doubtAfter = { phrase: 0.2, anotherPhrase: 0.6, hint: 0.6 }
/** A praise topic in a negative text, or a complaint in a happy one, is usually the other way round ("not late at all"). */
const doubtOfContradiction = 0.45

/**
 * The taxonomy's phrases, found on stems; several topics a text, each with a confidence.
 * @throws UsageError that names the topic of a phrase that is none.
 */
export function topics(taxonomy: Taxonomy): Enricher {
  const matcher = compile(taxonomy)
  const topicsOf = (text: AnalysedText, mood: Enrichment['sentiment'] | undefined) => {
    const doubts = new Map<string, { doubt: number; phrases: number }>()
    for (const { value } of matcher.find(text.stems)) {
      const seen = doubts.get(value.id) ?? { doubt: 1, phrases: 0 }
      const factor = !value.strong ? doubtAfter.hint : seen.phrases > 0 ? doubtAfter.anotherPhrase : doubtAfter.phrase
      doubts.set(value.id, { doubt: seen.doubt * factor, phrases: seen.phrases + (value.strong ? 1 : 0) })
    }
    return [...doubts]
      .map(([id, { doubt }]) => ({ id, confidence: round((1 - doubt) * agreement(id, mood)) }))
      .filter((topic) => topic.confidence >= topicCutOff)
      .toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
  }
  return {
    name: 'topics',
    enrich: (texts, known) =>
      Promise.resolve(texts.map((text, i) => ({ topics: topicsOf(text, known[i]?.sentiment) }))),
  }
}

const alwaysHappy = /^praise/
const neverHappy = /^(delivery|safety|app|billing|service)\./

function agreement(topic: string, mood: Enrichment['sentiment'] | undefined): number {
  const contradicts =
    (alwaysHappy.test(topic) && mood?.label === 'negative') ||
    (neverHappy.test(topic) && mood !== undefined && mood.score > 0.6)
  return contradicts ? doubtOfContradiction : 1
}

const round = (x: number) => Math.round(x * 1000) / 1000

const phrasesOf = ({ id, phrases, hints }: Taxonomy['topics'][number]) => [
  ...phrases.map((pattern) => ({ pattern, value: { id, strong: true } })),
  ...hints.map((pattern) => ({ pattern, value: { id, strong: false } })),
]

function compile({ topics }: Taxonomy) {
  try {
    return compilePhrases(topics.flatMap(phrasesOf))
  } catch (error) {
    const culprit = topics.find((topic) =>
      topic.phrases.concat(topic.hints).some((phrase) => (error as Error).message.includes(`"${phrase}"`)),
    )
    throw new UsageError(`taxonomy: topic ${culprit?.id ?? '?'}: ${(error as Error).message}`, { cause: error })
  }
}
