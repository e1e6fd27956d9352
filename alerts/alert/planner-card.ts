import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()])

/** The columns of the planning data that mentions can name. */
export const planningKeys = ['sku', 'lot', 'product', 'carrier', 'region', 'warehouse'] as const

/** Examples of the columns that mentions can name. */
const examples: Record<(typeof planningKeys)[number], string> = {
  sku: 'CM-40-B',
  lot: 'L2411',
  product: 'CM-40',
  carrier: 'Nordfracht',
  region: 'Bavaria',
  warehouse: 'Leipzig',
}

/** What is at risk: units in the field or in stock, open orders, and revenue in the company's own currency. */
const Sums = Type.Object({
  units: Type.Number(doc('Units in the field or in stock', 1200)),
  openOrders: Type.Number(doc('Open orders', 85)),
  revenue: Type.Number(doc("Revenue in the company's own currency", 96000)),
})
export const Exposure = Type.Object({
  ...Sums.properties,
  currency: Type.Optional(
    Type.String(doc('ISO 4217 code of the currency of the revenue; absent: not configured', 'EUR')),
  ),
})
export type Exposure = Static<typeof Exposure>

/** A row of the planning data that mentions of an alert name; '' = empty cell. */
export const CardItem = Type.Object({
  ...(Object.fromEntries(
    planningKeys.map((key) => [key, Type.String(doc(`Its ${key}; empty: the cell is empty`, examples[key]))]),
  ) as Record<(typeof planningKeys)[number], ReturnType<typeof Type.String>>),
  supplier: Type.String(doc('Its supplier; empty: the cell is empty', 'Ostermann')),
  site: Type.String(doc('The site that makes it; empty: the cell is empty', 'Plant 2')),
  part: Type.String(doc('The part; empty: the cell is empty', 'Pump seal')),
  owner: Type.String(doc('The planner, by id or name; empty: the cell is empty', 'petra')),
  ...Sums.properties,
})
export type CardItem = Static<typeof CardItem>

/** The planning data affected by an alert. `confirmed`: enough distinct authors in enough sources name it. */
export const PlannerCard = Type.Object({
  items: Type.Array(CardItem, doc('The affected rows of the planning data with the largest exposure, at most 50')),
  more: Type.Optional(Type.Integer(doc('Further rows, not listed', 3))),
  exposure: { ...Exposure, ...doc('What is at risk, of all rows together') },
  authors: Type.Integer(doc('Unique authors who name one of the rows since the onset', 18)),
  sources: Type.Integer(doc('Sources in which one of the rows is named since the onset', 3)),
  confirmation: Type.Enum(
    ['unconfirmed', 'confirmed'],
    doc('confirmed: enough unique authors in enough sources name the rows'),
  ),
  unmapped: Type.Array(
    Type.Object({
      dimension: Type.String(doc('The column of the planning data', 'lot')),
      value: Type.String(doc('The value that no row has', 'L2499')),
    }),
    doc('Values that mentions name and no row has'),
  ),
})
export type PlannerCard = Static<typeof PlannerCard>

/** potential → confirmed (with an expected end) or none → restored. */
export const impactStatuses = ['potential', 'confirmed', 'none', 'restored'] as const

export const Impact = Type.Object({
  status: Type.Enum(
    [...impactStatuses],
    doc('potential, then confirmed (with an expected end) or none; restored: it was confirmed and is over'),
  ),
  /** Epoch ms. */
  expectedUntil: nullable(Type.Integer()),
  owner: { ...nullable(Type.String()), ...doc('The person who has to assess it; null: unknown', 'petra') },
  by: Type.String(doc('Who last stated the status; groundswell: nobody has', 'petra')),
  reason: Type.String(doc('The note with the status; empty: none', 'Seal of lot L2411 leaks')),
  at: Type.Integer(),
})
export type Impact = Static<typeof Impact>
