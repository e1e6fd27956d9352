import { wholeText } from '../analysis/analyse.ts'
import { cluster } from '../text/clusters.ts'
import type { MentionRow } from '../mentions/mention-table.ts'
import { englishStopWords } from '../text/stop-words.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import { toTokens, type Token } from '../text/token.ts'
import { meaningOf, type WordVectors } from '../text/word-vectors.ts'

/** A group of similar texts without a topic: perhaps the taxonomy lacks one. */
export interface TopicSuggestion {
  /** Words that distinguish the group from the other texts, most distinctive first. */
  words: string[]
  texts: number
  authors: number
  /** The most frequent best guess of a topic, and its share (0…1): perhaps that topic lacks a phrase. */
  nearest: { id: string; share: number } | undefined
  /** Epoch ms of the first and the last. */
  from: number
  to: number
  /** The most typical ones first. */
  examples: MentionRow[]
}

/** Least similarity (cosine) within a group. On hand-labelled mentions with one topic each it groups 45 %, and four of ten in a group have its most frequent topic (of 55). */
const similar = 0.4
/** Only the beginning of a text is read: 400 whole reviews would take seconds. */
const groupedCharacters = 600
const least = { texts: 3, authors: 3 }
const most = { words: 5, examples: 3 }

/**
 * Groups mentions by meaning, with the distilled word vectors; the sentence encoder does not group better. The returned
 * function takes mentions of the review queue, one per cluster of copies, and returns the largest group first.
 */
export function topicSuggestions(
  words: WordVectors,
  taxonomy: Taxonomy,
): (mentions: readonly MentionRow[]) => TopicSuggestion[] {
  const meaning = (tokens: readonly Token[]) => unit(meaningOf(words.read(tokens), words))
  // The mean of all texts carries no information and is subtracted, as Arora, Liang & Ma (ICLR 2017) do.
  const common = new Float32Array(words.dimensions)
  const examples = taxonomy.topics.flatMap((topic) => topic.examples)
  for (const text of examples) meaning(toTokens(text)).forEach((x, d) => (common[d]! += x / examples.length))
  return (unsure) => {
    const read = unsure
      .map((mention) => ({ mention, tokens: toTokens(wholeText(mention).slice(0, groupedCharacters)) }))
      // A text without a known word cannot be compared.
      .filter(({ tokens }) => words.read(tokens).scale > 0)
    const mentions = read.map(({ mention }) => mention)
    const points = read.map(({ tokens }) => unit(meaning(tokens).map((x, d) => x - common[d]!)))
    const wordsOfTexts = read.map(({ tokens }) => wordsOf(tokens))
    const everywhere = documentFrequencies(wordsOfTexts)
    return cluster(points, similar)
      .map(({ members }): TopicSuggestion => {
        const own = members.map((i) => mentions[i]!)
        const times = own.map(({ createdAt }) => createdAt)
        return {
          words: distinctive(documentFrequencies(members.map((i) => wordsOfTexts[i]!)), everywhere, mentions.length),
          texts: own.length,
          authors: new Set(own.map(({ authorKey, id }) => authorKey || id)).size,
          nearest: nearestOf(own),
          from: Math.min(...times),
          to: Math.max(...times),
          examples: own.slice(0, most.examples),
        }
      })
      .filter(({ texts, authors }) => texts >= least.texts && authors >= least.authors)
      .toSorted((a, b) => b.texts - a.texts || b.to - a.to)
  }
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((x) => x / length)
}

function nearestOf(mentions: readonly MentionRow[]): TopicSuggestion['nearest'] {
  const votes = new Map<string, number>()
  for (const { topicGuess } of mentions) if (topicGuess !== '') votes.set(topicGuess, (votes.get(topicGuess) ?? 0) + 1)
  const [first] = [...votes].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return first && { id: first[0], share: first[1] / mentions.length }
}

/** Words and pairs of words, without stop words. */
function wordsOf(read: readonly Token[]): Set<string> {
  const tokens = read.map(({ text }) => text)
  const isWord = (word: string) => /^#?\p{L}[\p{L}\p{N}-]{2,}$/u.test(word) && !englishStopWords.has(word)
  const words = tokens.filter(isWord)
  const pairs = tokens.flatMap((word, i) =>
    i > 0 && isWord(word) && isWord(tokens[i - 1]!) ? [`${tokens[i - 1]} ${word}`] : [],
  )
  return new Set([...words, ...pairs])
}

function documentFrequencies(texts: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** The words of at least two texts of the group with the highest tf-idf over groups: number of its texts × rarity in the others. */
function distinctive(
  own: ReadonlyMap<string, number>,
  everywhere: ReadonlyMap<string, number>,
  texts: number,
): string[] {
  return [...own]
    .filter(([, count]) => count > 1)
    .map(([word, count]) => ({ word, weight: count * Math.log((1 + texts) / (1 + everywhere.get(word)! - count)) }))
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, most.words)
    .map(({ word }) => word)
}
