import { Type, type Static } from 'typebox'
import { background } from './background.ts'
import { Emergence, type EmergingTerm, type Voice } from './emergence.ts'
import { emergences } from './emergences.ts'
import { defaultTermPolicy, type TermPolicy } from './policy.ts'
import { hash } from './read-terms.ts'
import type { TermMention } from './term-mention.ts'
import { Volume } from './volume.ts'

/** Who said what is known of so many of the newest mentions. */
const remembered = 2 ** 14

/** All that is not in columns. */
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
  /** In the order in which they were stored; their own times may be in any. Harmless whatever the text. */
  hear(mention: TermMention): void
  /** Those that began, grew or ended; whoever has told them takes them out. */
  changed: Set<EmergingTerm>
  /** Its own columns, not a copy of them. */
  state(): TermState
  /** Goes on from such a state of the same sizes. */
  restore(state: TermState): void
}

/**
 * Words and phrases whose share of what a department hears rises, and neither a topic nor the term's own past nor the other departments tell
 * why. Pure: nothing but the mentions and their order decides, and its memory does not grow.
 */
export function emergingTerms(policy: TermPolicy = defaultTermPolicy): EmergingTerms {
  const usual = background(policy)
  const voices = {
    at: new Float64Array(remembered),
    author: new Uint32Array(remembered),
    text: new Uint32Array(remembered),
  }
  const ids: string[] = Array.from({ length: remembered }, () => '')
  let mentions = 0

  const voiceOf = (number: number): Voice | undefined => {
    if (number <= mentions - remembered) return undefined
    const at = number % remembered
    return { number, id: ids[at]!, at: voices.at[at]!, author: voices.author[at]!, text: voices.text[at]! }
  }
  const found = emergences(usual, voiceOf, policy)

  const remember = ({ id, at, author, cluster }: TermMention): Voice => {
    const number = ++mentions
    const slot = number % remembered
    ids[slot] = id
    voices.at[slot] = at
    voices.author[slot] = hash(author || id, 5)
    voices.text[slot] = hash(cluster || id, 3)
    return voiceOf(number)!
  }

  const state = (): TermState => ({
    memory: {
      hour: usual.hour(),
      departments: usual.departments,
      volumes: usual.volumes,
      emergences: [...found.standing.values()],
      lastEmergence: found.last(),
      mentions,
      ids,
      texts: usual.table.texts,
    },
    columns: { ...usual.table.columns, ...usual.filter.columns, ...voices },
  })

  return {
    changed: found.changed,
    state,
    hear(mention) {
      if (mention.departments.length === 0 || mention.text.trim() === '') return
      if (usual.moveOn(mention.at)) found.endSome()
      const counted = usual.hear(mention)
      if (counted.length > 0) found.consider(counted, remember(mention))
    },
    restore({ memory, columns }) {
      const own = state()
      for (const [name, column] of Object.entries(own.columns)) column.set(columns[name]!)
      usual.setHour(memory.hour)
      usual.departments.splice(0, Infinity, ...memory.departments)
      usual.volumes.splice(0, Infinity, ...memory.volumes)
      for (const emergence of memory.emergences) found.standing.set(emergence.number, emergence)
      found.setLast(memory.lastEmergence)
      mentions = memory.mentions
      for (const [at, id] of memory.ids.entries()) ids[at] = id
      for (const [at, text] of memory.texts.entries()) usual.table.texts[at] = text
    },
  }
}
