import type { CardItem, PlannerCard } from './planner-card.ts'

/** A planner card in the API, webhooks and Kafka. A field is public only if it is listed here. */
export const toCard = ({
  items,
  more,
  exposure,
  authors,
  sources,
  confirmation,
  unmapped,
}: PlannerCard): PlannerCard => ({
  items: items.map(toItem),
  ...(more !== undefined && { more }),
  exposure: {
    units: exposure.units,
    openOrders: exposure.openOrders,
    revenue: exposure.revenue,
    ...(exposure.currency !== undefined && { currency: exposure.currency }),
  },
  authors,
  sources,
  confirmation,
  unmapped: unmapped.map(({ dimension, value }) => ({ dimension, value })),
})

const toItem = (item: CardItem): CardItem => ({
  sku: item.sku,
  lot: item.lot,
  product: item.product,
  carrier: item.carrier,
  region: item.region,
  warehouse: item.warehouse,
  supplier: item.supplier,
  site: item.site,
  part: item.part,
  owner: item.owner,
  units: item.units,
  openOrders: item.openOrders,
  revenue: item.revenue,
})
