import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Alert } from '../alert/alert.ts'
import { planningKeys, type CardItem, type Exposure, type Impact, type PlannerCard } from '../alert/planner-card.ts'
import type { Named } from './named-query.ts'

/** What planners go by. */
export const PlannersOptions = Type.Object(
  {
    /** The join table, CSV or YAML. */
    planningData: Type.Optional(Type.String()),
    /** So many independent people … */
    confirmedAuthors: Type.Integer({ minimum: 1 }),
    /** … in so many sources, and an impact counts as confirmed. */
    confirmedSources: Type.Integer({ minimum: 1 }),
    /** At least one of them reached = one degree graver. */
    high: Type.Object(
      {
        units: Type.Number({ minimum: 0 }),
        openOrders: Type.Number({ minimum: 0 }),
        revenue: Type.Number({ minimum: 0 }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type PlannersOptions = Static<typeof PlannersOptions>
export const plannersDefaults: PlannersOptions = {
  confirmedAuthors: 10,
  confirmedSources: 2,
  high: { units: 1_000, openOrders: 100, revenue: 100_000 },
}

/** An alert is about what so much of its mentions name, at least so many people. */
const leastShare = 0.3
const leastAuthors = 3

/** The values that the mentions are about. */
export function namedByMany({ all, named }: { all: number; named: readonly Named[] }): Named[] {
  return named.filter(({ mentions, authors }) => mentions >= leastShare * all && authors >= leastAuthors)
}

type Key = (typeof planningKeys)[number]
const lower = (text: string) => text.toLowerCase()

const places: readonly Key[] = ['region', 'warehouse']

/**
 * Rows that the mentions are about: each key of a row is named, or nothing of its kind is; at least one is named. A SKU or lot says what product it is.
 * A region alone names no row that says what of: all kinds of trouble happen there. Pure.
 */
export function itemsNamed(
  items: readonly CardItem[],
  named: readonly Pick<Named, 'dimension' | 'value'>[],
): CardItem[] {
  const values = (dimension: string) =>
    new Set(named.filter((each) => each.dimension === dimension).map(({ value }) => lower(value)))
  const byKey = new Map(planningKeys.map((key) => [key, values(key)]))
  return items.filter((item) => {
    const isNamed = (key: Key) => item[key] !== '' && byKey.get(key)!.has(lower(item[key]))
    const isExact = isNamed('sku') || isNamed('lot')
    const keys = planningKeys.filter((key) => item[key] !== '' && !(key === 'product' && isExact))
    const isPlace = keys.every((key) => places.includes(key))
    const sayingWhat = isPlace ? keys : keys.filter((key) => key !== 'region')
    return sayingWhat.some(isNamed) && keys.every((key) => isNamed(key) || byKey.get(key)!.size === 0)
  })
}

/** Those of the values that name one of the rows: who says only something else is no witness. Pure. */
export function namesOf<T extends Pick<Named, 'dimension' | 'value'>>(
  items: readonly CardItem[],
  named: readonly T[],
): T[] {
  const known = keysOf(items)
  return named.filter(({ dimension, value }) => known.has(`${dimension} ${lower(value)}`))
}

const keysOf = (items: readonly CardItem[]) =>
  new Set(items.flatMap((item) => planningKeys.filter((key) => item[key]).map((key) => `${key} ${lower(item[key])}`)))

/** What is named and no row of the whole table knows. */
export function unmappedIn(items: readonly CardItem[], named: readonly Named[]): PlannerCard['unmapped'] {
  const known = keysOf(items)
  return named
    .filter(({ dimension, value }) => !known.has(`${dimension} ${lower(value)}`))
    .map(({ dimension, value }) => ({ dimension, value }))
}

export function exposureOf(items: readonly CardItem[]): Exposure {
  const sum = (of: (item: CardItem) => number) => items.reduce((total, item) => total + of(item), 0)
  return { units: sum((i) => i.units), openOrders: sum((i) => i.openOrders), revenue: sum((i) => i.revenue) }
}

/** Spike × exposure: one degree graver where much hangs on it. */
export function severityWith(
  spike: Alert['severity'],
  { units, openOrders, revenue }: Exposure,
  { high }: Pick<PlannersOptions, 'high'>,
): Alert['severity'] {
  const isHigh = units >= high.units || openOrders >= high.openOrders || revenue >= high.revenue
  return isHigh ? (severities[severities.indexOf(spike) + 1] ?? spike) : spike
}

/** What most hangs on first. */
export const byExposure = (a: CardItem, b: CardItem): number =>
  b.revenue - a.revenue || b.openOrders - a.openOrders || b.units - a.units

/** A new card's impact: potential, and the owner of what most hangs on is asked. */
export function firstImpact(items: readonly CardItem[], now: number): Impact {
  const owned = items.filter(({ owner }) => owner !== '').toSorted(byExposure)
  return {
    status: 'potential',
    expectedUntil: null,
    owner: owned[0]?.owner ?? null,
    by: 'groundswell',
    reason: '',
    at: now,
  }
}
