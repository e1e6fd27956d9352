import { readFileSync } from 'node:fs'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AlertNotification, DeliveryFailed, Notification, Notifier } from '../../alerts/notify/notifier.ts'
import type { Receiver } from '../../alerts/notify/receiver.ts'
import type { NotifierDeps } from '../../alerts/notify/notifier-definition.ts'
import { toReceivers, type NotifierOptions } from '../../alerts/notifiers/registry.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { changeNow } from '../alerts/make.ts'
import { crackedHoppers, manyUpdates, notificationOf, reportNotification, updateOf } from '../alerts/notifications.ts'
import { badFiles } from '../bad-inputs.ts'
import { openHttpReceiver, type HttpReceiver } from '../receivers/http-receiver.ts'
import { until } from '../until.ts'

const logger = pino({ level: 'silent' })
export const dashboard = 'https://groundswell.example'
/** The timeout where nobody answers. */
export const shortMs = 300

type Given = Partial<Pick<NotifierDeps, 'allowPrivate' | 'print' | 'timeoutMs'>>

export function openReceiver(options: NotifierOptions, given: Given = {}): Receiver {
  const deps = { allowPrivate: ['127.0.0.1'], print: () => {}, timeoutMs: 10_000, dashboard, logger, ...given }
  return toReceivers([options], { ...deps, http: openHttp({ allowPrivate: deps.allowPrivate, logger }) })[0]!
}

/** The error of a notification that must fail. */
export const failureOf = (notifier: Notifier, notification: Notification): Promise<DeliveryFailed> =>
  notifier.notify(notification).then(
    () => Promise.reject(new Error('it was accepted')),
    (error: DeliveryFailed) => error,
  )

/** A notifier with the receiver that it sends to. */
interface Place {
  notifier: Notifier
  /** The messages that the receiver accepted. */
  taken(): unknown[]
  /** Throws for a message that the service would reject, and for foreign text that is active in it. */
  check(taken: never): void
}

/** The number of messages that a notification becomes. */
type Count = (notification: Notification) => number
export const once: Count = () => 1
export const eachAlert: Count = (notification) => (notification.kind === 'report' ? 1 : notification.alerts.length)

const kinds: [name: string, make: () => Notification][] = [
  ['one alert', () => notificationOf([updateOf(crackedHoppers())])],
  ['three alerts', () => notificationOf(manyUpdates(3))],
  ['sixty alerts', () => notificationOf(manyUpdates(60))],
  ['a reminder', () => notificationOf([updateOf(crackedHoppers())], { kind: 'reminder' })],
  ['a digest of sixty alerts', () => notificationOf(manyUpdates(60), { kind: 'digest' })],
  ['a report', () => reportNotification()],
  ['a long report', () => reportNotification({ lines: Array.from({ length: 900 }, (_, i) => `${i} `.repeat(60)) })],
]

/** Every kind of notification arrives within the service's limits, and no foreign text is active in it. */
export function acceptsAll(place: () => Place, count: Count): void {
  test.each(kinds)('%s is accepted, within the limits of the service', async (_, make) => {
    const notification = make()
    const before = place().taken().length
    await place().notifier.notify(notification)
    await until('it arrives', () => place().taken().length >= before + count(notification))
    const taken = place().taken().slice(before)
    expect(taken).toHaveLength(count(notification))
    for (const each of taken) place().check(each as never)
  })

  test('no text by a customer, a list or a colleague is active in it', async () => {
    const before = place().taken().length
    const notifications = hostileNotifications()
    for (let i = 0; i < notifications.length; i += 25)
      await Promise.all(notifications.slice(i, i + 25).map((notification) => place().notifier.notify(notification)))
    await until('they arrive', () => place().taken().length >= before + notifications.length)
    for (const each of place().taken().slice(before)) place().check(each as never)
  })
}

const builtIn = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  'javascript:alert(1)',
  '<!channel> @channel <@U123> <!here|x> @here @everyone',
  '<https://evil.example|Open in Groundswell>',
  '[Open](https://evil.example) [x]: https://evil.example ![i](https://evil.example/i.png)',
  '{{DATE(2017-02-14T06:08:39Z, SHORT)}} **bold** _it_ `code` ```',
  'Subject\r\nBcc: everyone@acme.example\r\n\r\nbody',
  'before\u202egnp.exe\u2066 after \u001b[31mred\u0000',
  '=HYPERLINK("https://evil.example","x")',
  '\ud800 half a character',
  'https://paypal.example@evil.example/%0d%0a',
  '# heading',
  '- item',
  '1. item',
]

/** The texts above, and every seventh of the lists beside the checkout. */
function hostileTexts(): string[] {
  const listed = badFiles('lists').flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as string),
  )
  return [...builtIn, ...listed.filter((text, i) => text.trim() !== '' && i % 7 === 0)]
}

