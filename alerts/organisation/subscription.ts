import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Alert } from '../alert/alert.ts'

/** A filter of alerts: all given keys must match; empty = all alerts. */
export const subscriptionFields = {
  departments: Type.Optional(Type.Array(Type.String(), { description: 'Departments that own or watch the alert.' })),
  topics: Type.Optional(Type.Array(Type.String(), { description: 'Topics, with their subtopics.' })),
  products: Type.Optional(Type.Array(Type.String(), { description: 'Products that the alert is about.' })),
  regions: Type.Optional(Type.Array(Type.String(), { description: 'Regions that the alert is about.' })),
  units: Type.Optional(Type.Array(Type.String(), { description: 'Business units that the alert belongs to.' })),
  severity: Type.Optional(Type.Enum([...severities], { description: 'The least severity.' })),
  impacts: Type.Optional(Type.Boolean({ description: 'true: only alerts with items of the planning data.' })),
  digest: Type.Optional(Type.Enum(['daily', 'weekly'], { description: 'Send as a digest; absent: immediately.' })),
}
export const SubscriptionOptions = Type.Object(subscriptionFields, { additionalProperties: false })
export type Subscription = Static<typeof SubscriptionOptions>

/** Least share of the excess of a driver that counts as a subject of the alert. */
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

/** The values of a dimension that an alert is about: its cut, its strong drivers, and the values that go with them. */
export function valuesOf({ cut, drivers }: Pick<Alert, 'cut' | 'drivers'>, dimension: string): Set<string> {
  const named = drivers.flatMap((driver) => [driver, ...(driver.also ?? [])]).filter(({ share }) => share >= largeShare)
  return new Set(
    [...(cut ? [cut] : []), ...named].filter((each) => each.dimension === dimension).map((each) => each.value),
  )
}
