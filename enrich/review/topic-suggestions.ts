import { wholeText } from '../analysis/analyse.ts'
import { cluster } from '../text/clusters.ts'
import { contentOf, contentTerms } from './content-terms.ts'
import { distinctiveTerms, type NamedTerm } from './distinctive-terms.ts'
import type { MentionRow } from '../mentions/mention-table.ts'
import { textPoints } from './text-points.ts'
import { toTokens } from '../text/token.ts'
import type { WordVectors } from '../text/word-vectors.ts'

/** What is read of a mention without a topic. */
export type Untopical = Pick<
  MentionRow,
  'id' | 'title' | 'text' | 'authorKey' | 'createdAt' | 'topicGuess' | 'departments' | 'departmentGuess'
>

type Text = Pick<Untopical, 'title' | 'text'>

/** A group of similar texts without a topic: perhaps the taxonomy lacks one. */
export interface TopicSuggestion<T extends Untopical = Untopical> {
  /** Words that distinguish the group from the other texts, most distinctive first. */
  words: string[]
  /** All of them with their figures. */
  terms: readonly NamedTerm[]
  texts: number
  authors: number
  /** The most frequent best guess of a topic, and its share (0…1): perhaps that topic lacks a phrase. */
  nearest: { id: string; share: number } | undefined
  /** The departments of the mentions, or their best guesses, in at least a quarter of them; most frequent first. */
  departments: string[]
  /** Epoch ms of the first and the last. */
  from: number
  to: number
  /** The most typical ones of the largest part of the group first. */
  mentions: readonly T[]
}

/** Least similarity (cosine) within a group. */
const similar = 0.42
/** Only the beginning of a text is read: 400 whole reviews would take seconds. */
const groupedCharacters = 600
const least = {
  texts: 3,
  authors: 3,
  departmentShare: 0.25,
  shareOfFirstTerm: 0.4,
  precisionOfFirstTerm: 0.2,
  defining: 0.4,
}
const most = { words: 5, departments: 2 }

/**
 * Groups mentions by their content words and the meaning of these, with the distilled word vectors. The returned function
 * takes mentions without a topic, one per cluster of copies, and mentions with one: words that are as frequent in those name
 * no group. It returns the largest group first: 0.2 s for 400, 2 s for 2,000.
 */
export function topicSuggestions(
  vectors: WordVectors,
): <T extends Untopical>(mentions: readonly T[], topical: readonly Text[]) => TopicSuggestion<T>[] {
  return <T extends Untopical>(mentions: readonly T[], topical: readonly Text[]) => {
    const isContent = contentOf([...mentions, ...topical].map(({ text }) => text))
    const termsIn = (text: Text) => contentTerms(toTokens(wholeText(text).slice(0, groupedCharacters)), isContent)
    const read = mentions.map((mention) => ({ mention, ...termsIn(mention) })).filter(({ words }) => words.length > 0)
    const points = textPoints(
      read.map(({ words }) => words),
      vectors,
    )
    const termsOf = distinctiveTerms(
      read.map(({ terms }) => terms),
      topical.map((text) => termsIn(text).terms),
    )
    const keys = read.map(({ terms }) => new Set(terms.map(({ key }) => key)))
    return named(merged(cluster(points, similar), termsOf), { termsOf, keys })
      .flatMap((members) => {
        const own = members.map((i) => read[i]!.mention)
        return toSuggestion(own, termsOf(members))
      })
      .toSorted((a, b) => b.texts - a.texts || b.to - a.to)
  }
}

/** Joins groups whose most distinctive terms share a word. */
function merged(groups: number[][], termsOf: (members: readonly number[]) => NamedTerm[]): number[][] {
  const byWord = new Map<string, number[]>()
  const all = new Set<number[]>()
  for (const members of groups.toSorted((a, b) => b.length - a.length)) {
    const [first] = termsOf(members)
    if (!first || first.share < least.shareOfFirstTerm || first.precision < least.precisionOfFirstTerm) continue
    const words = first.term.key.split(' ')
    const same = words.map((word) => byWord.get(word)).find((group) => group !== undefined)
    if (same) same.push(...members)
    else all.add(members)
    for (const word of words) if (!byWord.has(word)) byWord.set(word, same ?? members)
  }
  return [...all]
}

/** The groups without texts that contain none of their first terms, and with texts of no group that contain a term that defines them. */
function named(
  groups: readonly number[][],
  { termsOf, keys }: { termsOf: (members: readonly number[]) => NamedTerm[]; keys: readonly ReadonlySet<string>[] },
): number[][] {
  const free = new Set(keys.keys())
  const cores = groups.map((members) => {
    const terms = termsOf(members)
      .slice(0, most.words)
      .map(({ term }) => term.key)
    const core = members.filter((i) => terms.some((key) => keys[i]!.has(key)))
    for (const i of core) free.delete(i)
    return core
  })
  return cores.map((core) => {
    const defining = termsOf(core).filter(
      ({ share, precision }, rank) => rank === 0 || (share >= least.defining && precision >= least.defining),
    )
    const more = [...free].filter((i) => defining.some(({ term }) => keys[i]!.has(term.key)))
    for (const i of more) free.delete(i)
    return [...core, ...more]
  })
}

/** Nothing for a group that is too small, or that no term names. */
function toSuggestion<T extends Untopical>(own: readonly T[], terms: readonly NamedTerm[]): TopicSuggestion<T>[] {
  const authors = new Set(own.map(({ authorKey, id }) => authorKey || id)).size
  if (own.length < least.texts || authors < least.authors || terms.length === 0) return []
  const times = own.map(({ createdAt }) => createdAt)
  const [nearest] = shares(own.map(({ topicGuess }) => [topicGuess]))
  return [
    {
      words: terms.slice(0, most.words).map(({ term }) => term.written),
      terms,
      texts: own.length,
      authors,
      nearest,
      departments: departmentsOf(own),
      from: Math.min(...times),
      to: Math.max(...times),
      mentions: own,
    },
  ]
}

const departmentsOf = (own: readonly Untopical[]): string[] =>
  shares(own.map(({ departments, departmentGuess }) => (departments.length > 0 ? departments : [departmentGuess])))
    .filter(({ share }, rank) => rank < most.departments && (rank === 0 || share >= least.departmentShare))
    .map(({ id }) => id)

/** How many of the lists contain each id (0…1), most frequent first. '' is no id. */
function shares(lists: readonly (readonly string[])[]): { id: string; share: number }[] {
  const votes = new Map<string, number>()
  for (const ids of lists) for (const id of new Set(ids)) if (id !== '') votes.set(id, (votes.get(id) ?? 0) + 1)
  return [...votes]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([id, count]) => ({ id, share: count / lists.length }))
}
