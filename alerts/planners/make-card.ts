import { Type, type Static } from 'typebox'
import { planningKeys, type CardItem, type Exposure, type Impact, type PlannerCard } from '../alert/planner-card.ts'
import type { Named } from './named-query.ts'

/** Planning data, when reports count as confirmed, and when an exposure is high. */
export const PlannersOptions = Type.Object(
  {
    planningData: Type.Optional(Type.String({ description: 'Path of the planning data, a CSV or YAML file.' })),
    currency: Type.Optional(
      Type.String({
        pattern: '^[A-Z]{3}$',
        description: 'ISO 4217 code of the currency of `revenue` in the planning data, shown beside it.',
        examples: ['EUR'],
      }),
    ),
    confirmedAuthors: Type.Integer({
      minimum: 1,
      description: 'Reports on a planner card are confirmed when at least this many distinct authors …',
    }),
    confirmedSources: Type.Integer({ minimum: 1, description: '… in at least this many sources name its items.' }),
    high: Type.Object(
      {
        units: Type.Number({ minimum: 0, description: 'Units from which an exposure is high.' }),
        openOrders: Type.Number({ minimum: 0, description: 'Open orders from which an exposure is high.' }),
        revenue: Type.Number({
          minimum: 0,
          description: "Revenue (in the company's currency) from which an exposure is high.",
        }),
      },
      {
        additionalProperties: false,
        description: 'An exposure that reaches one of these raises the severity by one degree.',
      },
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

/** A value counts as named if at least this share of the mentions, and this many authors, name it. */
const leastShare = 0.3
const leastAuthors = 3

/** The values that enough mentions and authors name. Pure. */
export function frequentlyNamed({ all, named }: { all: number; named: readonly Named[] }): Named[] {
  return named.filter(({ mentions, authors }) => mentions >= leastShare * all && authors >= leastAuthors)
}

type Key = (typeof planningKeys)[number]
const lower = (text: string) => text.toLowerCase()

const places: readonly Key[] = ['region', 'warehouse']

/**
 * The rows that match the named values: at least one key of the row is named, and each other key is also named unless no value of its
 * dimension is. A SKU or lot implies its product. A region alone selects only rows whose keys are all places. Pure.
 */
export function matchingItems(
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
    const identifying = isPlace ? keys : keys.filter((key) => key !== 'region')
    return identifying.some(isNamed) && keys.every((key) => isNamed(key) || byKey.get(key)!.size === 0)
  })
}

/** The values that name one of the rows. Only authors who name one of them count as reporters. Pure. */
export function valuesInItems<T extends Pick<Named, 'dimension' | 'value'>>(
  items: readonly CardItem[],
  named: readonly T[],
): T[] {
  const known = keysOf(items)
  return named.filter(({ dimension, value }) => known.has(`${dimension} ${lower(value)}`))
}

const keysOf = (items: readonly CardItem[]) =>
  new Set(items.flatMap((item) => planningKeys.filter((key) => item[key]).map((key) => `${key} ${lower(item[key])}`)))

/** The named values that are in no row of the planning data. Pure. */
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

/** Whether one of the limits of `planners.high` is reached: the alert is one degree more severe. */
export const isHighExposure = (
  { units, openOrders, revenue }: Exposure,
  { high }: Pick<PlannersOptions, 'high'>,
): boolean => units >= high.units || openOrders >= high.openOrders || revenue >= high.revenue

/** The largest exposure first. */
export const byExposure = (a: Exposure, b: Exposure): number =>
  b.revenue - a.revenue || b.openOrders - a.openOrders || b.units - a.units

/** The impact of a new card: potential, to be assessed by the owner of the row with the largest exposure. */
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
