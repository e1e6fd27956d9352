import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Notifier } from '../../../alerts/notify/notifier.ts'
import { failureOf, httpNotifierContract, once, openReceiver } from '../../contract/notifier.ts'
import { openHttpReceiver, type HttpReceiver } from '../../receivers/http-receiver.ts'
import { checkSlack } from '../../receivers/places.ts'
import { openSlackServer, type SlackServer } from '../../receivers/slack-server.ts'
import { crackedHoppers, manyUpdates, notificationOf, updateOf } from '../notifications.ts'

httpNotifierContract('Slack by webhook', {
  options: (url) => ({ type: 'slack', url: `${url}/hook` }),
  check: checkSlack,
  count: once,
  permanent: [400, 410],
})

httpNotifierContract('Slack by token', {
  options: (url) => ({ type: 'slack', token: 'xoxb-test', channel: 'alerts', api: `${url}/api` }),
  open: openSlackServer,
  check: checkSlack,
  count: (notification) =>
    notification.kind === 'report' || notification.kind === 'digest' || notification.alerts.length > 5
      ? 1
      : notification.alerts.length,
  permanent: [410],
})

describe('an answer of a Slack webhook with status 200', () => {
  let receiver: HttpReceiver
  beforeAll(async () => void (receiver = await openHttpReceiver(() => ({ status: 200 }))))
  afterAll(() => receiver.close())

  const answering = (body: string) => {
    receiver.next.push({ status: 200, body })
    return openReceiver({ type: 'slack', url: receiver.url }).notifier
  }
  const notification = notificationOf([updateOf(crackedHoppers())])

  test.each([
    'no_service',
    'invalid_payload',
    'channel_is_archived',
    '{"ok":false,"error":"x"}',
    '<html>Sign in</html>',
  ])('that says failure is one: %s', async (body) => {
    const failure = await failureOf(answering(body), notification)
    expect([failure.message, failure.permanent]).toEqual([`answered that delivery failed: ${body}`, false])
  })

  test.each(['ok', '', '{"ok":true}', '{"success": true}', 'Ok'])(
    'that says nothing of the kind is none: "%s"',
    (body) => expect(answering(body).notify(notification)).resolves.toBeUndefined(),
  )
})

describe('Slack by token', () => {
  let slack: SlackServer
  let notifier: Notifier
  beforeAll(async () => {
    slack = await openSlackServer()
    notifier = openReceiver({ type: 'slack', token: 'xoxb-test', channel: 'alerts', api: `${slack.url}/api` }).notifier
  })
  afterAll(() => slack?.close())

  const posted = async (id: string) => {
    const references = await notifier.notify(notificationOf([updateOf(crackedHoppers({ id }))]))
    return references?.get(id) as string
  }
  const placeOf = (reference: string) => slack.messages.get(reference.split(':')[1]!)!
  const repliesTo = (reference: string) =>
    [...slack.messages.values()].filter((message) => message.thread_ts === reference.split(':')[1])

  test('updates the same message, and replies in its thread only to some changes', async () => {
    const reference = await posted('s1')
    const taken = crackedHoppers({ id: 's1', status: 'acknowledged', owner: 'Nora Lind' })
    const later = await notifier.notify(
      notificationOf([updateOf(taken, { change: 'acknowledged', by: 'Nora Lind', changeNumber: 2, reference })]),
    )
    expect(later?.get('s1')).toBe(reference)
    expect(placeOf(reference).text).toContain('Acknowledged: Broken on arrival')
    expect(JSON.stringify(placeOf(reference).blocks)).not.toContain('do=take')
    expect(repliesTo(reference)).toEqual([])
    await notifier.notify(notificationOf([updateOf(taken, { change: 'worsened', changeNumber: 3, reference })]))
    expect(repliesTo(reference).map(({ text, reply_broadcast }) => [text.split('\n')[0], reply_broadcast])).toEqual([
      ['*Rising: Broken on arrival · Lot 2610-B*', false],
    ])
    await notifier.notify(notificationOf([updateOf(taken, { reference })], { kind: 'reminder' }))
    expect(repliesTo(reference).at(-1)).toMatchObject({ reply_broadcast: true })
    expect(repliesTo(reference).at(-1)!.text).toContain('Not acknowledged for 45 min.')
  })

  test('posts a deleted message anew', async () => {
    const reference = await posted('s2')
    slack.messages.delete(reference.split(':')[1]!)
    const before = slack.messages.size
    const change = { change: 'worsened', changeNumber: 2, reference } as const
    const references = await notifier.notify(notificationOf([updateOf(crackedHoppers({ id: 's2' }), change)]))
    expect(references?.get('s2')).not.toBe(reference)
    expect(slack.messages.size).toBe(before + 1)
    expect(placeOf(references!.get('s2')!).text).toContain('Rising')
  })

  test.each(['ratelimited', 'channel_not_found', 'invalid_auth', 'is_archived'])(
    '%s is a failure that can be retried',
    async (error) => {
      slack.nextErrors.push(error)
      const failure = await failureOf(notifier, notificationOf([updateOf(crackedHoppers())]))
      expect(failure).toMatchObject({ permanent: false })
      expect(failure.message).toContain(error)
    },
  )

  test('a retry after a partial failure sends only the rest', async () => {
    const notification = notificationOf(manyUpdates(2))
    const before = slack.messages.size
    slack.next.push({ status: 200, body: '{"ok":true,"channel":"C0FFEE","ts":"1.1"}' }, { status: 500 })
    await failureOf(notifier, notification)
    const references = await notifier.notify(notification)
    expect([...references!.values()][0]).toBe('C0FFEE:1.1')
    expect(slack.messages.size).toBe(before + 1)
  })

  test('sixty new alerts are one message', async () => {
    const before = slack.messages.size
    expect((await notifier.notify(notificationOf(manyUpdates(60))))?.size).toBe(0)
    expect(slack.messages.size).toBe(before + 1)
  })
})
