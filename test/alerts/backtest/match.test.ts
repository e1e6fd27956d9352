import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import type { Driver } from '../../../alerts/alert/driver.ts'
import { incidentOf, withKnownValues, type Truth } from '../../../alerts/backtest/incidents.ts'
import { caughtBy, caughtIncidents, isAbout } from '../../../alerts/backtest/match.ts'
import { alertNow, changeNow } from '../make.ts'

const minute = 60_000
const hour = 60 * minute
const startsAt = Date.UTC(2026, 9, 15, 12)
const iso = (at: number) => new Date(at).toISOString()
const truth = (over: Partial<Truth> = {}) =>
  incidentOf({
    name: 'Nordfracht loses parcels',
    department: 'logistics',
    topic: 'delivery.lost',
    startsAt: iso(startsAt),
    endsAt: iso(startsAt + 6 * hour),
    kind: 'incident',
    ...over,
  })
const driver = (dimension: string, value: string): Driver => ({
  dimension,
  value,
  share: 0.8,
  lift: 4,
  now: 10,
  expected: 1,
})
const lost = (over: Partial<Alert> = {}) =>
  alertNow({ id: 'lost', topic: 'delivery.lost', title: 'Parcel lost', departments: ['logistics', 'support'], ...over })
const at = (time: number, change: 'opened' | 'worsened' | 'reopened' | 'eased', alert = lost()) =>
  changeNow({ alertId: alert.id, change, at: time, alert })

describe('time', () => {
  test('an alert that opens within the incident catches it, up to an hour before its onset', () => {
    expect(caughtBy(truth(), { changes: [at(startsAt + 10 * minute, 'opened')] })).toMatchObject({
      at: startsAt + 10 * minute,
    })
    expect(caughtBy(truth(), { changes: [at(startsAt - 50 * minute, 'opened')] })).toBeDefined()
    expect(caughtBy(truth(), { changes: [at(startsAt + 7 * hour, 'opened')] })).toBeUndefined()
  })

  test('an alert that has long been open is no catch, unless it worsens or reopens within the incident', () => {
    const opened = at(startsAt - 2 * hour, 'opened')
    expect(caughtBy(truth(), { changes: [opened, at(startsAt + hour, 'eased')] })).toBeUndefined()
    expect(caughtBy(truth(), { changes: [opened, at(startsAt - 30 * minute, 'worsened')] })).toBeUndefined()
    for (const change of ['worsened', 'reopened'] as const)
      expect(caughtBy(truth(), { changes: [opened, at(startsAt + hour, change)] })?.at).toBe(startsAt + hour)
  })
})

test('of several at once, a new alert counts before one that reopened, and the largest before others', () => {
  const alerts = [
    ['old', 'reopened', 40],
    ['small', 'opened', 8],
    ['large', 'opened', 30],
  ] as const
  const changes = alerts.map(([id, change, observed]) => at(startsAt + hour, change, lost({ id, observed })))
  expect(caughtBy(truth(), { changes })?.alert.id).toBe('large')
})

describe('topic', () => {
  test.each([
    ['the same topic', { topic: 'delivery.lost' }, true],
    ['an ancestor', { topic: 'delivery' }, true],
    ['a descendant', { topic: 'delivery.lost.abroad' }, true],
    ['a topic that joined the alert', { topic: 'service.rude', also: ['delivery.lost'] }, true],
    ['a sibling', { topic: 'delivery.late', title: 'Parcel late' }, false],
    ['a topic that begins alike', { topic: 'delivery.lostandfound' }, false],
    ['a drop', { kind: 'drop' as const }, false],
  ])('%s', (_, over, expected) => {
    expect(isAbout(lost(over), truth())).toBe(expected)
  })

  test('a whole department is about an incident only if nothing more is known of it, or the alert names what is', () => {
    const whole = lost({ topic: '', title: 'Logistics: volume above expected' })
    expect(isAbout(whole, truth())).toBe(false)
    expect(isAbout(whole, truth({ topic: '' }))).toBe(true)
    const named = truth({ carrier: 'Nordfracht' })
    expect(isAbout(whole, named)).toBe(false)
    expect(isAbout({ ...whole, drivers: [driver('carrier', 'Nordfracht')] }, named)).toBe(true)
    expect(isAbout({ ...whole, departments: ['support'], drivers: [driver('carrier', 'Nordfracht')] }, named)).toBe(
      false,
    )
  })
})

