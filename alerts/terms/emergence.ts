import { Type, type Static } from 'typebox'

/** A phrase that is said more and more in a department, and no topic tells why. Times in epoch ms; counts are of the day before `lastSeenAt` at its best. */
export const EmergingTerm = Type.Object({
  id: Type.String(),
  department: Type.String(),
  term: Type.String(),
  status: Type.Enum(['rising', 'over']),
  firstSeenAt: Type.Integer(),
  /** Of the second voice: the first is remembered, and counts for nothing until then. */
  onsetAt: Type.Integer(),
  emergedAt: Type.Integer(),
  lastSeenAt: Type.Integer(),
  /** Voices: different people in different texts. */
  observed: Type.Integer(),
  expected: Type.Number(),
  p: Type.Number(),
  authors: Type.Integer(),
  texts: Type.Integer(),
  /** The newest first. */
  exampleIds: Type.Array(Type.String()),
  revision: Type.Integer(),
})
export type EmergingTerm = Static<typeof EmergingTerm>

/** With what is needed to go on: the terms that are said of the same thing, and who said them. */
export const Emergence = Type.Object({
  number: Type.Integer(),
  told: EmergingTerm,
  /** Places in the table of terms. */
  variants: Type.Array(Type.Integer()),
  mentions: Type.Array(Type.Integer()),
  authors: Type.Array(Type.Integer()),
  texts: Type.Array(Type.Integer()),
  /** The newest first. */
  examples: Type.Array(Type.Object({ id: Type.String(), at: Type.Integer() })),
})
export type Emergence = Static<typeof Emergence>

export interface Voice {
  /** Grows by one with each mention. */
  number: number
  id: string
  at: number
  author: number
  text: number
}

const most = { mentions: 512, people: 4096, examples: 5 }

export function hearVoice(emergence: Emergence, voice: Voice): void {
  const { mentions, authors, texts, told } = emergence
  if (mentions.includes(voice.number)) return
  mentions.push(voice.number)
  if (mentions.length > most.mentions) mentions.shift()
  if (authors.length < most.people && !authors.includes(voice.author)) authors.push(voice.author)
  if (texts.length < most.people && !texts.includes(voice.text)) texts.push(voice.text)
  // One that joins with another word of the matter may be older.
  emergence.examples = [...emergence.examples, { id: voice.id, at: voice.at }]
    .toSorted((x, y) => y.at - x.at)
    .slice(0, most.examples)
  Object.assign(told, {
    authors: authors.length,
    texts: texts.length,
    lastSeenAt: Math.max(told.lastSeenAt, voice.at),
    onsetAt: Math.min(told.onsetAt, voice.at),
    exampleIds: emergence.examples.map(({ id }) => id),
  })
}

/** So much of a term's newest mentions are the emergence's: it is the same matter in other words. */
const ofOneMatter = 0.5

export const explains = ({ mentions }: Emergence, own: readonly number[]): boolean =>
  own.filter((mention) => mentions.includes(mention)).length >= ofOneMatter * own.length

/** A longer phrase must keep so much of the excess that the most common of the variants has. */
const keepsMost = 0.7

export interface Variant {
  place: number
  text: string
  excess: number
}

const wordsIn = (text: string) => text.split(' ').length

/** The phrase to tell people: the longest that keeps most of the support; of equally long ones that with the most. */
export function tellingOf(variants: readonly Variant[]): Variant | undefined {
  const best = Math.max(...variants.map(({ excess }) => excess))
  return variants
    .filter(({ excess }) => excess >= keepsMost * best)
    .toSorted((x, y) => wordsIn(y.text) - wordsIn(x.text) || y.excess - x.excess || (x.text < y.text ? -1 : 1))[0]
}