/** A few texts per notification, in every field that others write. */
function hostileNotifications(): AlertNotification[] {
  const texts = hostileTexts()
  const urls = texts.filter((text) => URL.canParse(text))
  const step = 8
  return Array.from({ length: Math.ceil(texts.length / step) }, (_, n) => {
    const text = (i: number) => texts[(n * step + i) % texts.length]!
    const alert = crackedHoppers({ title: text(0), owner: text(1), status: 'acknowledged' })
    const item = { ...alert.card!.items[0]!, supplier: text(2), site: text(3) }
    const url = (i: number) => urls[(n * 3 + i) % urls.length]!
    alert.evidence = alert.evidence.map((quote, i) => ({ ...quote, text: text(4 + i), author: text(5), url: url(i) }))
    alert.drivers = [{ ...alert.drivers[0]!, dimension: 'term', value: text(7) }]
    alert.card = { ...alert.card!, items: [item] }
    const comment = changeNow({ alert, change: 'commented', by: text(1), reason: text(3) })
    const grew = changeNow({ alert, change: 'worsened', changeNumber: 2 })
    return notificationOf([{ ...updateOf(alert), newest: grew, changes: [comment, grew] }], {
      kind: n % 2 ? 'changes' : 'reminder',
    })
  })
}

interface OverHttp {
  options: (url: string) => NotifierOptions
  open?: () => Promise<HttpReceiver>
  check: (body: string) => void
  count: Count
  /** The answers below 500 that a retry will not change. */
  permanent: number[]
}

/** What every notifier over HTTP promises. */
export function httpNotifierContract(
  name: string,
  { options, open = () => openHttpReceiver(() => ({ status: 202, body: '{}' })), check, count, permanent }: OverHttp,
): void {
  describe(name, () => {
    let receiver: HttpReceiver
    let notifier: Notifier
    beforeAll(async () => {
      receiver = await open()
      notifier = openReceiver(options(receiver.url)).notifier
    })
    beforeEach(() => void (receiver.next.length = 0))
    afterEach(() => void vi.useRealTimers())
    afterAll(() => receiver?.close())

    const alone = () => notificationOf([updateOf(crackedHoppers())])

    acceptsAll(() => ({ notifier, taken: () => receiver.taken.map(({ body }) => body), check }), count)

    test.each([500, 503, 429, 404, 400])('%i is a failure, and the retry is accepted', async (status) => {
      receiver.next.push({ status, body: 'not now' })
      const notification = alone()
      const failure = await failureOf(notifier, notification)
      expect(failure).toMatchObject({
        name: 'DeliveryFailed',
        permanent: permanent.includes(status),
        retryAt: undefined,
      })
      expect(failure.message).toContain(String(status))
      const before = receiver.taken.length
      await notifier.notify(notification)
      expect(receiver.taken).toHaveLength(before + 1)
    })

    test.each([429, 503])('%i with Retry-After sets the earliest retry, in seconds or as a date', async (status) => {
      const now = Date.UTC(2026, 9, 14, 10)
      vi.useFakeTimers({ toFake: ['Date'], now })
      for (const after of ['30', new Date(now + 30_000).toUTCString()]) {
        receiver.next.push({ status, headers: { 'retry-after': after } })
        expect((await failureOf(notifier, alone())).retryAt, after).toBe(now + 30_000)
      }
      receiver.next.push({ status, headers: { 'retry-after': 'whenever' } })
      expect((await failureOf(notifier, alone())).retryAt).toBeUndefined()
    })

    test('410 is permanent', async () => {
      receiver.next.push({ status: 410 })
      expect((await failureOf(notifier, alone())).permanent).toBe(true)
    })

    test('a redirect is a failure and is not followed', async () => {
      receiver.next.push({ status: 302, headers: { location: `${receiver.url}/elsewhere` } })
      const before = receiver.taken.length
      expect((await failureOf(notifier, alone())).permanent).toBe(false)
      expect(receiver.taken).toHaveLength(before)
    })

    test.each(['silence', 'endless'] as const)('%s is a failure within the timeout', async (way) => {
      receiver.next.push(way)
      const { notifier } = openReceiver(options(receiver.url), { timeoutMs: shortMs })
      const started = performance.now()
      expect((await failureOf(notifier, alone())).name).toBe('DeliveryFailed')
      expect(performance.now() - started).toBeLessThan(shortMs + 3_000)
    })

    test('an address that is not public is refused, and the refusal does not contain the secret path', async () => {
      const { notifier } = openReceiver(options(receiver.url), { allowPrivate: [] })
      const { message } = await failureOf(notifier, alone())
      expect(message).toMatch(/not public/)
      expect(message).not.toContain('/hook')
    })
  })
}
