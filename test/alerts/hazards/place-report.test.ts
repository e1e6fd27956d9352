import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { sameEvent } from '../../../alerts/alert/same-event.ts'
import { newHazardAlert, ownersOf, withReport } from '../../../alerts/hazards/hazard-alert.ts'
import { takenOver } from '../../../alerts/alert/take-over.ts'
import { changeByReport, changeByTime } from '../../../alerts/hazards/lifecycle.ts'
import { hazardAlertOf, placeReport } from '../../../alerts/hazards/place-report.ts'
import type { HazardReport } from '../../../alerts/hazards/report.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { alertNow, hazardPolicy as policy } from '../make.ts'

const now = Date.UTC(2026, 9, 15, 12)
const day = 24 * 3_600_000
const taxonomy = readTaxonomy()
let made = 0

function reportOf(over: Partial<HazardReport> = {}, at = now): HazardReport {
  const id = `m${++made}`
  const quote = {
    mentionId: id,
    text: 'it burned my hand',
    author: 'kim',
    source: 'forum',
    sentiment: 'negative',
    url: '',
    createdAt: at,
  }
  return { hazard: 'injury', product: 'K3', author: `author of ${id}`, departments: ['support'], quote, ...over }
}
const opened = (over: Partial<HazardReport> = {}, at = now): Alert => newHazardAlert(taxonomy, reportOf(over, at), at)
const place = (report: HazardReport, alerts: readonly Alert[], over = {}) =>
  placeReport(report, { alerts, departments: ownersOf(taxonomy, report), policy, now, ...over })
const resolved = (alert: Alert, resolvedAt = now): Alert => ({ ...alert, status: 'resolved', resolvedAt })

describe('an alert of one report', () => {
  test('names the hazard and the product, is critical, and belongs to the owners of the topic', () => {
    const alert = opened()
    expect(alert).toMatchObject({
      kind: 'hazard',
      title: 'Injury reported · K3',
      severity: 'critical',
      topic: 'safety.injury',
      departments: ['product', 'support'],
      cut: { dimension: 'product', value: 'K3' },
      observed: 1,
      authors: 1,
    })
    expect(alert.evidence.map(({ text }) => text)).toEqual(['it burned my hand'])
  })

  test('of a data leak belongs to the owners of privacy', () =>
    expect(opened({ hazard: 'dataLeak', product: '' })).toMatchObject({
      title: 'Data leak reported',
      topic: 'account.privacy',
      departments: ['support', 'product'],
    }))

  test('without such a topic in the taxonomy belongs to the departments of the mention, else to the first', () => {
    const small = { ...taxonomy, topics: taxonomy.topics.filter(({ id }) => !id.startsWith('safety')) }
    expect(newHazardAlert(small, reportOf({ departments: ['logistics'] }), now)).toMatchObject({
      topic: '',
      departments: ['logistics'],
      facts: { subject: { kind: 'department', id: 'logistics' } },
    })
    expect(newHazardAlert(small, reportOf({ departments: [] }), now).departments).toEqual([taxonomy.departments[0]!.id])
  })

  test('has the same id again after a crash, and another one for another mention', () => {
    const report = reportOf()
    expect(newHazardAlert(taxonomy, report, now).id).toBe(newHazardAlert(taxonomy, report, now + 60_000).id)
    expect(opened().id).not.toBe(opened().id)
  })
})

