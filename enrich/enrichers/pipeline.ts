import { analyse, type PipelineInput } from '../analysis/analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { EntityLists } from './entities.ts'
import { enrichers } from './registry.ts'
import { readModels } from '../linear/models.ts'
import { contentHash } from '../text/near-duplicates.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'

/** What a pipeline is made from. */
export interface PipelineSettings {
  taxonomy: Taxonomy
  lists: EntityLists
  /** Folder of the models. When absent: the shipped models. */
  models?: string | undefined
}

export interface PipelineOutput extends Enrichment {
  /** Hash of the normalised text. Equal for reposts (with or without a word before them) and for copies that differ in links, @names, case or punctuation. */
  contentHash: string
  /** Labels of different versions must not be compared. */
  modelVersion: string
}

/** Runs every enricher over the texts. Resolves to their labels, in order. */
export type Pipeline = (mentions: readonly PipelineInput[]) => Promise<PipelineOutput[]>

/** Small slices: the readings of a slice stay in the processor's cache for the next enricher, and are short-lived garbage. */
const sliceSize = 32

export function openPipeline(taxonomy: Taxonomy, lists: EntityLists, models = readModels()): Pipeline {
  const all = enrichers(taxonomy, lists, models)
  const enrichSlice = async (mentions: readonly PipelineInput[]): Promise<PipelineOutput[]> => {
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
