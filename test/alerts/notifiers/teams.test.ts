import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failureOf, httpNotifierContract, once, openReceiver } from '../../contract/notifier.ts'
import { openHttpReceiver, type HttpReceiver } from '../../receivers/http-receiver.ts'
import { crackedHoppers, notificationOf, updateOf } from '../notifications.ts'
import { checkTeams } from '../../receivers/places.ts'

httpNotifierContract('Teams', {
  options: (url) => ({ type: 'teams', url }),
  check: checkTeams,
  count: once,
  permanent: [410],
})

describe('an answer of Teams with status 200', () => {
  let receiver: HttpReceiver
  beforeAll(async () => void (receiver = await openHttpReceiver(() => ({ status: 200 }))))
  afterAll(() => receiver.close())

  const answering = (body: string) => {
    receiver.next.push({ status: 200, body })
    return openReceiver({ type: 'teams', url: receiver.url }).notifier
  }
  const notification = notificationOf([updateOf(crackedHoppers())])

  test.each([
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId tcid=0',
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 412',
    'Summary or Text is required. Error: bad payload',
    '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}',
    'Too many requests',
    '{"status":"Failed"}',
    'Webhook Bad Request - Null or empty event',
    'Connector configuration not found',
    '{"errors":["card was rejected"]}',
    'Request entity too large',
    '<!DOCTYPE html><html><body>Sign in</body></html>',
  ])('that says failure is one, and is tried again: %s', async (body) => {
    const failure = await failureOf(answering(body), notification)
    expect(failure.message).toBe(`answered that delivery failed: ${body}`)
    expect(failure.permanent).toBe(false)
  })

  test.each([
    '',
    '1',
    'ok',
    '{"status":"Succeeded","error":null}',
    '{"errors": [], "id": "1"}',
    '{"error":false}',
    'Accepted',
  ])('that says nothing of the kind is none: "%s"', (body) =>
    expect(answering(body).notify(notification)).resolves.toBeUndefined(),
  )
})
