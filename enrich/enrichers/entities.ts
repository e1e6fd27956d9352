import { createRequire } from 'node:module'
import { Type } from 'typebox'
import type { AnalysedText } from '../analysis/analyse.ts'
import { entityKinds, type Enrichment, type EntityKind } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { nameFinder } from '../text/names.ts'
import { perToken } from '../text/token.ts'
import type { WordVectors } from '../text/word-vectors.ts'

const require = createRequire(import.meta.url)
// Damerau–Levenshtein distance, by natural.
const { DamerauLevenshteinDistance: distance } = require('natural/lib/natural/distance/levenshtein_distance.js') as {
  DamerauLevenshteinDistance(a: string, b: string, options: { restricted: boolean }): number
}

const kindOf = Type.Enum([...entityKinds])

/** An entry of the company's lists. `implies` adds further entities: a lot's supplier, a product's maker. */
const ListedEntity = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'The name that counts and pages use.' }),
    aliases: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { description: 'Other names in mentions.' })),
    implies: Type.Optional(Type.Partial(Type.Record(kindOf, Type.String()))),
  },
  { additionalProperties: false },
)
export const EntityListsOptions = Type.Partial(
  Type.Object(Object.fromEntries(entityKinds.map((kind) => [kind, Type.Array(ListedEntity)])), {
    additionalProperties: false,
  }),
)
type ListedEntity = { name: string; aliases?: string[]; implies?: Partial<Record<EntityKind, string>> }
export type EntityLists = Partial<Record<EntityKind, ListedEntity[]>>

type Entity = Enrichment['entities'][number]

/** Shorter names resemble too many other words. */
const leastFuzzyLength = 6

/**
 * Names from the company's lists, and values that the source states in its fields. Long one-word names are also found with
 * one letter wrong, missing, added or swapped, unless the misspelling is an English word.
 */
export function entities(lists: EntityLists, words: Pick<WordVectors, 'knows'>): Enricher {
  const listed = entityKinds.flatMap((kind) => (lists[kind] ?? []).map((entity) => ({ kind, ...entity })))
  const byName = new Map(
    listed.flatMap((e) => [e.name, ...(e.aliases ?? [])].map((name) => [name.toLowerCase(), e] as const)),
  )
  const namesIn = nameFinder([...byName.keys()])
  const misspelt = neighbours(
    [...byName.keys()].filter((name) => name.length >= leastFuzzyLength && /^\p{L}+$/u.test(name)),
  )
  const meant = perToken(({ text }) => {
    if (text.length < leastFuzzyLength - 1 || byName.has(text) || words.knows(text)) return undefined
    const name = withoutOne(text)
      .flatMap((key) => misspelt.get(key) ?? [])
      .find((candidate) => distance(candidate, text, { restricted: true }) === 1)
    return name === undefined ? undefined : byName.get(name)
  })

  const found = (text: AnalysedText): Entity[] => {
    const all = new Map<string, Entity>()
    const add = (kind: EntityKind, value: string) => all.set(`${kind} ${value}`, { kind, value })
    const addListed = (entity: (typeof listed)[number]) => {
      add(entity.kind, entity.name)
      for (const [kind, value] of Object.entries(entity.implies ?? {})) add(kind as EntityKind, value)
    }
    for (const kind of entityKinds) {
      const stated = text.fields[kind]
      const entity = stated === undefined ? undefined : byName.get(stated.toLowerCase())
      if (entity?.kind === kind) addListed(entity)
      else if (stated) add(kind, stated)
    }
    for (const name of namesIn(text.text)) addListed(byName.get(name)!)
    if (misspelt.size > 0)
      for (const token of text.tokens) {
        const entity = meant(token)
        if (entity) addListed(entity)
      }
    return [...all.values()]
  }
  return {
    name: 'entities',
    fields: ['entities'],
    enrich: (texts) => Promise.resolve(texts.map((text) => ({ entities: found(text) }))),
  }
}

/** Two words at distance one share a word with one letter deleted (SymSpell: Garbe 2012). Maps these words to names. */
function neighbours(names: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const name of names) for (const key of withoutOne(name)) found.set(key, [...(found.get(key) ?? []), name])
  return found
}

const withoutOne = (word: string): string[] => [
  ...new Set([word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))]),
]
