import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { hazardKinds, type HazardKind } from '../../enrich/labels/enriched-mention.ts'

/** What an alert that single reports opened is about. */
export const AlertHazard = Type.Object({
  kind: Type.Enum([...hazardKinds], doc('What was reported')),
  others: Type.Integer(doc("Reports of other hazards that joined it because the department's budget was used up", 0)),
})
export type AlertHazard = Static<typeof AlertHazard>

/** A mention that reports a hazard, as the alert keeps it. */
export const KeptReport = Type.Object({
  mentionId: Type.String(),
  /** Author key; '' = unknown. */
  author: Type.String(),
  product: Type.String(),
  /** Epoch ms. */
  at: Type.Integer(),
})
export type KeptReport = Static<typeof KeptReport>

const titles: Record<HazardKind, string> = {
  injury: 'Injury reported',
  swallowing: 'Swallowing or choking reported',
  fire: 'Fire or overheating reported',
  explosion: 'Explosion reported',
  shock: 'Electric shock reported',
  contamination: 'Contamination reported',
  dataLeak: 'Data leak reported',
}

/** `Injury reported · CM-40`, or without the product if none is named (''). */
export const hazardTitle = (kind: HazardKind, product: string): string =>
  [titles[kind], ...(product === '' ? [] : [product])].join(' · ')
