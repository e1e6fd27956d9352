import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Notifier } from '../../../alerts/notify/notifier.ts'
import { dashboard, httpNotifierContract, once, openReceiver } from '../../contract/notifier.ts'
import { openHttpReceiver, type HttpReceiver } from '../../receivers/http-receiver.ts'
import { crackedHoppers, notificationOf, reportNotification, updateOf } from '../notifications.ts'

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'an older secret of 24 characters and more']

httpNotifierContract('a signed webhook', {
  options: (url) => ({ type: 'webhook', url, secrets }),
  check: (body) => void JSON.parse(body),
  count: once,
  permanent: [410],
})

describe('a signed webhook', () => {
  let receiver: HttpReceiver
  let notifier: Notifier
  beforeAll(async () => {
    receiver = await openHttpReceiver(() => ({ status: 204 }))
    notifier = openReceiver({ type: 'webhook', url: receiver.url, secrets }).notifier
  })
  afterAll(() => receiver?.close())

  test('verifies with either secret, and carries the notification id and the alert as the API has it', async () => {
    const notification = notificationOf([
      updateOf(crackedHoppers(), { confirmUrl: 'https://groundswell.example/confirm/abc' }),
    ])
    await notifier.notify(notification)
    const { headers, body } = receiver.taken.at(-1)!
    const signed = headers as Record<string, string>
    expect(signed['webhook-id']).toBe(notification.id)
    expect(() => new Webhook(secrets[0]!).verify(body, signed)).not.toThrow()
    expect(() => new Webhook(Buffer.from(secrets[1]!), { format: 'raw' }).verify(body, signed)).not.toThrow()
    expect(() => new Webhook(secrets[0]!).verify(`${body} `, signed)).toThrow()
    expect(JSON.parse(body)).toMatchObject({
      type: 'alerts.changed',
      timestamp: new Date(notification.at).toISOString(),
      data: {
        group: 'group-1',
        alerts: [
          {
            change: 'opened',
            url: `${dashboard}/alerts/b1f0c2d9a7e3`,
            confirmUrl: 'https://groundswell.example/confirm/abc',
            alert: { id: 'b1f0c2d9a7e3', onsetAt: '2026-10-14T09:40:00.000Z', card: { confirmation: 'confirmed' } },
          },
        ],
      },
    })
    expect(body).not.toContain('"facts"')
  })

  test.each([
    [notificationOf([updateOf(crackedHoppers())], { kind: 'reminder' }), 'alerts.reminder'],
    [notificationOf([updateOf(crackedHoppers())], { kind: 'digest' }), 'alerts.digest'],
    [reportNotification(), 'report'],
  ])('names its kind', async (notification, type) => {
    await notifier.notify(notification)
    expect(JSON.parse(receiver.taken.at(-1)!.body)).toMatchObject({ type })
  })
})
