import { credibleHazards } from '../analysis/credible-hazards.ts'
import type { Enricher } from '../analysis/enricher.ts'

/** The hazards that the author credibly reports; each can open an alert by itself. */
export function hazards(): Enricher {
  return {
    name: 'hazards',
    fields: ['hazards'],
    enrich: (texts, known) =>
      Promise.resolve(texts.map((text, i) => ({ hazards: credibleHazards(text, known[i] ?? {}) }))),
  }
}
