import { Type, type Static } from 'typebox'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()])

/** What customers can name and the join table knows: the columns by which it is joined. */
export const planningKeys = ['sku', 'lot', 'product', 'carrier', 'region', 'warehouse'] as const

/** How much hangs on it: units in the field or in stock, open orders, and revenue in the company's own currency. */
export const Exposure = Type.Object({ units: Type.Number(), openOrders: Type.Number(), revenue: Type.Number() })
export type Exposure = Static<typeof Exposure>

/** One row of the join table that an alert's mentions name; '' = the row does not say. */
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

/** `confirmed` once enough independent people on enough sources say so; until then `unconfirmed`. */
export const PlannerCard = Type.Object({
  /** Those on which most hangs, a few dozen at most. */
  items: Type.Array(CardItem),
  /** How many more there are. */
  more: Type.Optional(Type.Integer()),
  /** Of all of them. */
  exposure: Exposure,
  /** Distinct people and sources that name one of the items since the onset. */
  authors: Type.Integer(),
  sources: Type.Integer(),
  confirmation: Type.Enum(['unconfirmed', 'confirmed']),
  /** What they name and no row knows. */
  unmapped: Type.Array(Type.Object({ dimension: Type.String(), value: Type.String() })),
})
export type PlannerCard = Static<typeof PlannerCard>

/** potential → confirmed (expected until …) or none → restored. */
export const impactStatuses = ['potential', 'confirmed', 'none', 'restored'] as const

export const Impact = Type.Object({
  status: Type.Enum([...impactStatuses]),
  /** Epoch ms. */
  expectedUntil: nullable(Type.Integer()),
  /** Who is to say how it stands. */
  owner: nullable(Type.String()),
  by: Type.String(),
  reason: Type.String(),
  at: Type.Integer(),
})
export type Impact = Static<typeof Impact>
