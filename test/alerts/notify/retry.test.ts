import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../until.ts'
import { has, hour, minute, openHarness, second } from './harness.ts'

// Receivers that do not take what they are told.
let harness: Awaited<ReturnType<typeof openHarness>>
beforeAll(async () => {
  harness = await openHarness()
})
afterEach(() => harness.forget())
afterAll(() => harness.close())

describe('retry', () => {
  test.each([500, 429, 302])(
    'after a %i it comes again in five seconds, the same message, and once',
    async (status) => {
      const place = await harness.place(`retry ${status}`)
      await harness.start({ places: [place] })
      place.next.push({ status, headers: { location: '/elsewhere' } })
      await harness.publish(harness.life({ id: `a${status}` })('opened'), harness.life({ id: `b${status}` })('opened'))
      await harness.pass(10 * second)
      await until('it was refused', async () => {
        const rows = await harness.deliveries({ receiver: place.name })
        return rows.length === 2 && rows.every(({ attempt }) => attempt === 1)
      })
      const [one, other] = await harness.deliveries({ receiver: place.name })
      expect(one!.dueAt).toBe(other!.dueAt)
      expect(one!.reason).toContain(String(status))
      await harness.pass(4 * second)
      expect(place.told()).toEqual([])
      await harness.pass(2 * second)
      await has(place, 1)
      await harness.pass(hour)
      expect(place.told()).toEqual([`changed a${status}(opened) b${status}(opened)`])
    },
  )

  test('a repeat has the same webhook-id, so its receiver can tell', async () => {
    const place = await harness.place('repeated id')
    await harness.start({ places: [place], timeoutMs: 200 })
    place.next.push('endless')
    await harness.publish(harness.life({ id: 'same' })('opened'))
    await harness.pass(10 * second)
    await until('it was refused', async () => (await harness.deliveries({ alertId: 'same' }))[0]?.attempt === 1)
    place.next.push({ status: 500 })
    await harness.pass(6 * second)
    await until('it was refused again', async () => (await harness.deliveries({ alertId: 'same' }))[0]?.attempt === 2)
    await harness.pass(6 * minute)
    await has(place, 1)
    expect(new Set(place.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(place.requests).toHaveLength(3)
  })

  test('the schedule is kept, and after more than a day it is given up and stands among the dead letters', async () => {
    const place = await harness.place('dead')
    await harness.start({ places: [place] })
    const broken = Array.from({ length: 20 }, () => ({ status: 500 }))
    place.next.push(...broken)
    await harness.publish(harness.life({ id: 'dead' })('opened'))
    await harness.pass(10 * second)
    const startedAt = harness.now()
    const row = async () => (await harness.deliveries({ alertId: 'dead' }))[0]!
    const after: number[] = []
    for (let attempt = 1; ; attempt++) {
      await until(`attempt ${attempt}`, async () => (await row()).attempt === attempt)
      const { state, dueAt } = await row()
      if (state !== 'due') break
      after.push((dueAt - harness.now()) / second)
      await harness.moveTo(dueAt)
    }
    const planned = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400]
    for (const [i, each] of planned.entries()) expect(Math.abs(after[i]! / each - 1)).toBeLessThan(0.11)
    expect(harness.now() - startedAt).toBeGreaterThan(24 * hour)
    expect(await row()).toMatchObject({ state: 'failed', reason: expect.stringContaining('500') })
    expect(place.told()).toEqual([])
  })

  test('410 is for good: given up at once', async () => {
    const place = await harness.place('gone')
    await harness.start({ places: [place] })
    place.next.push({ status: 410 })
    await harness.publish(harness.life({ id: 'gone' })('opened'))
    await harness.pass(10 * second)
    await until('it is given up', async () => (await harness.deliveries({ alertId: 'gone' }))[0]?.state === 'failed')
    await harness.pass(48 * hour)
    expect(place.requests).toHaveLength(1)
  })

  test('Retry-After keeps everything from that receiver until then', async () => {
    const place = await harness.place('paused')
    await harness.moveTo(Date.now())
    await harness.start({ places: [[place, { groupBy: 'alert', groupWaitSeconds: 0 }]] })
    place.next.push({ status: 429, headers: { 'retry-after': '120' } })
    await harness.publish(harness.life({ id: 'pause1' })('opened'))
    await until('it was refused', () => place.requests.length === 1)
    await harness.publish(harness.life({ id: 'pause2' })('opened'))
    await harness.pass(100 * second)
    expect(place.requests).toHaveLength(1)
    await harness.pass(30 * second)
    await has(place, 2)
    expect(place.told().toSorted()).toEqual(['changed pause1(opened)', 'changed pause2(opened)'])
  })

  test('once a receiver takes something again, what it refused for hours comes within minutes', async () => {
    const place = await harness.place('back')
    await harness.start({ places: [[place, { groupBy: 'alert', groupWaitSeconds: 0 }]] })
    place.next.push({ status: 500 }, { status: 500 }, { status: 500 })
    await harness.publish(harness.life({ id: 'early' })('opened'))
    const tried = (times: number) =>
      until(`tried ${times} times`, async () => (await harness.deliveries({ alertId: 'early' }))[0]?.attempt === times)
    for (const [times, ms] of [
      [1, 6 * second],
      [2, 6 * minute],
      [3, 0],
    ] as const) {
      await tried(times)
      await harness.pass(ms)
    }
    await harness.publish(harness.life({ id: 'late' })('opened'))
    await harness.remembered('late')
    await harness.pass(5 * minute)
    await has(place, 2)
    expect(place.told()).toEqual(['changed late(opened)', 'changed early(opened)'])
  })

  test('nobody is told of an older state after a newer one', async () => {
    const place = await harness.place('order')
    await harness.start({ places: [place] })
    place.next.push({ status: 500 }, { status: 500 })
    const life = harness.life({ id: 'order' })
    await harness.publish(life('opened'))
    await harness.pass(10 * second)
    await until('refused', () => place.requests.length === 1)
    await harness.pass(6 * second)
    await until('refused again', () => place.requests.length === 2)
    await harness.publish(life('resolved'))
    await harness.pass(minute)
    await has(place, 1)
    await harness.pass(hour)
    expect(place.told()).toEqual(['changed order(opened, resolved)'])
  })
})

describe('a receiver that does not answer', () => {
  test.each(['silence', 'endless'] as const)('%s: others are told meanwhile, and it gets it later', async (how) => {
    const [slow, quick] = [await harness.place(`slow ${how}`), await harness.place(`quick ${how}`)]
    await harness.start({ places: [slow, quick], timeoutMs: 1_500 })
    slow.next.push(how)
    await harness.publish(harness.life({ id: how })('opened'))
    const attempts = async () => (await harness.deliveries({ receiver: slow.name }))[0]?.attempt
    await harness.pass(10 * second)
    await has(quick, 1)
    await until('it is a refusal', async () => (await attempts()) === 1)
    expect(quick.taken[0]!.at).toBeLessThan(slow.requests[0]!.closedAt!)
    await harness.pass(6 * second)
    await has(slow, 1)
    expect([slow.told(), quick.told()]).toEqual([[`changed ${how}(opened)`], [`changed ${how}(opened)`]])
  })

  test('stopping waits for the messages under way, not for all that is left', async () => {
    const slow = await harness.place('slow stop')
    await harness.start({ places: [[slow, { groupBy: 'alert', groupWaitSeconds: 0 }]], timeoutMs: 700 })
    slow.next.push('silence', 'silence', 'silence', 'silence', 'silence', 'silence')
    await harness.publish(...['1', '2', '3', '4', '5', '6'].map((n) => harness.life({ id: `stop${n}` })('opened')))
    await until('it is being told', () => slow.requests.length > 0)
    await harness.stop()
    expect(slow.requests.length).toBeLessThan(6)
  })
})
