import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Alert } from '../alert/alert.ts'

/** A filter of alerts: all given keys must match; empty = all alerts. */
export const subscriptionFields = {
  departments: Type.Optional(
    Type.Array(Type.String(), { description: 'Only alerts of these departments.', examples: [['logistics']] }),
  ),
  topics: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Only alerts of these topics, each with its children.',
      examples: [['delivery']],
    }),
  ),
  products: Type.Optional(
    Type.Array(Type.String(), { description: 'Only alerts about these products.', examples: [['Kettle K3']] }),
  ),
  regions: Type.Optional(
    Type.Array(Type.String(), { description: 'Only alerts about these regions.', examples: [['North']] }),
  ),
  units: Type.Optional(
    Type.Array(Type.String(), { description: 'Only alerts of these units.', examples: [['north']] }),
  ),
  severity: Type.Optional(
    Type.Enum([...severities], { description: 'Only alerts of at least this severity.', examples: ['high'] }),
  ),
  impacts: Type.Optional(Type.Boolean({ description: 'Only alerts about planning data.', examples: [true] })),
  digest: Type.Optional(
    Type.Enum(['daily', 'weekly'], { description: 'In a digest; absent: at once.', examples: ['daily'] }),
  ),
}
export const SubscriptionOptions = Type.Object(subscriptionFields, { additionalProperties: false })
export type Subscription = Static<typeof SubscriptionOptions>

/** Minimum share of the excess for a driver in `valuesOf`. */
const largeShare = 0.3

/** Whether an alert matches a subscription. */
export function wants(subscription: Subscription, alert: Alert): boolean {
  const { departments, topics, products, regions, units, severity, impacts } = subscription
  const any = <T>(wanted: readonly T[] | undefined, is: (each: T) => boolean) => !wanted || wanted.some(is)
  return (
    any(departments, (id) => alert.departments.includes(id)) &&
    any(topics, (id) => [alert.topic, ...alert.also].some((topic) => topic === id || topic.startsWith(`${id}.`))) &&
    any(products, (name) => valuesOf(alert, 'product').has(name)) &&
    any(regions, (name) => valuesOf(alert, 'region').has(name)) &&
    any(units, (id) => alert.unit === id) &&
    (severity === undefined || severities.indexOf(alert.severity) >= severities.indexOf(severity)) &&
    (impacts !== true || (alert.card?.items.length ?? 0) > 0)
  )
}

/**
 * The values of a dimension that an alert is about: its cut, its drivers with a share of at least 30 %, and their `also` values of that
 * share.
 */
export function valuesOf({ cut, drivers }: Pick<Alert, 'cut' | 'drivers'>, dimension: string): Set<string> {
  const named = drivers.flatMap((driver) => [driver, ...(driver.also ?? [])]).filter(({ share }) => share >= largeShare)
  return new Set(
    [...(cut ? [cut] : []), ...named].filter((each) => each.dimension === dimension).map((each) => each.value),
  )
}
