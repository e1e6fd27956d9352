import { createHash } from 'node:crypto'
import { analyse, type TextOnly } from './analyse.ts'
import type { Enrichment } from './enriched-mention.ts'
import type { EntityLists } from './enrichers/entities.ts'
import { enrichers } from './enrichers/registry.ts'
import type { Taxonomy } from './taxonomy.ts'

/** Changes whenever an enricher answers differently, so that labels of two versions are never compared as one. */
export const modelVersion = 'lexicon-1'

export interface Understood extends Enrichment {
  /** Of the normalised text: equal for reposts, with or without a word before them, and for copies that differ in links, mentions, case or punctuation. */
  contentHash: string
}

/** From texts to all their labels, in order, through every enricher. */
export type Understand = (mentions: readonly TextOnly[]) => Promise<Understood[]>

export function understanding(taxonomy: Taxonomy, lists: EntityLists): Understand {
  const all = enrichers(taxonomy, lists)
  return async (mentions) => {
    const texts = mentions.map(analyse)
    const known: Partial<Enrichment>[] = mentions.map(() => ({}))
    for (const enricher of all) {
      const answers = await enricher.enrich(texts, known)
      answers.forEach((answer, i) => Object.assign(known[i]!, answer))
    }
    return known.map((enrichment, i) => ({
      ...(enrichment as Enrichment),
      contentHash: contentHash(mentions[i]!.text),
    }))
  }
}

function contentHash(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/^.{0,60}?\brt\s+@\S+:?/s, ' ')
    .replace(/https?:\/\/\S+|[@#]\S+/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return createHash('sha1').update(words).digest('hex').slice(0, 16)
}
