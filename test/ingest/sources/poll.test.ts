import { describe, expect, test } from 'vitest'
import type { Http } from '../../../infra/http/fetch.ts'
import { SourceFailed, type Page } from '../../../ingest/mention/source.ts'
import { pollSource } from '../../../ingest/sources/poll/poll.ts'
import { sourceContract } from '../../contract/source.ts'

const perPage = 2

/** An API with cursors, as ticket systems have them: `after` is the next ticket to read. */
function ticketApi() {
  const api = { tickets: 5, now: 1_000_000, status: 200, asked: [] as string[] }
  const http: Http = {
    async request({ url }) {
      api.asked.push(url)
      const after = Number(new URL(url).searchParams.get('after'))
      const ids = Array.from({ length: Math.min(perPage, api.tickets - after) }, (_, i) => after + i)
      const body = Buffer.from(
        JSON.stringify({ ids, after: after + ids.length, end: after + ids.length >= api.tickets }),
      )
      return { status: api.status, headers: {}, body, url }
    },
  }
  const open = () =>
    pollSource<{ after: number }>(
      {
        name: 'tickets',
        everyMs: 60_000,
        request: (state) => ({ url: `https://tickets.example/?after=${state?.after ?? 0}` }),
        async read({ body }, { before, now }) {
          const { ids, after, end } = JSON.parse(body.toString()) as { ids: number[]; after: number; end: boolean }
          const mentions = ids.map((id) => ({ nativeId: String(id), createdAt: id, text: 'x', backfill: !before }))
          return { mentions, state: { after }, coveredUntil: now, hasMore: !end }
        },
        maxBytes: 1_000_000,
      },
      { http, clock: () => api.now },
    )
  return { api, open }
}

sourceContract('a polled API with cursors', () => {
  const { api, open } = ticketApi()
  return {
    open() {
      // Every opening is a restart that is late enough for the next poll.
      api.now += 60_000
      return open()
    },
    isLast: ({ cursor }) => (JSON.parse(cursor) as { after: number }).after >= api.tickets,
    grow: () => void (api.tickets += 3),
    fail() {
      api.status = 500
      return () => void (api.status = 200)
    },
  }
})

describe('a polled API', () => {
  test('pages follow without a pause while there is more, and the cursor keeps the state and the time of the poll', async () => {
    const { api, open } = ticketApi()
    const pages: Page[] = []
    const ending = new AbortController()
    for await (const page of open().pages(undefined, ending.signal)) {
      pages.push(page)
      if (pages.length === 3) ending.abort()
    }
    expect(pages.map(({ mentions }) => mentions.length)).toEqual([2, 2, 1])
    expect(JSON.parse(pages[2]!.cursor)).toEqual({ polledAt: api.now, after: 5 })
    expect(api.asked).toEqual([0, 2, 4].map((after) => `https://tickets.example/?after=${after}`))
  })

  test('it is not asked again before its interval is over, also after a restart', async () => {
    const { api, open } = ticketApi()
    const ending = new AbortController()
    const pages = open().pages(JSON.stringify({ polledAt: api.now - 1, after: 5 }), ending.signal)
    const next = pages[Symbol.asyncIterator]().next()
    await new Promise((resolve) => setImmediate(resolve))
    ending.abort()
    expect((await next).done).toBe(true)
    expect(api.asked).toEqual([])
  })

  test('a response that cannot be read is a failure with its reason', async () => {
    const http: Http = { request: async ({ url }) => ({ status: 200, headers: {}, body: Buffer.from('?'), url }) }
    const read = () => {
      throw new Error('the response is not JSON')
    }
    const poll = { name: 'x', everyMs: 1, request: () => ({ url: 'https://x.example' }), read, maxBytes: 1 }
    const pages = pollSource(poll, { http, clock: () => 0 }).pages(undefined, new AbortController().signal)
    const failure = await pages[Symbol.asyncIterator]()
      .next()
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(SourceFailed)
    expect(failure).toMatchObject({ state: 'failing', message: 'the response is not JSON', retryAfterMs: 0 })
  })
})
