import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Notifier } from '../../../alerts/notify/notifier.ts'
import { acceptsAll, failureOf, once, openReceiver, shortMs } from '../../contract/notifier.ts'
import { openHttpReceiver } from '../../receivers/http-receiver.ts'
import { openMailReceiver, type MailReceiver } from '../../receivers/mail-receiver.ts'
import { checkMail } from '../../receivers/places.ts'
import { crackedHoppers, notificationOf, updateOf } from '../notifications.ts'

describe('mail', () => {
  let server: MailReceiver
  let notifier: Notifier
  const to = ['nora@acme.example', 'planning@acme.example']
  const from = 'Groundswell <alerts@acme.example>'
  const mailTo = (host: string, given: Parameters<typeof openReceiver>[1] = {}) =>
    openReceiver({ type: 'email', name: 'Supply chain', url: `smtp://${host}`, from, to }, given).notifier
  beforeAll(async () => {
    server = await openMailReceiver()
    notifier = mailTo(server.host)
  })
  beforeEach(() => server.refusing.clear())
  afterAll(() => server?.close())

  acceptsAll(() => ({ notifier, taken: () => server.taken, check: checkMail }), once)

  test('later mails about an alert stay in its conversation', async () => {
    const first = (await notifier.notify(notificationOf([updateOf(crackedHoppers())])))!.get('b1f0c2d9a7e3')!
    const opening = server.taken.at(-1)!.mail
    expect(opening).toMatchObject({ messageId: first, subject: 'Broken on arrival · Lot 2610-B' })
    expect(opening.inReplyTo).toBeUndefined()
    const grew = notificationOf([updateOf(crackedHoppers(), { change: 'worsened', changeNumber: 2, reference: first })])
    expect((await notifier.notify(grew))!.get('b1f0c2d9a7e3')).toBe(first)
    const following = server.taken.at(-1)!.mail
    expect(following).toMatchObject({ subject: `Re: ${opening.subject}`, inReplyTo: first })
    expect(following.references).toEqual([[opening.references].flat()[0], first])
    expect(following.headers.get('auto-submitted')).toBe('auto-generated')
    expect(JSON.stringify(following.headers.get('list'))).toContain('supply-chain.groundswell.acme.example')
  })

  test('the same notification has the same Message-ID', async () => {
    const notification = notificationOf([updateOf(crackedHoppers())])
    await notifier.notify(notification)
    await mailTo(server.host).notify(notification)
    const [one, two] = server.taken.slice(-2)
    expect(one!.mail.messageId).toBe(two!.mail.messageId)
  })

  test.each([
    [451, false],
    [550, true],
  ])('%i for every recipient is a failure; permanent: %s', async (code, permanent) => {
    for (const each of to) server.refusing.set(each, code)
    expect(await failureOf(notifier, notificationOf([updateOf(crackedHoppers())]))).toMatchObject({
      name: 'DeliveryFailed',
      permanent,
    })
  })

  test('a refusal of the mail itself can be retried', async () => {
    server.nextData.push(554)
    expect(await failureOf(notifier, notificationOf([updateOf(crackedHoppers())]))).toMatchObject({ permanent: false })
  })

  test('a recipient refused for good is skipped, and the others get it once', async () => {
    server.refusing.set(to[0]!, 550)
    const before = server.taken.length
    await notifier.notify(notificationOf([updateOf(crackedHoppers())]))
    expect(server.taken.slice(before).map((each) => each.to)).toEqual([[to[1]]])
  })

  test('one refused recipient does not make a refused mail look accepted', async () => {
    server.refusing.set(to[0]!, 550)
    server.nextData.push(451)
    const before = server.taken.length
    const notification = notificationOf([updateOf(crackedHoppers())])
    await failureOf(notifier, notification)
    await notifier.notify(notification)
    expect(server.taken.slice(before).map((each) => each.to)).toEqual([[to[1]]])
  })

  test('a recipient refused for now is retried alone', async () => {
    server.refusing.set(to[0]!, 451)
    const before = server.taken.length
    const notification = notificationOf([updateOf(crackedHoppers())])
    await failureOf(notifier, notification)
    server.refusing.clear()
    await notifier.notify(notification)
    expect(server.taken.slice(before).map((each) => each.to)).toEqual([[to[1]], [to[0]]])
  })

  test('a server that never greets is a failure within the timeout', async () => {
    const silent = await openHttpReceiver(() => ({ status: 200 }))
    const started = performance.now()
    expect(
      (await failureOf(mailTo(silent.host, { timeoutMs: shortMs }), notificationOf([updateOf(crackedHoppers())]))).name,
    ).toBe('DeliveryFailed')
    expect(performance.now() - started).toBeLessThan(shortMs + 3_000)
    await silent.close()
  })

  test.each(['127.0.0.1', 'localhost'])('%s is not public and gets no mail unless allowed', async (host) => {
    const { message } = await failureOf(
      mailTo(`${host}:${server.host.split(':')[1]}`, { allowPrivate: [] }),
      notificationOf([updateOf(crackedHoppers())]),
    )
    expect(message).toMatch(/not public/)
  })
})
