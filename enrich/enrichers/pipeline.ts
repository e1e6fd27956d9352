import { analyse, type TextOnly } from '../analysis/analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { EntityLists } from './entities.ts'
import { enrichers } from './registry.ts'
import { readModels } from '../linear/models.ts'
import { contentHash } from '../text/near-duplicates.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'

export interface PipelineOutput extends Enrichment {
  /** Of the normalised text: equal for reposts, with or without a word before them, and for copies that differ in links, mentions, case or punctuation. */
  contentHash: string
  /** Labels of two versions are never compared as one. */
  modelVersion: string
}

/** From texts to all their labels, in order, through every enricher. */
export type Pipeline = (mentions: readonly TextOnly[]) => Promise<PipelineOutput[]>

/** So many at once, so that what is read of them is still in the processor's cache for the next enricher, and short-lived to the collector. */
const sliceSize = 32

export function openPipeline(taxonomy: Taxonomy, lists: EntityLists, models = readModels()): Pipeline {
  const all = enrichers(taxonomy, lists, models)
  const enrichSlice = async (mentions: readonly TextOnly[]): Promise<PipelineOutput[]> => {
    const texts = mentions.map((mention) => analyse(mention, models))
    const known: Partial<PipelineOutput>[] = mentions.map(({ text }) => ({
      contentHash: contentHash(text),
      modelVersion: models.version,
    }))
    for (const enricher of all) {
      const answers = await enricher.enrich(texts, known)
      answers.forEach((answer, i) => Object.assign(known[i]!, answer))
    }
    return known as PipelineOutput[]
  }
  return async (mentions) => {
    const found: PipelineOutput[] = []
    for (let at = 0; at < mentions.length; at += sliceSize)
      found.push(...(await enrichSlice(mentions.slice(at, at + sliceSize))))
    return found
  }
}
