import { Type, type Static } from 'typebox'
import { hazardKinds } from '../../enrich/labels/enriched-mention.ts'
import { Evidence } from '../alert/alert.ts'

/** A mention whose author credibly reports a hazard. */
export const HazardReport = Type.Object({
  /** The gravest of the mention. */
  hazard: Type.Enum([...hazardKinds]),
  /** The first product that it names; '' = none. */
  product: Type.String(),
  /** Author key; '' = unknown. */
  author: Type.String(),
  departments: Type.Array(Type.String()),
  quote: Evidence,
})
export type HazardReport = Static<typeof HazardReport>
