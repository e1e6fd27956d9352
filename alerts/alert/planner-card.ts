import { Type, type Static } from 'typebox'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()])

/** The columns of the planning data that mentions can name. */
export const planningKeys = ['sku', 'lot', 'product', 'carrier', 'region', 'warehouse'] as const

/** What is at risk: units in the field or in stock, open orders, and revenue in the company's own currency. */
export const Exposure = Type.Object({ units: Type.Number(), openOrders: Type.Number(), revenue: Type.Number() })
export type Exposure = Static<typeof Exposure>

/** A row of the planning data that mentions of an alert name; '' = empty cell. */
export const CardItem = Type.Object({
  ...(Object.fromEntries(planningKeys.map((key) => [key, Type.String()])) as Record<
    (typeof planningKeys)[number],
    ReturnType<typeof Type.String>
  >),
  supplier: Type.String(),
  site: Type.String(),
  part: Type.String(),
  owner: Type.String(),
  ...Exposure.properties,
})
export type CardItem = Static<typeof CardItem>

/** The planning data affected by an alert. `confirmed`: enough distinct authors in enough sources name it. */
export const PlannerCard = Type.Object({
  /** The rows with the largest exposure, at most 50. */
  items: Type.Array(CardItem),
  /** Number of further rows, not listed. */
  more: Type.Optional(Type.Integer()),
  /** Of all rows. */
  exposure: Exposure,
  /** Distinct authors and sources that name one of the rows since the onset. */
  authors: Type.Integer(),
  sources: Type.Integer(),
  confirmation: Type.Enum(['unconfirmed', 'confirmed']),
  /** Values that mentions name and no row has. */
  unmapped: Type.Array(Type.Object({ dimension: Type.String(), value: Type.String() })),
})
export type PlannerCard = Static<typeof PlannerCard>

/** potential → confirmed (with an expected end) or none → restored. */
export const impactStatuses = ['potential', 'confirmed', 'none', 'restored'] as const

export const Impact = Type.Object({
  status: Type.Enum([...impactStatuses]),
  /** Epoch ms. */
  expectedUntil: nullable(Type.Integer()),
  /** The person who has to assess it; `by` is who last did. */
  owner: nullable(Type.String()),
  by: Type.String(),
  reason: Type.String(),
  at: Type.Integer(),
})
export type Impact = Static<typeof Impact>
