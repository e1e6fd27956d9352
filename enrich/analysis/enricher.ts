import type { AnalysedText } from './analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'

/**
 * Learns one thing about texts. Answers in the order of its input, only the fields it knows; reads what enrichers before it
 * in the registry found. Never throws on any text: what cannot be told is "unknown" or empty.
 */
export interface Enricher {
  name: string
  enrich(texts: readonly AnalysedText[], known: readonly Partial<Enrichment>[]): Promise<Partial<Enrichment>[]>
}
