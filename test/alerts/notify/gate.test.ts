import type { EmergingTerm } from '../../../alerts/terms/emergence.ts'
import { saveDismissedTerms } from '../../../alerts/terms/dismissal-table.ts'
import { saveEmergingTerms } from '../../../alerts/terms/term-store.ts'
import { termSubject } from '../../../alerts/series/subject.ts'
import { alertNow } from '../make.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../until.ts'
import { has, hour, minute, noon, openHarness, second } from './harness.ts'

// What is not told, not yet, or not to everybody.
let harness: Awaited<ReturnType<typeof openHarness>>
beforeAll(async () => {
  harness = await openHarness()
})
afterEach(() => harness.forget())
afterAll(() => harness.close())

const berlin = { timeZone: 'Europe/Berlin' }
const nights = { ...berlin, quietHours: [{ from: '22:00', to: '07:00' }] }
/** 25 November 2026, 07:00 in Berlin. */
const morning = Date.UTC(2026, 10, 25, 6)
const tenInTheEvening = Date.UTC(2026, 10, 24, 21)

describe('a dismissed term', () => {
  test('holds back the alert of its department until it escalates', async () => {
    const term = 'black friday'
    const risen = (observed: number, revision: number): EmergingTerm => ({
      id: 'e1',
      department: '',
      term,
      status: 'rising',
      exampleIds: [],
      revision,
      firstSeenAt: noon,
      onsetAt: noon,
      emergedAt: noon,
      lastSeenAt: harness.now() + 1,
      observed,
      expected: 0.1,
      p: 1e-9,
      authors: observed,
      texts: observed,
    })
    const place = await harness.place('dismissed')
    await harness.start({ places: [place] })
    await saveDismissedTerms(harness.store, [
      {
        id: 'd1',
        department: 'logistics',
        term,
        emergingId: 'e0',
        kind: 'planned',
        note: 'our sale',
        by: 'ana',
        observed: 5,
        companyObserved: 5,
        dismissedAt: noon,
        restored: false,
        version: 1,
      },
    ])
    await saveEmergingTerms(harness.store, [risen(14, 1)])
    const { facts } = alertNow({})
    const about = { facts: { ...facts, subject: termSubject(term) } }
    await harness.publish(
      harness.life({ id: 'sale', ...about })('opened'),
      harness.life({ id: 'loud', ...about, departments: ['support'] })('opened'),
    )
    await harness.pass(10 * minute)
    await has(place, 1)
    expect(place.told()).toEqual(['changed loud(opened)'])
    expect(await harness.deliveries({ alertId: 'sale' })).toMatchObject([
      { state: 'due', reason: '“black friday” was dismissed by ana: our sale', attempt: 0 },
    ])
    await saveEmergingTerms(harness.store, [risen(15, 2)])
    await harness.pass(10 * minute)
    await has(place, 2)
    expect(place.told()).toEqual(['changed loud(opened)', 'changed sale(opened)'])
  })
})

