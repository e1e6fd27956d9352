import { UsageError } from '../../infra/verb.ts'
import { compilePhrases } from '../text/phrases.ts'
import { readTaxonomy, type Taxonomy } from '../labels/taxonomy.ts'
import type { Token } from '../text/token.ts'

/** What the taxonomy's own words say for a topic in a text. */
export interface PhraseEvidence {
  /** Distinct phrases found, and distinct hints. */
  phrases: number
  hints: number
  /** Of `phrases`, those that somebody added to the shipped taxonomy. */
  own: number
  /** The first words found, as they stand in the text's tokens. */
  words: string
  /** Where they begin. */
  at: number
}

export type FindPhrases = (tokens: readonly Token[]) => ReadonlyMap<string, PhraseEvidence>

/** @throws UsageError that names the topic of a phrase that is none. */
export function topicPhrases(taxonomy: Taxonomy): FindPhrases {
  const matcher = compile(taxonomy, shippedPhrases())
  return (tokens) => {
    const found = new Map<string, PhraseEvidence>()
    for (const { value, at, end } of matcher.find(tokens)) {
      if (!found.has(value.id)) {
        const words = tokens
          .slice(at, end)
          .map(({ text }) => text)
          .join(' ')
        found.set(value.id, { phrases: 0, hints: 0, own: 0, words, at })
      }
      const counts = found.get(value.id)!
      if (value.strong) counts.phrases++
      else counts.hints++
      if (value.own) counts.own++
    }
    return found
  }
}

const shippedPhrases = () =>
  new Set(readTaxonomy().topics.flatMap(({ id, phrases }) => phrases.map((pattern) => `${id} ${pattern}`)))

function compile({ topics }: Taxonomy, shipped: ReadonlySet<string>) {
  const phrases = topics.flatMap(({ id, phrases, hints }) => [
    ...phrases.map((pattern) => ({ pattern, value: { id, strong: true, own: !shipped.has(`${id} ${pattern}`) } })),
    ...hints.map((pattern) => ({ pattern, value: { id, strong: false, own: false } })),
  ])
  try {
    return compilePhrases(phrases)
  } catch (error) {
    const { message } = error as Error
    const culprit = phrases.find(({ pattern }) => message.includes(`"${pattern}"`))
    throw new UsageError(`taxonomy: topic ${culprit?.value.id ?? '?'}: ${message}`, { cause: error })
  }
}
