import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Notifier } from '../../../alerts/notify/notifier.ts'
import { httpNotifierContract, openReceiver } from '../../contract/notifier.ts'
import { openHttpReceiver, type HttpReceiver } from '../../receivers/http-receiver.ts'
import { checkPagerduty } from '../../receivers/places.ts'
import { crackedHoppers, notificationOf, updateOf } from '../notifications.ts'

httpNotifierContract('PagerDuty', {
  options: (url) => ({ type: 'pagerduty', routingKey: 'R0UT1NG', url }),
  check: checkPagerduty,
  count: (notification) =>
    notification.kind === 'report' || notification.kind === 'digest' ? 0 : notification.alerts.length,
  permanent: [400, 410],
})

describe('PagerDuty', () => {
  let receiver: HttpReceiver
  let notifier: Notifier
  beforeAll(async () => {
    receiver = await openHttpReceiver(() => ({ status: 202 }))
    notifier = openReceiver({ type: 'pagerduty', routingKey: 'R0UT1NG', url: receiver.url }).notifier
  })
  afterAll(() => receiver?.close())
  const events = () => receiver.taken.map(({ body }) => JSON.parse(body) as Record<string, unknown>)

  test.each([
    ['opened', 'trigger'],
    ['escalated', 'trigger'],
    ['acknowledged', 'acknowledge'],
    ['assigned', 'acknowledge'],
    ['resolved', 'resolve'],
  ] as const)('%s is a %s under the key of the alert', async (change, action) => {
    await notifier.notify(notificationOf([updateOf(crackedHoppers({ severity: 'critical' }), { change })]))
    expect(events().at(-1)).toMatchObject({ event_action: action, dedup_key: 'groundswell:b1f0c2d9a7e3' })
    if (action === 'trigger') expect(events().at(-1)).toMatchObject({ payload: { severity: 'critical' } })
  })

  test('its figures have the words of the page of the alert', async () => {
    await notifier.notify(notificationOf([updateOf(crackedHoppers())]))
    expect(events().at(-1)).toMatchObject({
      payload: {
        custom_details: { Figures: { Mentions: 41, Window: '1 h', 'Unique authors': 38 } },
      },
    })
    expect(JSON.stringify(events().at(-1))).toMatch(/"Expected range \(80 %\)":"\d+\.\d–\d+\.\d"/)
  })

  test('a comment sends no event, and does not hide the change before it', async () => {
    const before = events().length
    const comment = updateOf(crackedHoppers(), { change: 'commented', changeNumber: 2 })
    await notifier.notify(notificationOf([comment]))
    expect(events()).toHaveLength(before)
    const opened = updateOf(crackedHoppers()).newest
    await notifier.notify(notificationOf([{ ...comment, changes: [opened, comment.newest] }]))
    expect(events().at(-1)).toMatchObject({ event_action: 'trigger' })
  })
})
