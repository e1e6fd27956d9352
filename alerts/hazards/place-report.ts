import { topicOfHazard } from '../../enrich/analysis/topic-of-hazard.ts'
import type { Alert } from '../alert/alert.ts'
import { isOfHazard, lastReportAt } from './hazard-alert.ts'
import { weekMs, type HazardPolicy } from './policy.ts'
import type { HazardReport } from './report.ts'

/** What becomes of a report: it opens an alert, joins one (a resolved one reopens), is kept as a repeat of its author, or is known already. */
export type Placing = { does: 'open' } | { does: 'nothing' } | { does: 'join' | 'repeat'; alert: Alert }

interface Situation {
  /** Unresolved alerts, and those resolved lately. */
  alerts: readonly Alert[]
  /** Owners of the alert that the report would open. */
  departments: readonly string[]
  policy: HazardPolicy
  /** Epoch ms. */
  now: number
}

/** Pure. */
export function placeReport(report: HazardReport, { alerts, departments, policy, now }: Situation): Placing {
  const { author, product, quote } = report
  const isKnown = alerts.some(({ facts }) => facts.reports.some(({ mentionId }) => mentionId === quote.mentionId))
  if (isKnown || now - quote.createdAt > policy.quietMs) return { does: 'nothing' }
  const recent = alerts.filter((alert) => now - lastReportAt(alert) <= policy.quietMs)
  const repeated = recent.find(
    ({ hazard, facts }) =>
      hazard?.kind === report.hazard &&
      facts.reports.some(
        (earlier) =>
          author !== '' &&
          earlier.author === author &&
          (earlier.product === product || earlier.product === '' || product === ''),
      ),
  )
  if (repeated) return { does: 'repeat', alert: repeated }
  const own = newestUnresolvedFirst(recent.filter((alert) => alert.kind === 'hazard' && isOfHazard(alert, report)))[0]
  if (own) return { does: 'join', alert: mergedTarget(alerts, own) }
  const spike = alerts.find((alert) => isSpikeOf(alert, report))
  if (spike) return { does: 'join', alert: spike }
  const opened = alerts.filter(
    (alert) => alert.hazard && alert.departments[0] === departments[0] && now - alert.openedAt < weekMs,
  )
  if (opened.length < policy.perWeek) return { does: 'open' }
  const active = alerts.filter(
    ({ kind, status, departments: own }) =>
      kind === 'hazard' && (status === 'open' || status === 'acknowledged') && own.includes(departments[0]!),
  )
  const host = active.find((alert) => alert.hazard?.kind === report.hazard) ?? newestUnresolvedFirst(active)[0]
  // Nothing may be lost: without an alert to join, it opens one beyond the budget.
  return host ? { does: 'join', alert: host } : { does: 'open' }
}

const newestUnresolvedFirst = (alerts: readonly Alert[]): Alert[] =>
  alerts.toSorted(
    (a, b) => Number(a.status === 'resolved') - Number(b.status === 'resolved') || b.openedAt - a.openedAt,
  )

/** What people merged the alert into, while that is active; otherwise the alert itself. */
const mergedTarget = (alerts: readonly Alert[], alert: Alert): Alert =>
  alerts.find(({ id, status }) => id === alert.mergedInto && status !== 'resolved') ?? alert

/** Whether a report belongs to a spike that has called people already: critical, about the topic, and not about another product. */
function isSpikeOf(alert: Alert, { hazard, product }: HazardReport): boolean {
  if (alert.kind !== 'spike' && alert.kind !== 'shift') return false
  const isActive = alert.status === 'open' || alert.status === 'acknowledged'
  const isAbout = [alert.topic, ...alert.also].some((topic) => isSameBranch(topic, topicOfHazard[hazard]))
  return isActive && alert.severity === 'critical' && isAbout && areCompatible(productsOf(alert), product)
}

/** The hazard alert that a spike takes over: about its topic, and not about another product. Unresolved ones only. Pure. */
export function hazardAlertOf(spike: Alert, alerts: readonly Alert[]): Alert | undefined {
  if (spike.kind === 'drop' || spike.topic === '') return undefined
  const products = productsOf(spike)
  const candidates = alerts.filter(
    (alert) =>
      alert.kind === 'hazard' &&
      alert.status !== 'resolved' &&
      alert.mergedInto === null &&
      !alert.splitTopics.includes(spike.topic) &&
      isSameBranch(spike.topic, alert.topic) &&
      areCompatible(products, alert.cut?.value ?? ''),
  )
  return candidates.find(({ cut }) => cut !== null && products.includes(cut.value)) ?? candidates[0]
}

/** Products that the cut and the drivers name. */
const productsOf = ({ cut, drivers }: Alert): string[] =>
  [...(cut ? [cut] : []), ...drivers.flatMap((driver) => [driver, ...(driver.also ?? [])])]
    .filter(({ dimension }) => dimension === 'product')
    .map(({ value }) => value)

const areCompatible = (products: readonly string[], product: string) =>
  product === '' || products.length === 0 || products.includes(product)

const isSameBranch = (a: string, b: string) => a !== '' && (a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`))
