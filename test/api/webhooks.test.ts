import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { readBody } from '../../api/request/bodies-in-flight.ts'
import { startApi, type ApiDeps } from '../../api/server.ts'
import { webhook } from '../../ingest/sources/webhook.ts'
import { until } from '../until.ts'
import { openCompany } from './company.ts'
import { sendRaw } from './send-raw.ts'

const { depsUnder } = openCompany()
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const forged = 'webhook-id: a\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1,a\r\n'

/** The head of a request without its body: `headers` each end with a line break. */
const headOf = (name: string, headers: string) =>
  `POST /api/v1/webhooks/${name} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`

async function started(use: (port: number) => Promise<void>, over: Partial<ApiDeps> = {}): Promise<void> {
  const webhooks = new Map([['shop', webhook({ type: 'webhook', name: 'shop', secret })]])
  const { url, stop } = await startApi({ ...depsUnder({}), webhooks, ...over })
  try {
    await use(Number(new URL(url).port))
  } finally {
    await stop()
  }
}

describe('a webhook is refused by its head, before anybody sends a body', () => {
  test.each([
    ['an unknown source', headOf('nobody', `${forged}content-length: 9000000\r\n`), 404, 'no webhook'],
    ['no signature', headOf('shop', 'content-length: 9000000\r\n'), 401, 'header webhook-id is missing'],
    ['no signature, in pieces', headOf('shop', 'transfer-encoding: chunked\r\n'), 401, 'header webhook-id is missing'],
    ['a body that is too large', headOf('shop', `${forged}content-length: 10000001\r\n`), 413, '10 MB'],
  ])('%s', async (_, head, status, detail) => {
    await started(async (port) => {
      const answer = await sendRaw(port, head)
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json/i)
      expect(answer).toContain(detail)
    })
  })

  test('too much that waits', async () => {
    const watch = { stages: () => [], lag: () => 11 }
    await started(
      async (port) =>
        expect(await sendRaw(port, headOf('shop', `${forged}content-length: 9\r\n`))).toMatch(/^HTTP\/1.1 503 /),
      { watch, mostWaiting: 10 },
    )
  })
})

describe('the bodies of all connections together', () => {
  const million = Buffer.alloc(1_000_000, 'a')
  /** Begins a request and sends the first million bytes of its body. */
  const begun = (port: number, head: string, first: Buffer = million) => {
    const answer: { text: string; socket: Socket } = { text: '', socket: connect(port, '127.0.0.1') }
    answer.socket.on('error', () => undefined).on('data', (some) => (answer.text += some.toString()))
    answer.socket.write(head)
    answer.socket.write(first)
    return answer
  }
  const long = headOf('shop', `${forged}content-length: 1900000\r\n`)
  const chunked = headOf('shop', `${forged}transfer-encoding: chunked\r\n`)
  const chunk = Buffer.concat([Buffer.from(`${million.length.toString(16)}\r\n`), million])

  test.each([
    ['of a stated length', long, million],
    ['in pieces', chunked, chunk],
  ])('%s have a limit; room comes back when a sender leaves', async (_, head, first) => {
    await started(
      async (port) => {
        const senders = Array.from({ length: 4 }, () => begun(port, head, first))
        await until('one is refused', () => senders.some(({ text }) => text.includes('\r\n\r\n')))
        const answered = senders.flatMap(({ text }) => (text === '' ? [] : [text]))
        senders.forEach(({ socket }) => socket.destroy())
        expect(answered.length).toBeLessThan(4)
        for (const text of answered) expect(text).toMatch(/^HTTP\/1.1 503 [^]*\r\nretry-after: 5\r\n/i)
        await until('there is room', async () => {
          const next = begun(port, head, first)
          await until('it is sent', () => next.text !== '' || next.socket.bytesWritten > first.length)
          await sleep(200)
          next.socket.destroy()
          return next.text === ''
        })
      },
      { mostWebhookBytes: 2_500_000 },
    )
  })

  test('a body that was checked leaves room for the next', async () => {
    await started(
      async (port) => {
        for (let i = 0; i < 4; i++)
          expect(
            await sendRaw(port, `${headOf('shop', `${forged}content-length: 1000000\r\n`)}${million.toString()}`),
          ).toMatch(/^HTTP\/1.1 401 /)
      },
      { mostWebhookBytes: 1_500_000 },
    )
  })
})

test('a body in a million pieces of a byte is kept in one buffer, and arrives whole', async () => {
  const text = 'a'.repeat(1_000_000)
  const taken: number[] = []
  const body = await readBody(
    Readable.from(
      (function* () {
        for (let i = 0; i < text.length; i++) yield Buffer.from('a')
      })(),
    ),
    { limit: 2_000_000, take: (bytes) => void taken.push(bytes) },
  )
  expect(body.toString()).toBe(text)
  expect(taken).toHaveLength(1_000_000)
})