describe('a further report', () => {
  test('of the same hazard and product joins, of another product or hazard opens its own', () => {
    const alert = opened()
    expect(place(reportOf(), [alert])).toEqual({ does: 'join', alert })
    expect(place(reportOf({ product: 'CM-40' }), [alert])).toEqual({ does: 'open' })
    expect(place(reportOf({ hazard: 'fire' }), [alert])).toEqual({ does: 'open' })
  })

  test('joins a resolved alert too, but none that has been quiet for 7 days', () => {
    const alert = resolved(opened())
    expect(place(reportOf(), [alert])).toEqual({ does: 'join', alert })
    expect(place(reportOf({}, now + 8 * day), [alert], { now: now + 8 * day })).toEqual({ does: 'open' })
  })

  test('by the same author is a repeat, also of a resolved alert, but not of another hazard', () => {
    const alert = resolved(opened({ author: 'kim' }))
    expect(place(reportOf({ author: 'kim' }), [alert])).toEqual({ does: 'repeat', alert })
    expect(place(reportOf({ author: 'kim', product: '' }), [alert])).toEqual({ does: 'repeat', alert })
    expect(place(reportOf({ author: 'kim', hazard: 'fire', product: '' }), [alert])).toEqual({ does: 'open' })
    expect(place(reportOf({ author: 'kim', product: 'T1' }), [alert])).toEqual({ does: 'open' })
    const unknown = opened({ author: '' })
    expect(place(reportOf({ author: '', product: 'T1' }), [unknown])).toEqual({ does: 'open' })
  })

  test('that is known, or more than 7 days old, changes nothing', () => {
    const report = reportOf()
    expect(place(report, [newHazardAlert(taxonomy, report, now)])).toEqual({ does: 'nothing' })
    expect(place(reportOf({}, now - 8 * day), [])).toEqual({ does: 'nothing' })
  })

  test('joins what people merged the alert into, while that is active', () => {
    const into = alertNow({ id: 'into', status: 'open' })
    const part = { ...resolved(opened()), mergedInto: 'into' }
    expect(place(reportOf(), [part, into])).toEqual({ does: 'join', alert: into })
    expect(place(reportOf(), [part, resolved(into)])).toEqual({ does: 'join', alert: part })
  })

  test('joins a critical spike of the topic, unless that is about another product, snoozed or less severe', () => {
    const spike = alertNow({ topic: 'safety.injury', severity: 'critical' })
    const report = reportOf()
    expect(place(report, [spike])).toEqual({ does: 'join', alert: spike })
    const driver = { dimension: 'product', value: 'CM-40', share: 0.8, lift: 3, now: 8, expected: 1 }
    expect(place(report, [{ ...spike, drivers: [driver] }])).toEqual({ does: 'open' })
    expect(place(report, [{ ...spike, status: 'snoozed' }])).toEqual({ does: 'open' })
    expect(place(report, [{ ...spike, severity: 'high' }])).toEqual({ does: 'open' })
  })
})

describe('the budget of a department', () => {
  const five = ['K3', 'K5', 'CM-40', 'B2', 'T1'].map((product) => opened({ product }))

  test('beyond it a report joins an active alert, of its hazard if there is one', () => {
    const fire = opened({ hazard: 'fire', product: 'B2' })
    expect(place(reportOf({ product: 'AF-6' }), five.slice(1)).does).toBe('open')
    expect(place(reportOf({ product: 'AF-6', hazard: 'fire' }), [...five.slice(1), fire])).toEqual({
      does: 'join',
      alert: fire,
    })
  })

  test('is counted over 7 days and for the owner only', () => {
    const later = { now: now + 7 * day }
    expect(place(reportOf({ product: 'AF-6' }, now + 7 * day), five, later).does).toBe('open')
    expect(place(reportOf({ hazard: 'dataLeak', product: '' }), five).does).toBe('open')
  })

  test('loses nothing: with none active a report opens an alert beyond it', () =>
    expect(
      place(
        reportOf({ product: 'AF-6' }),
        five.map((alert) => resolved(alert)),
      ).does,
    ).toBe('open'))

  test('what joined is counted and said', () => {
    const joined = withReport(opened(), reportOf({ product: 'AF-6' }), { isRepeat: false })
    expect(joined).toMatchObject({ observed: 2, authors: 2, hazard: { kind: 'injury', others: 1 } })
    expect(withReport(joined, reportOf(), { isRepeat: true })).toMatchObject({ observed: 2, authors: 2 })
  })
})

