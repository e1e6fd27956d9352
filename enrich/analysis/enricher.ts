import type { AnalysedText } from './analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'

/**
 * Determines some labels of texts. Returns one result per text, in order, with only its own `fields`; reads the results of
 * the enrichers before it in the registry. Deterministic. Never throws, whatever the text: the label is then "unknown" or
 * empty. test/contract/enricher.ts checks this.
 */
export interface Enricher {
  name: string
  /** The fields that it sets, or replaces after an earlier enricher. */
  fields: readonly (keyof Enrichment)[]
  /** `known[i]` has the results of earlier enrichers for `texts[i]`. */
  enrich(texts: readonly AnalysedText[], known: readonly Partial<Enrichment>[]): Promise<Partial<Enrichment>[]>
}
