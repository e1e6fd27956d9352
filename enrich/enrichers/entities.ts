import { Type } from 'typebox'
import type { AnalysedText } from '../analyse.ts'
import { entityKinds, type Enrichment, type EntityKind } from '../enriched-mention.ts'
import type { Enricher } from '../enricher.ts'

const kindOf = Type.Enum([...entityKinds])

/** One thing of the company's own lists. `implies` adds what the company knows of it: a lot's supplier, a product's maker. */
const ListedEntity = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    aliases: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
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

/** Names from the user's lists found in the text, and what the source itself states in its fields. */
export function entities(lists: EntityLists): Enricher {
  const listed = entityKinds.flatMap((kind) => (lists[kind] ?? []).map((entity) => ({ kind, ...entity })))
  const byName = new Map(
    listed.flatMap((e) => [e.name, ...(e.aliases ?? [])].map((name) => [name.toLowerCase(), e] as const)),
  )
  const names = [...byName.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const anyName =
    names.length > 0 ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`, 'giu') : undefined

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
    for (const match of anyName ? text.text.matchAll(anyName) : []) addListed(byName.get(match[0].toLowerCase())!)
    return [...all.values()]
  }
  return { name: 'entities', enrich: (texts) => Promise.resolve(texts.map((text) => ({ entities: found(text) }))) }
}
