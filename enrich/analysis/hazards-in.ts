import type { HazardKind } from '../labels/enriched-mention.ts'
import { clean } from '../text/clean.ts'
import { tokensOf } from '../text/token.ts'
import { credibleHazards } from './credible-hazards.ts'
import { dangersIn } from './hazards.ts'

/** The hazards that a text credibly reports, the gravest first, as far as the text alone shows them. */
export function hazardsIn(written: string): HazardKind[] {
  const text = clean(written)
  const tokens = tokensOf(text)
  return credibleHazards({ text, tokens, hazards: dangersIn(tokens).hazards })
}
