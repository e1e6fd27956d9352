import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Alert } from '../alert/alert.ts'

/** What of all that could be told is wanted: every key that is given must hold; nothing = everything. */
export const subscriptionFields = {
  departments: Type.Optional(Type.Array(Type.String())),
  /** A topic stands for those below it too. */
  topics: Type.Optional(Type.Array(Type.String())),
  products: Type.Optional(Type.Array(Type.String())),
  regions: Type.Optional(Type.Array(Type.String())),
  units: Type.Optional(Type.Array(Type.String())),
  /** At least so severe. */
  severity: Type.Optional(Type.Enum([...severities])),
  /** Only what the join table knows: a planner hears nothing of the rest. */
  impacts: Type.Optional(Type.Boolean()),
  /** Nothing = at once. */
  digest: Type.Optional(Type.Enum(['daily', 'weekly'])),
}
export const SubscriptionOptions = Type.Object(subscriptionFields, { additionalProperties: false })
export type Subscription = Static<typeof SubscriptionOptions>

/** So much of the excess must name a product or region for the alert to be about it. */
const largeShare = 0.3

/** Whether an alert is what a subscription is for. */
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

/** The values of a dimension that an alert is about: its cut, its strong drivers and what stands beside them. */
export function valuesOf({ cut, drivers }: Pick<Alert, 'cut' | 'drivers'>, dimension: string): Set<string> {
  const named = drivers.flatMap((driver) => [driver, ...(driver.also ?? [])]).filter(({ share }) => share >= largeShare)
  return new Set(
    [...(cut ? [cut] : []), ...named].filter((each) => each.dimension === dimension).map((each) => each.value),
  )
}
