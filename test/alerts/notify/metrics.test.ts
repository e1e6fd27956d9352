import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { gates } from '../../../alerts/notify/gate.ts'
import { notifyObserver } from '../../../app/alerts.ts'
import { openMetrics } from '../../../infra/metrics.ts'
import { until } from '../../until.ts'
import { hour, noon, openHarness, second } from './harness.ts'

let harness: Awaited<ReturnType<typeof openHarness>>
beforeAll(async () => {
  harness = await openHarness()
})
afterEach(() => harness.forget())
afterAll(() => harness.close())

test('sent, refused, held and suppressed notifications are counted, with the reason', async () => {
  const metrics = openMetrics()
  const place = await harness.place('counted')
  await harness.start({ places: [place], observer: notifyObserver(metrics) })
  place.next.push({ status: 500 })
  await harness.publish(harness.life({ id: 'm' })('opened'))
  await harness.pass(10 * second)
  await until('it was refused', async () => (await harness.deliveries({ alertId: 'm' }))[0]?.attempt === 1)
  await harness.pass(6 * second)
  await harness.has(place, 1)
  await harness.silence({ id: 's', matches: {}, untilAt: noon + 24 * hour })
  const life = harness.life({ id: 'silent' })
  await harness.publish(life('opened'))
  await harness.pass(hour)
  await harness.publish(life('resolved'))
  await harness.pass(hour)
  await until('all is settled', async () =>
    (await harness.deliveries({ alertId: 'silent' })).every(({ state }) => state === 'suppressed'),
  )
  const text = await metrics.text()
  expect(text).toContain('groundswell_notifications_total{receiver="counted",outcome="sent"} 1')
  expect(text).toContain('groundswell_notifications_total{receiver="counted",outcome="retried"} 1')
  expect(text).toMatch(/notifications_stopped_total\{receiver="counted",reason="silence",outcome="held"\} [12]\n/)
  expect(text).toContain('notifications_stopped_total{receiver="counted",reason="silence",outcome="suppressed"} 2')
  expect(text).toContain('groundswell_notification_seconds_count{receiver="counted"} 1')
})

test('the gates are one list, in the order in which they are asked', () => {
  expect(gates.map(({ reason }) => reason)).toEqual([
    'maintenance',
    'silence',
    'dismissal',
    'inhibition',
    'resolved_before_sent',
    'opening_not_sent',
    'quiet_hours',
  ])
})
