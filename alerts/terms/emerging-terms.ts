import { Type, type Static } from 'typebox'
import { openBackground } from './background.ts'
import { Emergence, type EmergingTerm, type Occurrence } from './emergence.ts'
import { emergences } from './emergences.ts'
import { defaultTermPolicy, type TermPolicy } from './policy.ts'
import { hash } from './read-terms.ts'
import type { TermMention } from './term-mention.ts'
import { Volume } from './volume.ts'

/** Occurrences are kept for this many of the newest mentions. */
const remembered = 2 ** 14

/** The part of the state that is not in columns. */
export const TermMemory = Type.Object({
  hour: Type.Integer(),
  departments: Type.Array(Type.String()),
  volumes: Type.Array(Volume),
  emergences: Type.Array(Emergence),
  lastEmergence: Type.Integer(),
  mentions: Type.Integer(),
  ids: Type.Array(Type.String()),
  texts: Type.Array(Type.String()),
})
export type TermMemory = Static<typeof TermMemory>

export interface TermState {
  memory: TermMemory
  columns: Record<string, TermColumn>
}
export type TermColumn = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array

export interface EmergingTerms {
  /** Call in the order in which mentions were stored; their own times may be in any order. Accepts any text. */
  add(mention: TermMention): void
  /** Terms that changed; the caller removes those it has saved. */
  changed: Set<EmergingTerm>
  /** The terms that are rising now. */
  rising(): EmergingTerm[]
  /** The live columns, not copies. */
  state(): TermState
  /** Continues from a state of the same sizes. */
  restore(state: TermState): void
}

/**
 * Finds words and phrases whose share of a department's mentions rises above their own past and above the share in other departments.
 * Which mentions it hears, and as whose, is up to the caller (`TermScope`). The result depends only on the mentions and their order; memory does not grow.
 */
export function emergingTerms(policy: TermPolicy = defaultTermPolicy): EmergingTerms {
  const background = openBackground(policy)
  const occurrences = openOccurrences()
  const found = emergences(background, occurrences.find, policy)

  const state = (): TermState => ({
    memory: {
      hour: background.hour(),
      departments: background.departments,
      volumes: background.volumes,
      emergences: [...found.active.values()],
      lastEmergence: found.last(),
      mentions: occurrences.count(),
      ids: occurrences.ids,
      texts: background.table.texts,
    },
    columns: { ...background.table.columns, ...background.filter.columns, ...occurrences.columns },
  })

  return {
    changed: found.changed,
    rising: () => [...found.active.values()].map(({ emergingTerm }) => emergingTerm),
    state,
    add(mention) {
      if (mention.departments.length === 0 || mention.text.trim() === '') return
      if (background.advance(mention.at)) found.endInactive()
      const counted = background.add(mention)
      if (counted.length > 0) found.consider(counted, occurrences.add(mention))
    },
    restore({ memory, columns }) {
      const own = state()
      for (const [name, column] of Object.entries(own.columns)) column.set(columns[name]!)
      background.setHour(memory.hour)
      background.departments.splice(0, Infinity, ...memory.departments)
      background.volumes.splice(0, Infinity, ...memory.volumes)
      for (const emergence of memory.emergences) found.active.set(emergence.number, emergence)
      found.setLast(memory.lastEmergence)
      occurrences.restore(memory)
      for (const [at, text] of memory.texts.entries()) background.table.texts[at] = text
    },
  }
}

/** The occurrences in the newest mentions, in a ring. */
function openOccurrences() {
  const columns = {
    at: new Float64Array(remembered),
    author: new Uint32Array(remembered),
    text: new Uint32Array(remembered),
  }
  const ids: string[] = Array.from({ length: remembered }, () => '')
  let mentions = 0

  const at = (number: number): Occurrence => {
    const slot = number % remembered
    return { number, id: ids[slot]!, at: columns.at[slot]!, author: columns.author[slot]!, text: columns.text[slot]! }
  }

  return {
    columns,
    ids,
    count: () => mentions,
    /** Undefined for a mention that is no longer remembered. */
    find: (number: number): Occurrence | undefined => (number <= mentions - remembered ? undefined : at(number)),
    add(mention: TermMention): Occurrence {
      const number = ++mentions
      const slot = number % remembered
      ids[slot] = mention.id
      columns.at[slot] = mention.at
      columns.author[slot] = hash(mention.author || mention.id, 5)
      columns.text[slot] = hash(mention.cluster || mention.id, 3)
      return at(number)
    },
    restore(memory: Pick<TermMemory, 'mentions' | 'ids'>): void {
      mentions = memory.mentions
      for (const [slot, id] of memory.ids.entries()) ids[slot] = id
    },
  }
}