describe('a silence', () => {
  test('keeps an alert back, says so, and when it ends before the alert does it is told', async () => {
    const place = await harness.place('silenced')
    await harness.start({ places: [place] })
    await harness.silence({ id: 's1', matches: { topics: ['product.broken'] }, untilAt: noon + hour })
    await harness.publish(
      harness.life({ id: 's1', topic: 'product.broken' })('opened'),
      harness.life({ id: 'loud', topic: 'product.noisy' })('opened'),
    )
    await harness.pass(10 * second)
    await has(place, 1)
    expect(await harness.deliveries({ alertId: 's1' })).toMatchObject([
      { state: 'due', reason: 'silenced by ana: known', attempt: 0 },
    ])
    await harness.moveTo(noon + hour - second)
    expect(place.told()).toEqual(['changed loud(opened)'])
    await harness.pass(minute + second)
    await has(place, 2)
    expect(place.told()).toEqual(['changed loud(opened)', 'changed s1(opened)'])
    await harness.remembered('s1')
    expect(await harness.deliveries({ alertId: 's1' })).toMatchObject([{ state: 'sent', reason: '' }])
  })

  test('that is ended early ends early', async () => {
    const place = await harness.place('deleted silence')
    await harness.start({ places: [place] })
    await harness.silence({ id: 's2', matches: { products: ['Kettle'] }, untilAt: noon + 24 * hour })
    const cut = { dimension: 'product', value: 'Kettle' }
    await harness.publish(harness.life({ id: 's2', cut })('opened'))
    await harness.pass(10 * minute)
    expect(place.told()).toEqual([])
    await harness.silence({ id: 's2', matches: { products: ['Kettle'] }, untilAt: harness.now(), version: 2 })
    await harness.pass(minute)
    await has(place, 1)
    expect(place.told()).toEqual(['changed s2(opened)'])
  })

  test('longer than the alert keeps it for good', async () => {
    const place = await harness.place('for good')
    await harness.start({ places: [place] })
    await harness.silence({ id: 's3', matches: { topics: ['product.broken'] }, untilAt: noon + hour })
    const life = harness.life({ id: 's3', topic: 'product.broken' })
    await harness.publish(life('opened'))
    await harness.pass(10 * minute)
    await harness.publish(life('resolved'))
    await harness.moveTo(noon + 50 * minute)
    await harness.moveTo(noon + 2 * hour)
    await harness.pass(hour)
    expect(place.told()).toEqual([])
    const rows = await harness.deliveries({ alertId: 's3' })
    expect(rows.map(({ state }) => state)).toEqual(['suppressed', 'suppressed'])
  })

  test('who heard that it began hears that it ended, once the silence is over', async () => {
    const place = await harness.place('began before')
    await harness.start({ places: [place] })
    const life = harness.life({ id: 's4', topic: 'product.broken' })
    await harness.publish(life('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.silence({ id: 's4', matches: { topics: ['product.broken'] }, untilAt: noon + hour })
    await harness.publish(life('resolved'))
    await harness.pass(30 * minute)
    expect(place.told()).toHaveLength(1)
    await harness.pass(hour)
    await has(place, 2)
    expect(place.told()).toEqual(['changed s4(opened)', 'changed s4(resolved)'])
  })

  test('holds for escalations and reminders, but not for what one person asks of another', async () => {
    const [shared, kim] = [await harness.place('shared'), await harness.place('kim')]
    const organisation = { people: [{ id: 'kim', departments: ['logistics'], channels: ['kim'] }] }
    await harness.start({ places: [shared, kim], organisation })
    await harness.silence({ id: 's5', matches: { topics: ['product.broken'] }, untilAt: noon + 24 * hour })
    const life = harness.life({ id: 's5', topic: 'product.broken' })
    await harness.publish(life('opened'))
    await harness.publish(life('escalated', { escalation: { step: 1, at: noon, to: ['kim'] } }))
    await harness.pass(9 * hour)
    expect([shared.told(), kim.told()]).toEqual([[], []])
    await harness.publish(life('assigned', { owner: 'kim' }, 'ana'))
    await has(kim, 1)
    await harness.pass(hour)
    expect([shared.told(), kim.told()]).toEqual([[], ['changed s5(opened, escalated, assigned)']])
  })
})

test('maintenance: what matches is not told meanwhile', async () => {
  const place = await harness.place('maintenance')
  const maintenance = [{ name: 'move', from: '2026-11-24T11:00', to: '2026-11-24 14:00', departments: ['product'] }]
  await harness.start({ places: [place], options: { maintenance } })
  await harness.publish(
    harness.life({ id: 'm1', departments: ['product'] })('opened'),
    harness.life({ id: 'm2' })('opened'),
  )
  await harness.pass(10 * second)
  await has(place, 1)
  expect((await harness.deliveries({ alertId: 'm1' }))[0]!.reason).toBe('maintenance: move')
  await harness.moveTo(noon + 2 * hour - second)
  expect(place.told()).toEqual(['changed m2(opened)'])
  await harness.pass(minute)
  await has(place, 2)
  expect(place.told()[1]).toBe('changed m1(opened)')
})

describe('inhibition', () => {
  test('a parent topic speaks for its children, and stops when it is over', async () => {
    const place = await harness.place('parent')
    await harness.start({ places: [[place, { groupBy: 'alert' }]] })
    const parent = harness.life({ id: 'parent', topic: 'account' })
    await harness.publish(
      parent('opened'),
      harness.life({ id: 'child', topic: 'account.login' })('opened'),
      harness.life({ id: 'stranger', topic: 'accounts.login' })('opened'),
      harness.life({ id: 'graver', topic: 'account.login', severity: 'critical' })('opened'),
      harness.life({ id: 'others', topic: 'account.login', departments: ['product'] })('opened'),
    )
    await harness.pass(10 * second)
    await has(place, 4)
    expect(place.told().toSorted()).toEqual([
      'changed graver(opened)',
      'changed others(opened)',
      'changed parent(opened)',
      'changed stranger(opened)',
    ])
    expect((await harness.deliveries({ alertId: 'child' }))[0]!.reason).toMatch(/^inhibited by /)
    await harness.pass(20 * minute)
    expect(place.told()).toHaveLength(4)
    await harness.publish(parent('resolved'))
    await harness.pass(2 * minute)
    await has(place, 6)
    expect(place.told().slice(4).toSorted()).toEqual(['changed child(opened)', 'changed parent(resolved)'])
  })

  test('a matcher with `equal` inhibits where both are equal; nothing inhibits itself', async () => {
    const place = await harness.place('matcher')
    const inhibit = [
      { source: { severity: 'critical' as const }, target: { topics: ['billing'] }, equal: ['department' as const] },
    ]
    await harness.start({ places: [[place, { groupBy: 'alert' }]], options: { inhibit } })
    const source = harness.life({ id: 'source', topic: 'billing.refund', severity: 'critical' })
    await harness.publish(
      source('opened'),
      harness.life({ id: 'target', topic: 'billing.price' })('opened'),
      harness.life({ id: 'elsewhere', topic: 'billing.price', departments: ['product'] })('opened'),
      harness.life({ id: 'like', topic: 'billing.price', severity: 'critical' })('opened'),
    )
    await harness.pass(10 * second)
    await has(place, 3)
    await harness.pass(5 * minute)
    expect(place.told().toSorted()).toEqual([
      'changed elsewhere(opened)',
      'changed like(opened)',
      'changed source(opened)',
    ])
  })
})

describe('quiet hours', () => {
  test('over midnight: told in the morning, in one message, and what ended meanwhile too', async () => {
    const place = await harness.place('nights')
    await harness.start({ places: [[place, nights]] })
    await harness.moveTo(tenInTheEvening)
    const [over, stays] = [harness.life({ id: 'over' }), harness.life({ id: 'stays' })]
    await harness.publish(over('opened'))
    await harness.pass(4 * hour)
    await harness.publish(over('resolved'), stays('opened'))
    await harness.moveTo(morning - second)
    expect(place.told()).toEqual([])
    await harness.pass(second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed over(opened, resolved) stays(opened)'])
  })

  test('a severity breaks through, with all that was kept back of its alert', async () => {
    const place = await harness.place('breaks')
    await harness.start({ places: [[place, { ...nights, breakThrough: 'critical', repeatHours: 0 }]] })
    await harness.moveTo(tenInTheEvening)
    const life = harness.life({ id: 'grows' })
    await harness.publish(life('opened'), harness.life({ id: 'mild' })('opened'))
    await harness.pass(hour)
    await harness.publish(life('worsened', { severity: 'critical' }))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.moveTo(morning)
    await has(place, 2)
    expect(place.told()).toEqual(['changed grows(opened, worsened)', 'changed mild(opened)'])
  })

  test('what a silence or a refusal delayed into the night waits until the morning', async () => {
    const place = await harness.place('delayed')
    await harness.start({ places: [[place, nights]] })
    await harness.silence({ id: 'q1', matches: { topics: ['product.broken'] }, untilAt: tenInTheEvening + hour })
    place.next.push({ status: 500 }, { status: 500 })
    await harness.moveTo(tenInTheEvening - 2 * minute)
    await harness.publish(
      harness.life({ id: 'q1', topic: 'product.broken' })('opened'),
      harness.life({ id: 'q2' })('opened'),
    )
    await harness.pass(10 * second)
    await until('it is refused', () => place.requests.length === 1)
    await harness.pass(10 * second)
    await until('it is refused again', () => place.requests.length === 2)
    for (let h = 1; h < 9; h++) await harness.moveTo(tenInTheEvening + h * hour)
    expect(place.requests).toHaveLength(2)
    await harness.moveTo(morning)
    await has(place, 1)
    expect(place.told()).toEqual(['changed q1(opened) q2(opened)'])
  })

  test('a person’s own come on top of the receiver’s, and nobody is reminded at night', async () => {
    const place = await harness.place('on top')
    const people = [
      {
        id: 'lea',
        departments: ['logistics'],
        channels: ['on top'],
        ...berlin,
        quietHours: [{ from: '18:00', to: '22:30' }],
      },
    ]
    const [one] = [harness.life({ id: 'top' })]
    await harness.start({ places: [[place, { ...nights, repeatHours: 1 }]], organisation: { people } })
    await harness.moveTo(tenInTheEvening - hour)
    await harness.publish(one('opened'))
    await harness.moveTo(tenInTheEvening + 40 * minute)
    expect(place.told()).toEqual([])
    await harness.moveTo(morning)
    await has(place, 1)
    await harness.moveTo(morning + 12 * hour)
    await harness.moveTo(morning + 24 * hour)
    await has(place, 2)
    expect(place.told()).toEqual(['changed top(opened)', 'reminder top(opened)'])
    await until(
      'it is remembered',
      async () => (await harness.deliveries({ alertId: 'top' }))[0]!.sentAt === morning + 24 * hour,
    )
  })
})

describe('digests', () => {
  test('a day, a week: one message at the local hour, and a first refusal is not the end', async () => {
    const [daily, weekly] = [await harness.place('daily'), await harness.place('weekly')]
    await harness.start({
      places: [
        [daily, { digest: 'daily', ...berlin }],
        [weekly, { digest: 'weekly', ...berlin }],
      ],
    })
    const life = harness.life({ id: 'd1' })
    await harness.publish(life('opened'), harness.life({ id: 'd2', departments: ['product'] })('opened'))
    await harness.pass(hour)
    await harness.publish(life('resolved'))
    await harness.moveTo(morning - second)
    expect(daily.told()).toEqual([])
    await harness.pass(second)
    await has(daily, 1)
    weekly.next.push({ status: 500 })
    await harness.moveTo(Date.UTC(2026, 10, 30, 6) - second)
    expect(weekly.requests).toEqual([])
    await harness.pass(second)
    await until('it is refused', () => weekly.requests.length === 1)
    await until('it is due again', async () =>
      (await harness.deliveries({ alertId: 'd2' })).some(({ attempt, state }) => attempt === 1 && state === 'due'),
    )
    await harness.pass(10 * second)
    await has(weekly, 1)
    expect([daily.told(), weekly.told()]).toEqual([
      ['digest d1(opened, resolved) d2(opened)'],
      ['digest d1(opened, resolved) d2(opened)'],
    ])
  })

  test('leave out what is silenced, and tell it the next time', async () => {
    const place = await harness.place('silent digest')
    await harness.start({ places: [[place, { digest: 'daily' }]] })
    await harness.silence({ id: 'd3', matches: { topics: ['product.broken'] }, untilAt: noon + 24 * hour })
    await harness.publish(
      harness.life({ id: 'd3', topic: 'product.broken' })('opened'),
      harness.life({ id: 'd4' })('opened'),
    )
    await harness.moveTo(Date.UTC(2026, 10, 25, 7))
    await has(place, 1)
    await harness.moveTo(Date.UTC(2026, 10, 26, 7))
    await has(place, 2)
    expect(place.told()).toEqual(['digest d4(opened)', 'digest d3(opened)'])
  })
})

describe('people', () => {
  test('are told of what they subscribed to, at once or with a digest, by topic, product, region and severity', async () => {
    const names = ['topic', 'product', 'region', 'severe', 'digest'] as const
    const places = await Promise.all(names.map((name) => harness.place(`sub ${name}`)))
    const wanted = [
      { topics: ['billing'] },
      { products: ['Kettle'] },
      { regions: ['North'] },
      { severity: 'critical' as const },
      { topics: ['billing'], digest: 'daily' as const },
    ]
    const people = names.map((id, i) => ({ id, hub: true, channels: [`sub ${id}`], subscriptions: [wanted[i]!] }))
    const organisation = { people, hub: { channels: ['hub'] } }
    await harness.start({ places: [...places, await harness.place('hub')], organisation })
    const driver = { dimension: 'region', value: 'North', share: 0.8, lift: 3, now: 9, expected: 1 }
    await harness.publish(
      harness.life({ id: 'bill', topic: 'billing.price' })('opened'),
      harness.life({ id: 'kettle', cut: { dimension: 'product', value: 'Kettle' } })('opened'),
      harness.life({ id: 'north', drivers: [driver] })('opened'),
      harness.life({ id: 'severe', topic: 'safety', severity: 'critical' })('opened'),
    )
    await harness.pass(10 * second)
    for (const place of places.slice(0, 4)) await has(place, 1)
    await harness.moveTo(Date.UTC(2026, 10, 25, 7))
    await has(places[4]!, 1)
    expect(places.map((place) => place.told().filter((each) => !each.startsWith('reminder')))).toEqual([
      ['changed bill(opened)'],
      ['changed kettle(opened)'],
      ['changed north(opened)'],
      ['changed severe(opened)'],
      ['digest bill(opened)'],
    ])
  })

  test('whom an escalation calls is told at once, and reminded as long as nobody takes it', async () => {
    const [department, boss] = [await harness.place('department'), await harness.place('boss')]
    const organisation = {
      departments: { logistics: { channels: ['department'] } },
      people: [{ id: 'boss', departments: ['sales'], channels: ['boss'] }],
    }
    await harness.start({ places: [department, boss], organisation })
    const life = harness.life({ id: 'esc' })
    await harness.publish(life('opened'))
    await harness.pass(10 * second)
    await has(department, 1)
    await harness.publish(life('escalated', { escalation: { step: 1, at: noon, to: ['boss'] } }))
    await has(boss, 1)
    await harness.pass(4 * hour)
    await has(boss, 2)
    expect(boss.told()).toEqual(['changed esc(escalated)', 'reminder esc(escalated)'])
  })
})