describe('words', () => {
  const inWords = truth({ topic: 'app', topicInWords: 'flights cancelled, phones unanswered, the app is down' })

  test('a content word in title or drivers is enough, in any form', () => {
    const alert = lost({ topic: 'order.cancelled', title: 'Order cancelled' })
    expect(isAbout(alert, inWords)).toBe(true)
    expect(isAbout({ ...alert, title: 'Rude staff' }, inWords)).toBe(false)
    expect(isAbout({ ...alert, title: 'Rude staff', drivers: [driver('term', 'flight')] }, inWords)).toBe(true)
  })

  test('what the name quotes counts as words, if there are words', () => {
    const name = 'Headline "our fleet is on fleek" goes around'
    const alert = lost({ topic: '', title: 'Logistics: volume above expected · “fleek”' })
    expect(isAbout(alert, truth({ name, topicInWords: 'a joke' }))).toBe(true)
    expect(isAbout(alert, truth({ topicInWords: 'a joke' }))).toBe(false)
  })

  test('words of three letters or fewer tell nothing', () => {
    expect(isAbout(lost({ topic: 'delivery.late', title: 'Delivery app' }), inWords)).toBe(false)
  })

  test('with words, the department must be among those of the alert; the topic counts too', () => {
    expect(isAbout(lost({ topic: 'app.crash', title: 'App crashes' }), inWords)).toBe(true)
    expect(isAbout(lost({ topic: 'app.crash', title: 'App crashes', departments: ['product'] }), inWords)).toBe(false)
  })
})

describe('cut and driver', () => {
  test.each([
    ['driver', { driver: { dimension: 'carrier', value: 'Nordfracht' } }],
    ['cut', { cut: { dimension: 'carrier', value: 'nordfracht' } }],
    ['carrier', { carrier: 'Nordfracht' }],
    ['values', { values: ['Seepost', 'Nordfracht'] }],
  ])('what the truth names as %s must be named', (_, over) => {
    const incident = truth(over)
    expect(isAbout(lost(), incident)).toBe(false)
    expect(isAbout(lost({ drivers: [driver('carrier', 'Postblitz')] }), incident)).toBe(false)
    expect(isAbout(lost({ drivers: [driver('product', 'CM-40'), driver('carrier', 'Nordfracht')] }), incident)).toBe(
      true,
    )
    expect(isAbout(lost({ cut: { dimension: 'carrier', value: 'Nordfracht' } }), incident)).toBe(true)
    expect(isAbout(lost({ drivers: [driver('term', 'nordfracht')] }), incident)).toBe(true)
  })

  test('the same value of another dimension is another thing; several fields must all be named', () => {
    const incident = truth({ product: 'Mercury', version: '4.2' })
    const [product, version] = [driver('product', 'Mercury'), driver('version', '4.2')]
    expect(isAbout(lost({ drivers: [product, version] }), incident)).toBe(true)
    expect(isAbout(lost({ drivers: [product] }), incident)).toBe(false)
    expect(isAbout(lost({ drivers: [driver('supplier', 'Mercury'), version] }), incident)).toBe(false)
  })

  test('a value in the name of the truth counts as named, if the period counts that value', () => {
    const known = [
      { dimension: 'carrier', value: 'Nordfracht' },
      { dimension: 'carrier', value: 'Seepost' },
      { dimension: 'source', value: 'parcels' },
      { dimension: 'version', value: '15' },
    ]
    const [named] = withKnownValues([truth({ name: 'Nordfracht loses parcels, 15 Oct' })], known)
    expect(named!.named).toEqual([[{ dimension: 'carrier', value: 'Nordfracht' }]])
    expect(isAbout(lost({ cut: { dimension: 'carrier', value: 'Seepost' } }), named!)).toBe(false)
    expect(withKnownValues([truth({ name: 'Nordfrachts parcels' })], known)[0]!.named).toEqual([])
  })

  test('drivers are those of the moment, not those that the alert found later', () => {
    const incident = truth({ carrier: 'Nordfracht' })
    const explained = lost({ drivers: [driver('carrier', 'Nordfracht')] })
    const changes = [at(startsAt + minute, 'opened'), at(startsAt + hour, 'eased', explained)]
    expect(caughtBy(incident, { changes })).toBeUndefined()
    expect(caughtIncidents('lost', [incident], { changes })).toEqual([])
    expect(caughtBy(incident, { changes: [...changes, at(startsAt + 2 * hour, 'worsened', explained)] })?.at).toBe(
      startsAt + 2 * hour,
    )
  })
})
