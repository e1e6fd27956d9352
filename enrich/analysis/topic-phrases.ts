import { UsageError } from '../../infra/verb.ts'
import { compilePhrases } from '../text/phrases.ts'
import { readTaxonomy, type Taxonomy } from '../labels/taxonomy.ts'
import type { Token } from '../text/token.ts'

/** The taxonomy's phrases and hints for a topic that were found in a text. */
export interface PhraseEvidence {
  /** Number of distinct phrases, and of distinct hints. */
  phrases: number
  hints: number
  /** How many of `phrases` are not in the shipped taxonomy. */
  own: number
  /** The tokens of the first match. */
  words: string
  /** Index of the first of these tokens. */
  at: number
}

export type FindPhrases = (tokens: readonly Token[]) => ReadonlyMap<string, PhraseEvidence>

/** @throws UsageError that names the topic of an invalid phrase */
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
