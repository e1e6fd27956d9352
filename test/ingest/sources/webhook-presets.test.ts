import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { WebhookRefused } from '../../../ingest/mention/source.ts'
import { webhook, type WebhookOptions } from '../../../ingest/sources/webhook.ts'

const secret = 'a secret of the sender, 32 bytes'
const now = Date.UTC(2026, 10, 29)
type Preset = NonNullable<WebhookOptions['preset']>
type Headers = Record<string, string>

const hmac = (algorithm: string, text: string, key = secret) => createHmac(algorithm, key).update(text)
/** The headers with which each sender signs, as its documentation says. */
const signers: Record<Preset, (body: string, key?: string, at?: Date) => Headers> = {
  github: (body, key) => ({ 'x-hub-signature-256': `sha256=${hmac('sha256', body, key).digest('hex')}` }),
  intercom: (body, key) => ({ 'x-hub-signature': `sha1=${hmac('sha1', body, key).digest('hex')}` }),
  zendesk: (body, key, at = new Date()) => ({
    'x-zendesk-webhook-signature': hmac('sha256', at.toISOString() + body, key).digest('base64'),
    'x-zendesk-webhook-signature-timestamp': at.toISOString(),
  }),
  stripe: (body, key, at = new Date()) => {
    const t = Math.floor(at.getTime() / 1000)
    return { 'stripe-signature': `t=${t},v1=${hmac('sha256', `${t}.${body}`, key).digest('hex')},v0=old` }
  },
}

const receive = (preset: Preset, payload: unknown, headers?: Headers, options: Partial<WebhookOptions> = {}) => {
  const body = JSON.stringify(payload)
  const receiver = webhook({ type: 'webhook', name: 'desk', secret, preset, ...options })
  return receiver.receive({ headers: headers ?? signers[preset](body), body: Buffer.from(body), now })
}
const statusOf = (act: () => unknown) => {
  try {
    return act()
  } catch (error) {
    return (error as WebhookRefused).status
  }
}

const user = { login: 'kim' }
const issue = {
  node_id: 'I_1',
  title: 'Login',
  body: 'It fails',
  created_at: '2026-11-20T10:00:00Z',
  user,
  html_url: 'https://g.example/1',
}
const comment = { node_id: 'IC_2', body: 'Here too', created_at: '2026-11-21T10:00:00Z', user }
const ticket = {
  id: '35',
  subject: 'Kettle',
  description: 'It leaks',
  created_at: '2026-11-20T10:00:00Z',
  requester_id: '8',
}
const source = { body: '<p>It leaks</p>', subject: '', author: { id: 'u1' } }
const conversation = { data: { item: { type: 'conversation', id: '7', created_at: 1_794_913_600, source } } }

describe('presets of webhooks', () => {
  test.each<[string, Preset, unknown, object]>([
    [
      'an issue of GitHub',
      'github',
      { action: 'opened', issue },
      { nativeId: 'I_1', title: 'Login', text: 'It fails', author: { id: 'kim' } },
    ],
    ['a comment on it', 'github', { action: 'created', issue, comment }, { nativeId: 'IC_2', text: 'Here too' }],
    ['an issue with a title only', 'github', { issue: { ...issue, body: null } }, { nativeId: 'I_1', text: 'Login' }],
    [
      'an event of Zendesk',
      'zendesk',
      { type: 'zen:event-type:ticket.created', detail: ticket },
      { nativeId: '35', title: 'Kettle', text: 'It leaks' },
    ],
    ['a trigger of Zendesk', 'zendesk', ticket, { nativeId: '35', author: { id: '8' } }],
    [
      'a conversation of Intercom',
      'intercom',
      conversation,
      { nativeId: '7', text: 'It leaks', createdAt: 1_794_913_600_000 },
    ],
    [
      'a Stripe-like sender',
      'stripe',
      { id: 'x', text: 'It leaks', created: 1_794_913_600 },
      { nativeId: 'x', createdAt: 1_794_913_600_000 },
    ],
  ])('%s', (_, preset, payload, mention) => {
    expect(receive(preset, payload)).toMatchObject({ mentions: [mention], rejected: [] })
  })

  test.each<[Preset, unknown]>([
    ['github', { zen: 'Keep it logically awesome.', hook_id: 1 }],
    ['github', { ref: 'refs/heads/main', commits: [] }],
    ['intercom', { topic: 'ping', data: { item: { type: 'ping' } } }],
  ])('an event of %s without a text is accepted and ignored', (preset, payload) => {
    expect(receive(preset, payload)).toEqual({ mentions: [], rejected: [] })
  })

  test.each(Object.keys(signers) as Preset[])(
    '%s: another secret, another body and no signature are refused',
    (preset) => {
      const [body, other] = [JSON.stringify(ticket), 'another secret of the same size 1']
      expect(statusOf(() => receive(preset, ticket, signers[preset](body, other)))).toBe(401)
      expect(statusOf(() => receive(preset, ticket, signers[preset](`${body} `)))).toBe(401)
      expect(statusOf(() => receive(preset, ticket, {}))).toBe(401)
      const rotated = { previousSecret: other, map: { text: 'description', createdAt: 'created_at' } }
      expect(() => receive(preset, ticket, signers[preset](body, other), rotated)).not.toThrow()
    },
  )

  test.each(['zendesk', 'stripe'] as const)('%s: a request of six minutes ago cannot be replayed', (preset) => {
    const body = JSON.stringify(ticket)
    const headers = signers[preset](body, secret, new Date(Date.now() - 360_000))
    expect(() => receive(preset, ticket, headers)).toThrow(/differs from our time by more than five minutes/)
  })

  test('a request that GitHub sends again has the same ids', () => {
    const { node_id: _, ...nameless } = issue
    const ids = () => receive('github', { issue: nameless }).mentions.map(({ nativeId }) => nativeId)
    expect(ids()).toEqual(ids())
  })

  test('the map of the configuration wins over that of the preset', () => {
    const found = receive('zendesk', { detail: { ...ticket, comment: 'Now' } }, undefined, { map: { text: 'comment' } })
    expect(found.mentions).toMatchObject([{ text: 'Now' }])
  })
})
