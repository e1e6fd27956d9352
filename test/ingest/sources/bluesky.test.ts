import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { openMatcher } from '../../../ingest/match/matcher.ts'
import type { Page } from '../../../ingest/mention/source.ts'
import { bluesky } from '../../../ingest/sources/bluesky.ts'
import { sourceDeps } from '../../connectors/source-deps.ts'
import { until } from '../../until.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const did = (n: number) => `did:plc:author${n}`
const uri = (n: number, rkey: string) => `at://${did(n)}/app.bsky.feed.post/${rkey}`
interface Event {
  /** Seconds after noon. */
  at: number
  author?: number
  rkey?: string
  operation?: 'create' | 'update' | 'delete'
  text?: string
  more?: object
  isGone?: boolean
}
const iso = (at: number) => new Date(noon + at * 1000).toISOString()
const recordOf = ({ at, text = '', more }: Event) => ({
  $type: 'app.bsky.feed.post',
  text,
  createdAt: iso(at - 1),
  langs: ['en'],
  ...more,
})

/** The wire of the first protocol. */
function firstWire(event: Event): object {
  const { at, author = 1, rkey = 'r1', operation = 'create', isGone } = event
  const head = { did: did(author), time_us: (noon + at * 1000) * 1000 }
  if (isGone) return { ...head, kind: 'account', account: { active: false, did: did(author), status: 'deleted' } }
  const record = operation === 'delete' ? {} : { record: recordOf(event) }
  return { ...head, kind: 'commit', commit: { operation, collection: 'app.bsky.feed.post', rkey, ...record } }
}

/** The wire of the second. */
function secondWire(event: Event): object {
  const { at, author = 1, rkey = 'r1', operation = 'create', isGone } = event
  const type = (kind: string) => `network.bsky.jetstream.subscribeEvents#${kind}`
  const head = { seq: 1000 + at, did: did(author), time: iso(at) }
  if (isGone)
    return { $type: 'message', payload: { $type: type('account'), ...head, active: false, status: 'deleted' } }
  const record = operation === 'delete' ? {} : { record: recordOf(event) }
  const payload = { $type: type('commit'), ...head, operation, collection: 'app.bsky.feed.post', rkey, ...record }
  return { $type: 'message', payload }
}

