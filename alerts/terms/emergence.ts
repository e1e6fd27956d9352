import { Type, type Static } from 'typebox'

/**
 * A phrase that becomes more frequent in a department's mentions without a topic. Times in epoch ms; `observed`, `expected` and `p` are
 * those of the day with the largest excess.
 */
export const EmergingTerm = Type.Object({
  id: Type.String(),
  department: Type.String(),
  term: Type.String(),
  status: Type.Enum(['rising', 'over']),
  firstSeenAt: Type.Integer(),
  /** Time of the second occurrence; the first one is stored but not counted. */
  onsetAt: Type.Integer(),
  emergedAt: Type.Integer(),
  lastSeenAt: Type.Integer(),
  /** Occurrences: distinct authors in distinct texts. */
  observed: Type.Integer(),
  expected: Type.Number(),
  p: Type.Number(),
  authors: Type.Integer(),
  texts: Type.Integer(),
  /** Mentions, newest first. */
  exampleIds: Type.Array(Type.String()),
  revision: Type.Integer(),
})
export type EmergingTerm = Static<typeof EmergingTerm>

/** An emerging term with its working state: the variants of the phrase, and their mentions, authors and texts. */
export const Emergence = Type.Object({
  number: Type.Integer(),
  emergingTerm: EmergingTerm,
  /** Places in the term table. */
  variants: Type.Array(Type.Integer()),
  mentions: Type.Array(Type.Integer()),
  authors: Type.Array(Type.Integer()),
  texts: Type.Array(Type.Integer()),
  /** Newest first. */
  examples: Type.Array(Type.Object({ id: Type.String(), at: Type.Integer() })),
})
export type Emergence = Static<typeof Emergence>

/** An emergence without occurrences; `at` = time of the mention that made it significant, epoch ms. */
export function newEmergence(
  number: number,
  { at, ...known }: Pick<EmergingTerm, 'id' | 'department' | 'term' | 'firstSeenAt'> & { at: number },
): Emergence {
  const emergingTerm: EmergingTerm = {
    ...known,
    status: 'rising',
    onsetAt: at,
    emergedAt: at,
    lastSeenAt: at,
    observed: 0,
    expected: 0,
    p: 1,
    authors: 0,
    texts: 0,
    exampleIds: [],
    revision: 0,
  }
  return { number, emergingTerm, variants: [], mentions: [], authors: [], texts: [], examples: [] }
}

/** A mention that contains a term; author and text are hashes. */
export interface Occurrence {
  /** Serial number of the mention. */
  number: number
  id: string
  at: number
  author: number
  text: number
}

const most = { mentions: 512, authors: 4096, texts: 4096, examples: 5 }

/** Counts an occurrence, once per mention. */
export function addOccurrence(emergence: Emergence, occurrence: Occurrence): void {
  const { mentions, authors, texts, emergingTerm } = emergence
  if (mentions.includes(occurrence.number)) return
  mentions.push(occurrence.number)
  if (mentions.length > most.mentions) mentions.shift()
  if (authors.length < most.authors && !authors.includes(occurrence.author)) authors.push(occurrence.author)
  if (texts.length < most.texts && !texts.includes(occurrence.text)) texts.push(occurrence.text)
  // Occurrences of a variant that joins later may be older.
  emergence.examples = [...emergence.examples, { id: occurrence.id, at: occurrence.at }]
    .toSorted((x, y) => y.at - x.at)
    .slice(0, most.examples)
  Object.assign(emergingTerm, {
    authors: authors.length,
    texts: texts.length,
    lastSeenAt: Math.max(emergingTerm.lastSeenAt, occurrence.at),
    onsetAt: Math.min(emergingTerm.onsetAt, occurrence.at),
    exampleIds: emergence.examples.map(({ id }) => id),
  })
}

/** A term that shares this part of its newest mentions with an emergence is a variant of it. */
const variantShare = 0.5

export const isVariantOf = ({ mentions }: Emergence, own: readonly number[]): boolean =>
  own.filter((mention) => mentions.includes(mention)).length >= variantShare * own.length

/** Share of the largest excess that a longer phrase must keep to be shown. */
const keepsMost = 0.7

export interface Variant {
  place: number
  text: string
  excess: number
}

const wordsIn = (text: string) => text.split(' ').length

/** The phrase to show: the longest variant that keeps most of the excess; of equally long ones that with the largest excess. */
export function bestVariant(variants: readonly Variant[]): Variant | undefined {
  const best = Math.max(...variants.map(({ excess }) => excess))
  return variants
    .filter(({ excess }) => excess >= keepsMost * best)
    .toSorted((x, y) => wordsIn(y.text) - wordsIn(x.text) || y.excess - x.excess || (x.text < y.text ? -1 : 1))[0]
}
