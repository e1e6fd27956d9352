import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { alertsTopic } from '../../../alerts/alert/alert.ts'
import type { NotifierOptions } from '../../../alerts/notifiers/registry.ts'
import { openSlackServer } from '../../receivers/slack-server.ts'
import { until } from '../../until.ts'
import { has, hour, minute, openHarness, second } from './harness.ts'

// After Alertmanager's acceptance tests.
let harness: Awaited<ReturnType<typeof openHarness>>
beforeAll(async () => {
  harness = await openHarness()
})
afterEach(() => harness.forget())
afterAll(() => harness.close())

describe('batching', () => {
  test('the first of a group waits for others, and all go in one message', async () => {
    const place = await harness.place('batching')
    await harness.start({ places: [place] })
    await harness.publish(harness.life({ id: 'b1' })('opened'))
    await harness.pass(9 * second)
    await harness.publish(harness.life({ id: 'b2' })('opened'), harness.life({ id: 'b3' })('opened'))
    expect(place.told()).toEqual([])
    await harness.pass(second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed b1(opened) b2(opened) b3(opened)'])
  })

  test('later ones of the group wait until an interval after its last message; another group does not', async () => {
    const place = await harness.place('interval')
    await harness.start({ places: [place] })
    await harness.publish(harness.life({ id: 'i1' })('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.pass(20 * second)
    await harness.publish(
      harness.life({ id: 'i2' })('opened'),
      harness.life({ id: 'other', departments: ['product'] })('opened'),
    )
    await harness.pass(10 * second)
    await has(place, 2)
    await harness.pass(29 * second)
    expect(place.told()).toHaveLength(2)
    await harness.pass(second)
    await has(place, 3)
    expect(place.told()).toEqual(['changed i1(opened)', 'changed other(opened)', 'changed i2(opened)'])
  })

  test('a receiver may have a pace of its own, and what is grouped by topic goes by topic', async () => {
    const place = await harness.place('own pace')
    await harness.start({ places: [[place, { groupBy: 'topic', groupWaitSeconds: 0 }]] })
    await harness.publish(
      harness.life({ id: 'p1' })('opened'),
      harness.life({ id: 'p2', topic: 'delivery.lost' })('opened'),
    )
    await has(place, 2)
    expect(place.told().toSorted()).toEqual(['changed p1(opened)', 'changed p2(opened)'])
  })
})

describe('repeat', () => {
  test('what nobody takes is told again every four hours, a group in one message, until somebody takes it', async () => {
    const place = await harness.place('repeat')
    await harness.start({ places: [place] })
    const [first, second_] = [harness.life({ id: 'r1' }), harness.life({ id: 'r2' })]
    await harness.publish(first('opened'), second_('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.pass(4 * hour - second)
    expect(place.told()).toHaveLength(1)
    await harness.pass(second)
    await has(place, 2)
    await harness.publish(first('acknowledged'))
    await harness.pass(4 * hour)
    await has(place, 3)
    await harness.publish(second_('acknowledged'))
    await harness.pass(8 * hour)
    expect(place.told()).toEqual([
      'changed r1(opened) r2(opened)',
      'reminder r1(opened) r2(opened)',
      'reminder r2(opened)',
    ])
  })

  test('a reminder that is refused comes again a quarter of an hour later', async () => {
    const place = await harness.place('refused reminder')
    await harness.start({ places: [place] })
    await harness.publish(harness.life({ id: 'rr' })('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    place.next.push({ status: 503 })
    await harness.pass(4 * hour)
    await until('it was refused', () => place.next.length === 0)
    await harness.pass(14 * minute)
    expect(place.told()).toHaveLength(1)
    await harness.pass(minute)
    await has(place, 2)
    expect(place.told()[1]).toBe('reminder rr(opened)')
  })

  test('after a hand-over only those are reminded whom it concerns now', async () => {
    const [logistics, product] = [await harness.place('to logistics'), await harness.place('to product')]
    await harness.start({
      places: [logistics, product],
      organisation: {
        departments: { logistics: { channels: ['to logistics'] }, product: { channels: ['to product'] } },
      },
    })
    const life = harness.life({ id: 'handed' })
    await harness.publish(life('opened'))
    await harness.pass(10 * second)
    await harness.publish(life('handedOver', { departments: ['product'] }))
    await has(product, 1)
    await harness.pass(4 * hour)
    await has(product, 2)
    expect(logistics.told()).toEqual(['changed handed(opened)'])
    expect(product.told()).toEqual(['changed handed(handedOver)', 'reminder handed(handedOver)'])
  })
})

describe('resolved', () => {
  test('the end is told to who was told that it began', async () => {
    const place = await harness.place('resolved')
    await harness.start({ places: [place] })
    const life = harness.life({ id: 'ends' })
    await harness.publish(life('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.publish(life('resolved'))
    await harness.pass(minute)
    await has(place, 2)
    expect(place.told()).toEqual(['changed ends(opened)', 'changed ends(resolved)'])
  })

  test('within the group wait both are one message', async () => {
    const place = await harness.place('short')
    await harness.start({ places: [place] })
    const life = harness.life({ id: 'short' })
    await harness.publish(life('opened'))
    await harness.pass(5 * second)
    await harness.publish(life('resolved'))
    await harness.pass(5 * second)
    await has(place, 1)
    await harness.pass(hour)
    expect(place.told()).toEqual(['changed short(opened, resolved)'])
  })

  test('a receiver that does not want ends is told of none, and of nothing that is over already', async () => {
    const place = await harness.place('filter')
    await harness.start({ places: [[place, { notifyOn: ['opened', 'worsened'] }]] })
    const [told, over] = [harness.life({ id: 'told' }), harness.life({ id: 'over' })]
    await harness.publish(told('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.publish(over('opened'))
    await harness.pass(5 * second)
    await harness.publish(told('resolved'), over('resolved'))
    await harness.pass(hour)
    expect(place.told()).toEqual(['changed told(opened)'])
    expect(await harness.deliveries({ alertId: 'over' })).toMatchObject([
      { state: 'suppressed', reason: 'resolved before it was sent' },
    ])
  })

  test('a receiver that wants only ends is told of them', async () => {
    const place = await harness.place('ends')
    await harness.start({ places: [[place, { notifyOn: ['resolved'] }]] })
    const life = harness.life({ id: 'only' })
    await harness.publish(life('opened'))
    await harness.publish(life('resolved'))
    await harness.pass(minute)
    await has(place, 1)
    expect(place.told()).toEqual(['changed only(resolved)'])
  })
})

describe('a start', () => {
  test('what was published while nobody told is told', async () => {
    const place = await harness.place('cold')
    await harness.publish(harness.life({ id: 'cold' })('opened'))
    await harness.start({ places: [place] })
    await until('it is filed', async () => (await harness.deliveries({ alertId: 'cold' })).length === 1)
    await harness.pass(10 * second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed cold(opened)'])
  })

  test('what was told is not told again, what was not is, and a group keeps its wait', async () => {
    const place = await harness.place('restart')
    await harness.start({ places: [place] })
    await harness.publish(harness.life({ id: 're1' })('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.publish(harness.life({ id: 're2' })('opened'))
    await harness.pass(10 * second)
    await harness.start({ places: [place] })
    await harness.publish(harness.life({ id: 're3' })('opened'))
    await harness.pass(39 * second)
    expect(place.told()).toHaveLength(1)
    await harness.pass(11 * second)
    await has(place, 2)
    await harness.start({ places: [place] })
    await harness.pass(hour)
    expect(place.told()).toEqual(['changed re1(opened)', 'changed re2(opened) re3(opened)'])
  })

  test('what several receivers were told at once is written down for each of them', async () => {
    const places = await Promise.all([1, 2, 3, 4, 5].map((n) => harness.place(`many ${n}`)))
    await harness.start({
      places: places.map((place) => [place, { groupBy: 'alert', groupWaitSeconds: 0 }]),
      timeoutMs: 10_000,
    })
    const ids = Array.from({ length: 30 }, (_, n) => `many${n}`)
    await harness.publish(...ids.map((id) => harness.life({ id })('opened')))
    for (const place of places) await has(place, 30)
    await harness.start({ places })
    await harness.pass(hour)
    for (const place of places) {
      expect(place.told()).toHaveLength(30)
      const rows = await harness.deliveries({ receiver: place.name })
      expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(30)
    }
  })

  test('an alert that began weeks ago is still known to have been told', async () => {
    const place = await harness.place('weeks')
    await harness.start({ places: [place] })
    const life = harness.life({ id: 'weeks' })
    await harness.publish(life('opened'), life('acknowledged'))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.stop()
    await harness.pass(30 * 24 * hour)
    await harness.start({ places: [place] })
    await harness.publish(life('resolved'))
    await harness.pass(minute)
    await has(place, 2)
    expect(place.told()).toEqual(['changed weeks(opened)', 'changed weeks(resolved)'])
  })

  test('with another configuration: a receiver that is gone is given up with the reason, others go on, a new one is not told the past', async () => {
    const [old, stays, fresh] = [await harness.place('old'), await harness.place('stays'), await harness.place('fresh')]
    await harness.start({ places: [old, stays] })
    const life = harness.life({ id: 'reload' })
    await harness.publish(life('opened'))
    await harness.start({ places: [stays, fresh] })
    await harness.pass(10 * second)
    await has(stays, 1)
    await until(
      'the old one is given up',
      async () => (await harness.deliveries({ receiver: 'old' }))[0]?.state === 'failed',
    )
    await harness.publish(life('resolved'))
    await harness.pass(minute)
    await has(stays, 2)
    await harness.publish(harness.life({ id: 'present' })('opened'))
    await harness.pass(minute)
    await has(fresh, 1)
    expect([old.told(), fresh.told()]).toEqual([[], ['changed present(opened)']])
    expect(await harness.deliveries({ receiver: 'old' })).toMatchObject([
      { state: 'failed', reason: 'no longer in the configuration', attempt: 1 },
    ])
  })

  test('a message of Slack is brought up to date by the next process too', async () => {
    const slack = await openSlackServer()
    const more: NotifierOptions[] = [
      { type: 'slack', name: 'slack', token: 'xoxb-test', channel: 'C0FFEE', api: slack.url },
    ]
    const life = harness.life({ id: 'slacked' })
    await harness.start({ more })
    await harness.publish(life('opened'))
    await harness.pass(10 * second)
    await until('a message is there', () => slack.messages.size === 1)
    await harness.start({ more })
    await harness.publish(life('acknowledged'))
    await harness.pass(minute)
    await until('it says who took it', () =>
      JSON.stringify([...slack.messages.values()][0]).includes('Acknowledged by kim'),
    )
    const posts = slack.taken.filter(({ path }) => path.endsWith('chat.postMessage'))
    expect(posts.filter(({ body }) => !body.includes('thread_ts'))).toHaveLength(1)
    await slack.close()
  })
})

describe('what is published', () => {
  test('twice is told once', async () => {
    const place = await harness.place('twice')
    await harness.start({ places: [place] })
    const change = harness.life({ id: 'twice' })('opened')
    await harness.publish(change, change)
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.publish(change)
    await harness.pass(hour)
    expect(place.told()).toEqual(['changed twice(opened)'])
  })

  test('by an older version, with less in it, is told', async () => {
    const place = await harness.place('older')
    await harness.start({ places: [place] })
    const change = harness.life({ id: 'older' })('opened')
    const { ownAccounts: _accounts, also: _also, escalation: _escalation, ...alert } = change.alert
    await harness.publish({ ...change, alert } as typeof change)
    await harness.pass(10 * second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed older(opened)'])
  })

  test('and is no change at all is buried, and the next one is told', async () => {
    const place = await harness.place('nonsense')
    await harness.start({ places: [place] })
    const change = harness.life({ id: 'nonsense' })('opened')
    const alert = { id: 'nonsense', departments: ['logistics'] }
    await harness.log.publish(alertsTopic, [{ ...change, alert } as unknown as typeof change])
    await harness.publish(harness.life({ id: 'sense' })('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed sense(opened)'])
    expect((await harness.log.deadLetters(1))[0]).toMatchObject({
      group: 'deliver',
      reason: expect.stringContaining('schema'),
    })
  })
})

describe('a store that fails', () => {
  test('having taken what was filed, it is told all the same, and once', async () => {
    const place = await harness.place('unsure')
    let failures = 1
    await harness.start({
      places: [place],
      async writing(insert) {
        await insert()
        if (failures-- > 0) throw new Error('the connection is lost')
      },
    })
    await harness.publish(harness.life({ id: 'unsure' })('opened'))
    await harness.pass(10 * second)
    await has(place, 1)
    await harness.pass(hour)
    expect(place.told()).toEqual(['changed unsure(opened)'])
  })

  test('to remember what was told: it is written down later and not told again', async () => {
    const places = await Promise.all(['f1', 'f2', 'f3'].map((name) => harness.place(name)))
    let failures = 3
    await harness.start({
      places,
      async writing(insert, rows) {
        if (rows.some(({ state }) => state === 'sent') && failures-- > 0) throw new Error('out of reach')
        await insert()
      },
    })
    await harness.publish(harness.life({ id: 'forgetful' })('opened'))
    await harness.pass(10 * second)
    for (const place of places) await has(place, 1)
    await harness.remembered('forgetful')
    await harness.start({ places })
    await harness.pass(hour)
    expect(failures).toBeLessThanOrEqual(0)
    expect(places.map((place) => place.told())).toEqual(places.map(() => ['changed forgetful(opened)']))
  })
})