describe.each(['first', 'second'] as const)('bluesky, by the %s protocol', (protocol) => {
  let server: WebSocketServer
  let port: number
  let sockets: WebSocket[]
  let asked: URL[]
  let now = noon
  let ending: AbortController
  let pages: Page[]
  const send = (...events: Event[]) => {
    const wire = protocol === 'first' ? firstWire : secondWire
    for (const event of events) sockets.at(-1)!.send(JSON.stringify(wire(event)))
  }

  beforeEach(async () => {
    ;[sockets, asked, pages, now, ending] = [[], [], [], noon + 60_000, new AbortController()]
    server = new WebSocketServer({
      port: 0,
      host: '127.0.0.1',
      verifyClient: ({ req }: { req: IncomingMessage }) => (protocol === 'second') === req.url!.startsWith('/xrpc/'),
    })
    server.on('connection', (socket, request) => {
      sockets.push(socket)
      asked.push(new URL(request.url!, 'http://x.example'))
    })
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterEach(() => {
    ending.abort()
    for (const client of server.clients) client.terminate()
    server.close()
  })

  const stored = new Set<string>()
  const watch = [{ brand: 'Halden', keywords: ['halden'], links: ['halden.example'], exclude: ['halden norway'] }]
  const source = (over: { languages?: string[] } = {}) => {
    // The clock goes on with real time, so that pages are due.
    const startedAt = performance.now()
    const clock = () => now + (performance.now() - startedAt) * 20
    return bluesky(
      { type: 'bluesky', name: 'bsky', host: `127.0.0.1:${port}`, ...over },
      sourceDeps({
        clock,
        matcher: openMatcher(watch),
        stored: async (_, { ids, prefixes }) =>
          new Set([...stored].filter((id) => ids.includes(id) || prefixes.some((prefix) => id.startsWith(prefix)))),
      }),
      { pageMs: 50 },
    )
  }
  function start(cursor?: string, over = {}) {
    const before = sockets.length
    const run = (async () => {
      for await (const page of source(over).pages(cursor, ending.signal)) pages.push(page)
    })()
    run.catch(() => {})
    return { run, connected: until('connected', () => sockets.length > before) }
  }
  const mentions = () => pages.flatMap((page) => page.mentions)
  const deletions = () => pages.flatMap((page) => page.deletions ?? [])

  test('posts that are looked for are mentions; others are not', async () => {
    await start().connected
    send(
      { at: 1, rkey: 'a', text: 'my Halden kettle leaks' },
      { at: 2, rkey: 'b', text: 'lunch' },
      { at: 3, rkey: 'c', text: 'Halden Norway is nice' },
      { at: 4, rkey: 'd', text: 'look', more: { facets: [{ features: [{ uri: 'https://halden.example/k3' }] }] } },
      {
        at: 5,
        rkey: 'e',
        text: '',
        more: { embed: { external: { uri: 'https://halden.example', title: 'Halden recalls' } } },
      },
      { at: 6, rkey: 'f', text: 'halden again', more: { reply: { parent: { uri: uri(9, 'p') } } } },
    )
    await until('four', () => mentions().length === 4)
    expect(mentions().map(({ nativeId }) => nativeId)).toEqual(['a', 'd', 'e', 'f'].map((rkey) => uri(1, rkey)))
    expect(mentions()[0]).toEqual({
      nativeId: uri(1, 'a'),
      createdAt: noon,
      text: 'my Halden kettle leaks',
      format: 'post',
      url: `https://bsky.app/profile/${did(1)}/post/a`,
      author: { id: did(1) },
      fields: { brand: 'Halden' },
    })
    expect(mentions()[2]!.text).toBe('Halden recalls')
    expect(mentions()[3]).toMatchObject({ format: 'comment', inReplyTo: uri(9, 'p') })
  })

  test('what nobody can read is left out, and absurd times are the server’s', async () => {
    await start().connected
    for (const frame of ['', '{', '[]', 'null', '{"did":1}', '{"kind":"commit"}', '"x"']) sockets[0]!.send(frame)
    send(
      { at: 10, rkey: 'a', text: 'halden', more: { createdAt: '2031-01-01T00:00:00Z' } },
      { at: 11, rkey: 'b', text: 'halden', more: { createdAt: 'yesterday', langs: null, facets: 'x' } },
      { at: 12, rkey: 'c', text: 'halden', more: { createdAt: '2019-01-01T00:00:00Z', langs: [5] } },
      { at: 13, rkey: 'd', more: { text: 7 } },
    )
    await until('three', () => mentions().length === 3)
    expect(mentions().map(({ createdAt }) => (createdAt - noon) / 1000)).toEqual([10, 11, 12])
  })

  test('it resumes where it was, in the middle of a stream', async () => {
    const first = start()
    await first.connected
    send({ at: 1, rkey: 'a', text: 'halden 1' })
    await until('one', () => mentions().length === 1)
    sockets[0]!.terminate()
    await expect(first.run).rejects.toThrow(/closed the connection/)
    const { cursor } = pages.at(-1)!
    await start(cursor).connected
    const query = asked.at(-1)!.searchParams
    expect(query.get('cursor')).toBe(protocol === 'first' ? String((noon + 1000) * 1000 - 5_000_000) : '1001')
    send({ at: 2, rkey: 'b', text: 'halden 2' })
    await until('two', () => mentions().length === 2)
    expect(pages.some(({ gap }) => gap)).toBe(false)
  })

  test('what the server has forgotten is a gap', async () => {
    await start(JSON.stringify({ v: 1, timeUs: (noon - 40 * 3_600_000) * 1000 })).connected
    send({ at: 1, rkey: 'a', text: 'halden' })
    await until('one', () => mentions().length === 1)
    expect(pages.flatMap(({ gap }) => gap ?? [])).toEqual([
      { from: noon - 40 * 3_600_000, to: noon + 1000, reason: expect.stringContaining('no longer has the posts') },
    ])
  })

  test('deletions of posts and accounts are followed where the post is a mention', async () => {
    stored.clear()
    for (const id of [uri(1, 'old'), uri(3, 'x'), uri(3, 'y')]) stored.add(id)
    await start().connected
    send({ at: 1, rkey: 'new', text: 'halden' })
    await until('one', () => mentions().length === 1)
    send(
      { at: 2, rkey: 'old', operation: 'delete' },
      { at: 3, rkey: 'other', operation: 'delete' },
      { at: 4, rkey: 'new', operation: 'delete' },
      { at: 5, author: 3, isGone: true },
      { at: 6, author: 4, isGone: true },
    )
    await until('four', () => deletions().length === 4)
    expect(
      deletions()
        .map(({ id, reason }) => `${id} ${reason}`)
        .toSorted(),
    ).toEqual([
      `${uri(1, 'new')} deleted`,
      `${uri(1, 'old')} deleted`,
      `${uri(3, 'x')} accountGone`,
      `${uri(3, 'y')} accountGone`,
    ])
  })

  test('an edit comes again, and languages can be chosen', async () => {
    await start(undefined, { languages: ['en', 'de'] }).connected
    send(
      { at: 1, rkey: 'a', text: 'halden leaks' },
      { at: 2, rkey: 'a', operation: 'update', text: 'halden leaks a lot' },
      { at: 3, rkey: 'b', text: 'halden', more: { langs: ['ja'] } },
      { at: 4, rkey: 'c', text: 'halden', more: { langs: ['de-AT'] } },
      { at: 5, rkey: 'd', text: 'halden', more: { langs: [] } },
    )
    await until('four', () => mentions().length === 4)
    expect(mentions().map(({ text }) => text)).toEqual(['halden leaks', 'halden leaks a lot', 'halden', 'halden'])
  })

  test('it is covered up to the last event, also without mentions', async () => {
    await start().connected
    send({ at: 30, rkey: 'a', text: 'lunch' })
    await until('covered', () => pages.some(({ coveredUntil }) => coveredUntil === noon + 30_000))
    expect(mentions()).toEqual([])
  })
})

describe('bluesky refuses', () => {
  test('to read everything without anything to look for', () => {
    const options = { type: 'bluesky' as const, name: 'bsky' }
    expect(() => bluesky(options, sourceDeps())).toThrow('list what to look for in `watch`')
  })

  test('a server that accepts no connection, with its name', async () => {
    const deps = sourceDeps({ matcher: openMatcher([{ brand: 'x', keywords: ['xyz'] }]) })
    const pages = bluesky({ type: 'bluesky', name: 'bsky', host: '127.0.0.1:1' }, deps).pages(
      undefined,
      new AbortController().signal,
    )
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow('127.0.0.1:1 accepts no Jetstream connection')
  })
})
