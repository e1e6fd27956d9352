import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { alertsTopic } from '../../../alerts/alert/alert.ts'
import type { NotifierOptions } from '../../../alerts/notifiers/registry.ts'
import { openSlackServer } from '../../receivers/slack-server.ts'
import { until } from '../../until.ts'
import { hour, minute, openTelling, second } from './harness.ts'

// After Alertmanager's acceptance tests.
let telling: Awaited<ReturnType<typeof openTelling>>
beforeAll(async () => {
  telling = await openTelling()
})
afterEach(() => telling.forget())
afterAll(() => telling.close())

const has = (what: { told(): string[] }, count: number) => until(`${count} messages`, () => what.told().length >= count)

describe('batching', () => {
  test('the first of a group waits for others, and all go in one message', async () => {
    const place = await telling.place('batching')
    await telling.start({ places: [place] })
    await telling.publish(telling.life({ id: 'b1' })('opened'))
    await telling.pass(9 * second)
    await telling.publish(telling.life({ id: 'b2' })('opened'), telling.life({ id: 'b3' })('opened'))
    expect(place.told()).toEqual([])
    await telling.pass(second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed b1(opened) b2(opened) b3(opened)'])
  })

  test('later ones of the group wait until an interval after its last message; another group does not', async () => {
    const place = await telling.place('interval')
    await telling.start({ places: [place] })
    await telling.publish(telling.life({ id: 'i1' })('opened'))
    await telling.pass(10 * second)
    await has(place, 1)
    await telling.pass(20 * second)
    await telling.publish(
      telling.life({ id: 'i2' })('opened'),
      telling.life({ id: 'other', departments: ['product'] })('opened'),
    )
    await telling.pass(10 * second)
    await has(place, 2)
    await telling.pass(29 * second)
    expect(place.told()).toHaveLength(2)
    await telling.pass(second)
    await has(place, 3)
    expect(place.told()).toEqual(['changed i1(opened)', 'changed other(opened)', 'changed i2(opened)'])
  })

  test('a receiver may have a pace of its own, and what is grouped by topic goes by topic', async () => {
    const place = await telling.place('own pace')
    await telling.start({ places: [[place, { groupBy: 'topic', groupWaitSeconds: 0 }]] })
    await telling.publish(
      telling.life({ id: 'p1' })('opened'),
      telling.life({ id: 'p2', topic: 'delivery.lost' })('opened'),
    )
    await has(place, 2)
    expect(place.told().toSorted()).toEqual(['changed p1(opened)', 'changed p2(opened)'])
  })
})

describe('repeat', () => {
  test('what nobody takes is told again every four hours, a group in one message, until somebody takes it', async () => {
    const place = await telling.place('repeat')
    await telling.start({ places: [place] })
    const [first, second_] = [telling.life({ id: 'r1' }), telling.life({ id: 'r2' })]
    await telling.publish(first('opened'), second_('opened'))
    await telling.pass(10 * second)
    await has(place, 1)
    await telling.pass(4 * hour - second)
    expect(place.told()).toHaveLength(1)
    await telling.pass(second)
    await has(place, 2)
    await telling.publish(first('acknowledged'))
    await telling.pass(4 * hour)
    await has(place, 3)
    await telling.publish(second_('acknowledged'))
    await telling.pass(8 * hour)
    expect(place.told()).toEqual([
      'changed r1(opened) r2(opened)',
      'reminder r1(opened) r2(opened)',
      'reminder r2(opened)',
    ])
  })

  test('a reminder that is refused comes again a quarter of an hour later', async () => {
    const place = await telling.place('refused reminder')
    await telling.start({ places: [place] })
    await telling.publish(telling.life({ id: 'rr' })('opened'))
    await telling.pass(10 * second)
    await has(place, 1)
    place.next.push({ status: 503 })
    await telling.pass(4 * hour)
    await until('it was refused', () => place.next.length === 0)
    await telling.pass(14 * minute)
    expect(place.told()).toHaveLength(1)
    await telling.pass(minute)
    await has(place, 2)
    expect(place.told()[1]).toBe('reminder rr(opened)')
  })

  test('after a hand-over only those are reminded whom it concerns now', async () => {
    const [logistics, product] = [await telling.place('to logistics'), await telling.place('to product')]
    await telling.start({
      places: [logistics, product],
      organisation: {
        departments: { logistics: { channels: ['to logistics'] }, product: { channels: ['to product'] } },
      },
    })
    const life = telling.life({ id: 'handed' })
    await telling.publish(life('opened'))
    await telling.pass(10 * second)
    await telling.publish(life('handedOver', { departments: ['product'] }))
    await has(product, 1)
    await telling.pass(4 * hour)
    await has(product, 2)
    expect(logistics.told()).toEqual(['changed handed(opened)'])
    expect(product.told()).toEqual(['changed handed(handedOver)', 'reminder handed(handedOver)'])
  })
})

describe('resolved', () => {
  test('the end is told to who was told that it began', async () => {
    const place = await telling.place('resolved')
    await telling.start({ places: [place] })
    const life = telling.life({ id: 'ends' })
    await telling.publish(life('opened'))
    await telling.pass(10 * second)
    await has(place, 1)
    await telling.publish(life('resolved'))
    await telling.pass(minute)
    await has(place, 2)
    expect(place.told()).toEqual(['changed ends(opened)', 'changed ends(resolved)'])
  })

  test('within the group wait both are one message', async () => {
    const place = await telling.place('short')
    await telling.start({ places: [place] })
    const life = telling.life({ id: 'short' })
    await telling.publish(life('opened'))
    await telling.pass(5 * second)
    await telling.publish(life('resolved'))
    await telling.pass(5 * second)
    await has(place, 1)
    await telling.pass(hour)
    expect(place.told()).toEqual(['changed short(opened, resolved)'])
  })

  test('a receiver that does not want ends is told of none, and of nothing that is over already', async () => {
    const place = await telling.place('filter')
    await telling.start({ places: [[place, { tells: ['opened', 'worsened'] }]] })
    const [told, over] = [telling.life({ id: 'told' }), telling.life({ id: 'over' })]
    await telling.publish(told('opened'))
    await telling.pass(10 * second)
    await has(place, 1)
    await telling.publish(over('opened'))
    await telling.pass(5 * second)
    await telling.publish(told('resolved'), over('resolved'))
    await telling.pass(hour)
    expect(place.told()).toEqual(['changed told(opened)'])
    expect(await telling.deliveries({ alertId: 'over' })).toMatchObject([
      { state: 'muted', reason: 'it was over before it could be told' },
    ])
  })

  test('a receiver that wants only ends is told of them', async () => {
    const place = await telling.place('ends')
    await telling.start({ places: [[place, { tells: ['resolved'] }]] })
    const life = telling.life({ id: 'only' })
    await telling.publish(life('opened'))
    await telling.publish(life('resolved'))
    await telling.pass(minute)
    await has(place, 1)
    expect(place.told()).toEqual(['changed only(resolved)'])
  })
})

describe('a start', () => {
  test('what was published while nobody told is told', async () => {
    const place = await telling.place('cold')
    await telling.publish(telling.life({ id: 'cold' })('opened'))
    await telling.start({ places: [place] })
    await until('it is filed', async () => (await telling.deliveries({ alertId: 'cold' })).length === 1)
    await telling.pass(10 * second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed cold(opened)'])
  })

  test('what was told is not told again, what was not is, and a group keeps its wait', async () => {
    const place = await telling.place('restart')
    await telling.start({ places: [place] })
    await telling.publish(telling.life({ id: 're1' })('opened'))
    await telling.pass(10 * second)
    await has(place, 1)
    await telling.publish(telling.life({ id: 're2' })('opened'))
    await telling.pass(10 * second)
    await telling.start({ places: [place] })
    await telling.publish(telling.life({ id: 're3' })('opened'))
    await telling.pass(39 * second)
    expect(place.told()).toHaveLength(1)
    await telling.pass(11 * second)
    await has(place, 2)
    await telling.start({ places: [place] })
    await telling.pass(hour)
    expect(place.told()).toEqual(['changed re1(opened)', 'changed re2(opened) re3(opened)'])
  })

  test('what several receivers were told at once is written down for each of them', async () => {
    const places = await Promise.all([1, 2, 3, 4, 5].map((n) => telling.place(`many ${n}`)))
    await telling.start({ places: places.map((place) => [place, { groupBy: 'alert', groupWaitSeconds: 0 }]) })
    const ids = Array.from({ length: 30 }, (_, n) => `many${n}`)
    await telling.publish(...ids.map((id) => telling.life({ id })('opened')))
    for (const place of places) await has(place, 30)
    await telling.start({ places })
    await telling.pass(hour)
    for (const place of places) {
      expect(place.told()).toHaveLength(30)
      const rows = await telling.deliveries({ receiver: place.name })
      expect(rows.filter(({ state }) => state === 'told')).toHaveLength(30)
    }
  })

  test('an alert that began weeks ago is still known to have been told', async () => {
    const place = await telling.place('weeks')
    await telling.start({ places: [place] })
    const life = telling.life({ id: 'weeks' })
    await telling.publish(life('opened'), life('acknowledged'))
    await telling.pass(10 * second)
    await has(place, 1)
    await telling.stop()
    await telling.pass(30 * 24 * hour)
    await telling.start({ places: [place] })
    await telling.publish(life('resolved'))
    await telling.pass(minute)
    await has(place, 2)
    expect(place.told()).toEqual(['changed weeks(opened)', 'changed weeks(resolved)'])
  })

  test('with another configuration: a receiver that is gone is given up with the reason, others go on, a new one is not told the past', async () => {
    const [old, stays, fresh] = [await telling.place('old'), await telling.place('stays'), await telling.place('fresh')]
    await telling.start({ places: [old, stays] })
    const life = telling.life({ id: 'reload' })
    await telling.publish(life('opened'))
    await telling.start({ places: [stays, fresh] })
    await telling.pass(10 * second)
    await has(stays, 1)
    await until(
      'the old one is given up',
      async () => (await telling.deliveries({ receiver: 'old' }))[0]?.state === 'given up',
    )
    await telling.publish(life('resolved'))
    await telling.pass(minute)
    await has(stays, 2)
    await telling.publish(telling.life({ id: 'present' })('opened'))
    await telling.pass(minute)
    await has(fresh, 1)
    expect([old.told(), fresh.told()]).toEqual([[], ['changed present(opened)']])
    expect(await telling.deliveries({ receiver: 'old' })).toMatchObject([
      { state: 'given up', reason: 'no longer in the configuration', attempt: 1 },
    ])
  })

  test('a message of Slack is brought up to date by the next process too', async () => {
    const slack = await openSlackServer()
    const more: NotifierOptions[] = [
      { type: 'slack', name: 'slack', token: 'xoxb-test', channel: 'C0FFEE', api: slack.url },
    ]
    const life = telling.life({ id: 'slacked' })
    await telling.start({ more })
    await telling.publish(life('opened'))
    await telling.pass(10 * second)
    await until('a message is there', () => slack.messages.size === 1)
    await telling.start({ more })
    await telling.publish(life('acknowledged'))
    await telling.pass(minute)
    await until('it says who took it', () => JSON.stringify([...slack.messages.values()][0]).includes('taken by kim'))
    const posts = slack.taken.filter(({ path }) => path.endsWith('chat.postMessage'))
    expect(posts.filter(({ body }) => !body.includes('thread_ts'))).toHaveLength(1)
    await slack.close()
  })
})

describe('what is published', () => {
  test('twice is told once', async () => {
    const place = await telling.place('twice')
    await telling.start({ places: [place] })
    const change = telling.life({ id: 'twice' })('opened')
    await telling.publish(change, change)
    await telling.pass(10 * second)
    await has(place, 1)
    await telling.publish(change)
    await telling.pass(hour)
    expect(place.told()).toEqual(['changed twice(opened)'])
  })

  test('by an older version, with less in it, is told', async () => {
    const place = await telling.place('older')
    await telling.start({ places: [place] })
    const change = telling.life({ id: 'older' })('opened')
    const { ownAccounts: _accounts, also: _also, escalation: _escalation, ...alert } = change.alert
    await telling.publish({ ...change, alert } as typeof change)
    await telling.pass(10 * second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed older(opened)'])
  })

  test('and is no change at all is buried, and the next one is told', async () => {
    const place = await telling.place('nonsense')
    await telling.start({ places: [place] })
    const change = telling.life({ id: 'nonsense' })('opened')
    const alert = { id: 'nonsense', departments: ['logistics'] }
    await telling.log.publish(alertsTopic, [{ ...change, alert } as unknown as typeof change])
    await telling.publish(telling.life({ id: 'sense' })('opened'))
    await telling.pass(10 * second)
    await has(place, 1)
    expect(place.told()).toEqual(['changed sense(opened)'])
    expect((await telling.log.deadLetters(1))[0]).toMatchObject({
      group: 'deliver',
      reason: expect.stringContaining('schema'),
    })
  })
})

describe('a store that fails', () => {
  test('having taken what was filed, it is told all the same, and once', async () => {
    const place = await telling.place('unsure')
    let failures = 1
    await telling.start({
      places: [place],
      async writing(insert) {
        await insert()
        if (failures-- > 0) throw new Error('the connection is lost')
      },
    })
    await telling.publish(telling.life({ id: 'unsure' })('opened'))
    await telling.pass(10 * second)
    await has(place, 1)
    await telling.pass(hour)
    expect(place.told()).toEqual(['changed unsure(opened)'])
  })

  test('to remember what was told: it is written down later and not told again', async () => {
    const places = await Promise.all(['f1', 'f2', 'f3'].map((name) => telling.place(name)))
    let failures = 3
    await telling.start({
      places,
      async writing(insert, rows) {
        if (rows.some(({ state }) => state === 'told') && failures-- > 0) throw new Error('out of reach')
        await insert()
      },
    })
    await telling.publish(telling.life({ id: 'forgetful' })('opened'))
    await telling.pass(10 * second)
    for (const place of places) await has(place, 1)
    await telling.remembered('forgetful')
    await telling.start({ places })
    await telling.pass(hour)
    expect(failures).toBeLessThanOrEqual(0)
    expect(places.map((place) => place.told())).toEqual(places.map(() => ['changed forgetful(opened)']))
  })
})
