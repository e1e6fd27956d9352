import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { WebhookRefused } from '../../../ingest/mention/source.ts'
import { webhook, type WebhookOptions } from '../../../ingest/sources/webhook.ts'
import { toWebhooks } from '../../../ingest/sources/registry.ts'
import { badFiles } from '../../bad-inputs.ts'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const item = { id: 'a1', text: 'The lid cracked', createdAt: '2026-03-01T10:00:00Z', product: 'CM-40' }

/** Signs the bytes, as senders do: the library decodes them first. */
function signed(body: string | Buffer, { key = secret, at = new Date(), id = 'msg_1' } = {}) {
  const bytes = Buffer.from(body as string)
  const time = String(Math.floor(at.getTime() / 1000))
  const secretBytes = key.startsWith('whsec_') ? Buffer.from(key.slice(6), 'base64') : Buffer.from(key)
  const signature = createHmac('sha256', secretBytes).update(`${id}.${time}.`).update(bytes).digest('base64')
  const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` }
  return { headers, body: bytes, now: Date.now() }
}

const receiverOf = (options: Partial<WebhookOptions> = {}) =>
  webhook({ type: 'webhook', name: 'crm', secret, ...options })
/** A receiver whose items are all read. */
const crm = (options: Partial<WebhookOptions> = {}) => ({
  receive: (request: Parameters<ReturnType<typeof webhook>['receive']>[0]) => {
    const { mentions, rejected } = receiverOf(options).receive(request)
    expect(rejected).toEqual([])
    return mentions
  },
})
const refusalOf = (act: () => unknown): WebhookRefused => {
  try {
    act()
  } catch (error) {
    expect(error).toBeInstanceOf(WebhookRefused)
    return error as WebhookRefused
  }
  throw new Error('it was not refused')
}

describe('a webhook', () => {
  test('a signed object, an array and {items} become mentions with their fields', () => {
    const mention = {
      nativeId: 'a1',
      createdAt: Date.UTC(2026, 2, 1, 10),
      text: item.text,
      fields: { product: 'CM-40' },
      backfill: false,
    }
    for (const payload of [item, [item], { items: [item] }])
      expect(crm().receive(signed(JSON.stringify(payload)))).toEqual([mention])
  })

  test('a missing or wrong signature, a changed body and another secret are refused with 401', () => {
    const good = signed(JSON.stringify(item))
    const unsigned = { ...good, headers: { 'webhook-id': 'x' } }
    const changed = { ...good, body: Buffer.from(JSON.stringify({ ...item, text: 'All good' })) }
    const otherKey = signed(JSON.stringify(item), { key: `whsec_${Buffer.alloc(24, 8).toString('base64')}` })
    const forged = { ...good, headers: { ...good.headers, 'webhook-signature': 'v1' } }
    for (const request of [unsigned, changed, otherKey, forged])
      expect(refusalOf(() => crm().receive(request)).status).toBe(401)
    expect(refusalOf(() => crm().receive(unsigned)).message).toBe('header webhook-timestamp is missing')
  })

  test('a request signed more than five minutes ago, or in the future, is refused: it cannot be replayed', () => {
    for (const minutes of [-6, 6]) {
      const at = new Date(Date.now() + minutes * 60_000)
      const refusal = refusalOf(() => crm().receive(signed(JSON.stringify(item), { at })))
      expect([refusal.status, refusal.message]).toEqual([
        401,
        'webhook-timestamp differs from our time by more than five minutes',
      ])
    }
    expect(crm().receive(signed(JSON.stringify(item), { at: new Date(Date.now() - 240_000) }))).toHaveLength(1)
  })

  test('the signature is over the bytes: a signed body that is no UTF-8 is refused as that, with 400', () => {
    const good = signed(Buffer.from([...Buffer.from('{"text":"a'), 0xff, ...Buffer.from('"}')]))
    const signature = good.headers['webhook-signature'].slice(3)
    const request = (given: string) => ({ ...good, headers: { ...good.headers, 'webhook-signature': given } })
    for (const given of [`v1,${signature}`, `v1a,abc v1,${'a'.repeat(44)} v1,${signature}`]) {
      const { status, message } = refusalOf(() => crm().receive(request(given)))
      expect([status, message]).toEqual([400, expect.stringMatching(/^the body is not JSON/)])
    }
    for (const given of [signature, `v2,${signature}`, `v1,${signature.slice(0, -1)}`, `v1,`])
      expect(refusalOf(() => crm().receive(request(given))).status).toBe(401)
  })

  test('what the library of Standard Webhooks signs is accepted', () => {
    const [at, body] = [new Date(), JSON.stringify(item)]
    const good = signed(body, { at })
    const signature = new Webhook(secret).sign('msg_1', at, body)
    expect(crm().receive({ ...good, headers: { ...good.headers, 'webhook-signature': signature } })).toHaveLength(1)
  })

  test('the head alone shows that a signature is missing', () => {
    const { headers } = signed(JSON.stringify(item))
    expect(() => receiverOf().admit?.(headers)).not.toThrow()
    for (const name of Object.keys(headers)) {
      const refusal = refusalOf(() => receiverOf().admit?.({ ...headers, [name]: undefined }))
      expect([refusal.status, refusal.message]).toEqual([401, `header ${name} is missing`])
    }
    for (const preset of ['github', 'zendesk', 'intercom', 'stripe'] as const)
      expect(refusalOf(() => receiverOf({ preset }).admit?.(headers)).status).toBe(401)
  })

  test('the previous secret is accepted, too', () => {
    const previousSecret = 'a plain text secret of 30 bytes'
    const receiver = crm({ previousSecret })
    expect(receiver.receive(signed(JSON.stringify(item)))).toHaveLength(1)
    expect(receiver.receive(signed(JSON.stringify(item), { key: previousSecret }))).toHaveLength(1)
    expect(refusalOf(() => crm().receive(signed(JSON.stringify(item), { key: previousSecret }))).status).toBe(401)
  })

  test('a resent request gives the same mentions: ids come from the item, else from webhook-id and position', () => {
    const { id: _id, ...nameless } = item
    const body = JSON.stringify([nameless, item, nameless])
    const ids = () =>
      crm()
        .receive(signed(body, { id: 'msg_7' }))
        .map((mention) => mention.nativeId)
    expect(ids()).toEqual(['msg_7.0', 'a1', 'msg_7.2'])
    expect(ids()).toEqual(ids())
  })

  test('a bad item is rejected by itself, with its place and reason; the others are read', () => {
    const faults: [unknown, string][] = [
      [{ ...item, text: ' ' }, 'has no text (column text)'],
      [{ ...item, text: '', rating: 1 }, 'has no text (column text)'],
      [{ ...item, createdAt: 'soon' }, 'has no readable time (column createdAt: "soon")'],
      [{ ...item, createdAt: '05/11/2026' }, expect.stringContaining('may be day/month or month/day') as string],
      [{ ...item, createdAt: '2099-01-01' }, expect.stringContaining('has a time in the future') as string],
      [7, 'is not a JSON object'],
      [null, 'is not a JSON object'],
    ]
    for (const [bad, reason] of faults) {
      const { mentions, rejected } = receiverOf().receive(signed(JSON.stringify([item, bad, { ...item, id: 'a2' }])))
      expect([mentions.map(({ nativeId }) => nativeId), rejected]).toEqual([
        ['a1', 'a2'],
        [{ at: 'item 2', reason, raw: JSON.stringify(bad) }],
      ])
    }
  })

  test('a request without any readable item is refused, and the message names item and field', () => {
    const faults: [unknown, string][] = [
      [{ ...item, text: ' ' }, 'item 1 has no text (column text)'],
      [[7], 'item 1 is not a JSON object'],
      [
        [
          { ...item, text: '' },
          { ...item, createdAt: '5/11/2026' },
        ],
        'item 1 has no text (column text); item 2 has no readable time (column createdAt: "5/11/2026" may be day/month or month/day; give dates: dmy or dates: mdy in the configuration of crm)',
      ],
      [
        { say: 'x' },
        'item 1 has no column for text: name it with map.text in the configuration of crm (the columns are say)',
      ],
    ]
    for (const [body, message] of faults) {
      const refusal = refusalOf(() => crm().receive(signed(JSON.stringify(body))))
      expect([refusal.status, refusal.message]).toEqual([400, message])
    }
  })

  test('a header that is missing is named as the sender names the others', () => {
    const { headers, ...request } = signed(JSON.stringify(item))
    const refused = { 'svix-id': headers['webhook-id'], 'svix-signature': headers['webhook-signature'] }
    expect(refusalOf(() => crm().receive({ ...request, headers: refused })).message).toBe(
      'header svix-timestamp is missing',
    )
  })

  test.each(['webhook', 'svix', 'x-crm-webhook', 'x-webhook', 'acme', 'standard-webhooks'])(
    'the headers may be named %s-id …',
    (prefix) => {
      const { headers, ...request } = signed(JSON.stringify(item))
      const named = Object.entries(headers).map(([name, value]) => [name.replace('webhook', prefix), value] as const)
      expect(crm().receive({ ...request, headers: Object.fromEntries(named) })).toHaveLength(1)
      const forged = { ...Object.fromEntries(named), [`${prefix}-signature`]: 'v1,AAAA' }
      expect(refusalOf(() => crm().receive({ ...request, headers: forged })).message).toBe(
        `${prefix}-signature does not match`,
      )
    },
  )

  test.each([
    ['no time', {}],
    ['a null', { created_at: null }],
    ['an empty time', { created_at: '' }],
  ])('an item with %s has the time of its receipt', (_, time) => {
    const request = {
      ...signed(JSON.stringify({ id: 'x', body: 'Where is my order', ...time })),
      now: 1_790_000_000_000,
    }
    expect(crm().receive(request)).toMatchObject([{ nativeId: 'x', createdAt: 1_790_000_000_000 }])
  })

  test.each([
    ['a byte order mark', Buffer.from(`\ufeff${JSON.stringify(item)}`)],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(item)}`, 'utf16le')],
    ['a list under another name', Buffer.from(JSON.stringify({ tickets: [item], next_page: null }))],
    ['a list inside an object', Buffer.from(JSON.stringify({ data: { reviews: [item] } }))],
    ['a list three levels deep', Buffer.from(JSON.stringify({ data: { product: { reviews: [item] } } }))],
    ['items under their ids', Buffer.from(JSON.stringify({ tickets: { a1: item, a2: { ...item, id: 'a2' } } }))],
    ['a list among its own attachments', Buffer.from(JSON.stringify({ ...item, files: [{ name: 'a.png' }] }))],
  ])('a body with %s is read', (_, body) => {
    expect(crm().receive(signed(body))[0]).toMatchObject({ nativeId: 'a1', text: item.text })
  })

  test.each([[[]], [{ items: [] }], [{ tickets: [] }], [{ tickets: [], count: 0, next_page: null }]])(
    'a page without items is accepted: %j',
    (body) => expect(crm().receive(signed(JSON.stringify(body)))).toEqual([]),
  )

  test('fields are found by the configured paths', () => {
    const payload = { ticket: { body: 'Where is my parcel?', opened: 1_772_000_000, by: 'u7' } }
    const receiver = crm({ map: { text: 'ticket.body', createdAt: 'ticket.opened', author: 'ticket.by' }, live: false })
    expect(receiver.receive(signed(JSON.stringify(payload)))).toMatchObject([
      { text: 'Where is my parcel?', createdAt: 1_772_000_000_000, author: { id: 'u7' }, backfill: true },
    ])
  })

  test('1,000 items are accepted, more are refused', () => {
    const many = (n: number) => JSON.stringify(Array.from({ length: n }, (_, i) => ({ ...item, id: i })))
    expect(crm().receive(signed(many(1000)))).toHaveLength(1000)
    expect(refusalOf(() => crm().receive(signed(many(1001)))).status).toBe(400)
  })

  test.each([
    [
      'a byte that is not UTF-8',
      Buffer.concat([Buffer.from('{"id": "a", "text": "caf'), Buffer.from([0xe9]), Buffer.from('"}')]),
    ],
    [
      'a cut sequence',
      Buffer.concat([Buffer.from('{"id": "a", "text": "x'), Buffer.from([0xf0, 0x9f]), Buffer.from('"}')]),
    ],
    [
      'an unpaired surrogate in UTF-8',
      Buffer.concat([Buffer.from('{"id": "a", "text": "x'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
    ],
    ['33 levels', Buffer.from(`{"id": "a", "text": "x", "extra": ${'['.repeat(32)}${']'.repeat(32)}}`)],
    ['100,000 levels', Buffer.from(`{"id": "a", "text": "x", "extra": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
  ])('a signed body with %s is refused with 400', (_, body) => {
    expect(refusalOf(() => receiverOf().receive(signed(body))).status).toBe(400)
  })

  test('32 levels, a byte order mark and UTF-16 are read', () => {
    const text = `{"id": "a", "text": "x", "createdAt": "2026-03-01T10:00:00Z", "extra": ${'['.repeat(31)}${']'.repeat(31)}}`
    for (const body of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, 'utf16le')])
      expect(
        crm()
          .receive(signed(body))
          .map(({ text: found }) => found),
      ).toEqual(['x'])
  })

  test('a long numeric id keeps its digits', () => {
    const body = '{"id":12345678901234567891,"text":"hi","createdAt":"2026-01-01"}'
    expect(crm().receive(signed(body))[0]!.nativeId).toBe('12345678901234567891')
  })

  test.skipIf(badFiles('jsontestsuite/test_parsing').length === 0)(
    'every file of JSONTestSuite is accepted or refused with 400',
    () => {
      for (const file of badFiles('jsontestsuite/test_parsing')) {
        const receive = () => crm().receive(signed(readFileSync(file)))
        const name = basename(file)
        if (name.startsWith('n_'))
          expect([name, refusalOf(receive)]).toMatchObject([
            name,
            { status: 400, message: expect.stringMatching(/^the body is not JSON/) },
          ])
        // Valid JSON without any mention.
        else if (name.startsWith('y_') && /^(\[\]|\{"a":\[\]\})$/.test(readFileSync(file, 'utf8').replace(/\s/g, '')))
          expect(receive()).toEqual([])
        // A title is a text.
        else if (name === 'y_object_string_unicode.json') expect(receive()).toHaveLength(1)
        else if (name.startsWith('y_')) expect(refusalOf(receive).message).toMatch(/^(item 1|the body) /)
      }
    },
  )

  test('the registry lists a receiver by its name', () => {
    expect([...toWebhooks([{ type: 'demo' }, { type: 'webhook', name: 'crm', secret }]).keys()]).toEqual(['crm'])
  })
})