describe('its lifecycle', () => {
  const withNotified = (alert: Alert, notifiedExcess: number): Alert => ({
    ...alert,
    facts: { ...alert.facts, notifiedExcess, peakExcess: notifiedExcess },
  })
  const grownTo = (observed: number): Alert => ({ ...withNotified(opened(), 2), observed })

  test('worsens when the reports double', () => {
    expect(changeByReport(grownTo(3), now, policy)).toBeUndefined()
    expect(changeByReport(grownTo(4), now, policy)?.change).toBe('worsened')
  })

  test('a new report reopens a resolved one without an owner; a snoozed one stays snoozed', () => {
    const change = changeByReport({ ...resolved(opened()), owner: 'mara' }, now, policy)
    expect(change).toMatchObject({ change: 'reopened', set: { status: 'open', owner: null } })
    expect(changeByReport({ ...grownTo(9), status: 'snoozed', snoozedUntil: now + day }, now, policy)).toBeUndefined()
    const worse = { ...grownTo(4), status: 'snoozed' as const, snoozedWorse: { percent: 50, excess: 2 } }
    expect(changeByReport(worse, now, policy)?.change).toBe('reopened')
  })

  test('resolves 7 days after the last report or reopening, and wakes when its snooze ends', () => {
    const alert = opened()
    expect(changeByTime(alert, now + 7 * day - 1, policy)).toBeUndefined()
    expect(changeByTime(alert, now + 7 * day, policy)).toMatchObject({
      change: 'resolved',
      reason: 'no further report for 7 days',
    })
    expect(changeByTime({ ...alert, reopenedAt: now + 3 * day }, now + 7 * day, policy)).toBeUndefined()
    const snoozed = { ...alert, status: 'snoozed' as const, owner: 'mara', snoozedUntil: now + day }
    expect(changeByTime(snoozed, now + day, policy)).toMatchObject({
      change: 'reopened',
      set: { status: 'acknowledged' },
    })
  })
})

describe('a spike of the topic', () => {
  const driver = { dimension: 'product', value: 'K3', share: 0.8, lift: 3, now: 8, expected: 1 }
  const spike = alertNow({ id: 'spike', topic: 'safety.injury', title: 'Injury · K3', drivers: [driver] })

  test('takes over the alert of its product, else one without a product', () => {
    const [k3, none, other] = [opened(), opened({ product: '' }), opened({ product: 'T1' })]
    expect(hazardAlertOf(spike, [none, other, k3])).toBe(k3)
    expect(hazardAlertOf(spike, [other, none])).toBe(none)
    expect(hazardAlertOf(spike, [other])).toBeUndefined()
    expect(hazardAlertOf(spike, [resolved(k3)])).toBeUndefined()
    expect(hazardAlertOf({ ...spike, topic: 'delivery.late' }, [k3])).toBeUndefined()
  })

  test('which keeps its id, owner, first quote and severity, and gets figures, title and drivers', () => {
    const alert = { ...opened(), owner: 'mara', status: 'acknowledged' as const, changeNumber: 4 }
    const { alert: taken, change } = takenOver(alert, spike, 'a spike of the topic')
    expect(change).toMatchObject({ change: 'worsened', reason: 'a spike of the topic' })
    expect(taken).toMatchObject({
      id: alert.id,
      kind: 'spike',
      title: 'Injury · K3',
      severity: 'critical',
      status: 'acknowledged',
      owner: 'mara',
      changeNumber: 4,
      observed: spike.observed,
      upper: spike.upper,
      drivers: [driver],
      hazard: { kind: 'injury' },
      facts: { subject: spike.facts.subject, finding: spike.facts.finding },
    })
    expect(taken.evidence[0]).toEqual(alert.evidence[0])
    expect(taken.facts.reports).toEqual(alert.facts.reports)
  })

  test('a snoozed one wakes', () => {
    const { change } = takenOver({ ...opened(), status: 'snoozed', snoozedUntil: now + day }, spike, 'a spike')
    expect(change).toMatchObject({ change: 'reopened', set: { status: 'open', snoozedUntil: null } })
  })

  test('of another topic never joins a hazard alert, even of the same product', () => {
    const broken = alertNow({ id: 'spike', topic: 'product.not_working', drivers: [driver], departments: ['product'] })
    const hazard = opened()
    expect(sameEvent(broken, [hazard])).toBeUndefined()
    expect(sameEvent(broken, [{ ...hazard, kind: 'spike', observed: 100 }])?.id).toBe(hazard.id)
  })
})
