import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openHttp } from '../../../infra/http/fetch.ts'
import { htmlToText } from '../../../ingest/read/html-to-text.ts'
import { SourceFailed, type Page } from '../../../ingest/mention/source.ts'
import { feed } from '../../../ingest/sources/feed.ts'
import { readFeed } from '../../../ingest/sources/feed/read-feed.ts'
import { badFiles } from '../../bad-inputs.ts'
import { sourceContract } from '../../contract/source.ts'

const logger = pino({ level: 'silent' })
let answer: (request: IncomingMessage, response: ServerResponse) => void
let asked: IncomingMessage[] = []
const server = createServer((request, response) => {
  asked.push(request)
  answer(request, response)
})
let base = ''
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => (asked = []))

const rss = (items: string[]) =>
  `<rss version="2.0"><channel><title>News &amp; more</title><link>http://n.example</link>${items.join('')}</channel></rss>`
const item = (n: number, text = `text ${n}`) =>
  `<item><guid>g${n}</guid><title>Title ${n}</title><link>https://n.example/${n}</link><description>${text}</description><pubDate>Sun, 06 Sep 2026 12:0${n}:00 GMT</pubDate><author>a@n.example (Ann)</author></item>`
const timeOf = (n: number) => Date.UTC(2026, 8, 6, 12, n)
const serve = (body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/rss+xml' }) => {
  answer = (_, response) => response.writeHead(200, headers).end(body)
}

sourceContract('a feed', () => {
  const items = [item(1), item(2)]
  serve(rss(items))
  const http = openHttp({ allowPrivate: ['127.0.0.1'], logger })
  let now = 1_800_000_000_000
  return {
    open: () =>
      feed({ type: 'feed', name: 'news', url: `${base}/feed`, everySeconds: 0.001 }, { http, clock: () => now++ }),
    isLast: () => true,
    grow() {
      items.push(item(3))
      serve(rss(items))
    },
    fail() {
      answer = (_, response) => response.writeHead(500).end()
      return () => serve(rss(items))
    },
  }
})

/** One poll, as the runner makes it: the first page after the cursor. */
async function poll({
  cursor,
  now = 1_800_000_000_000,
  path = '/feed',
  allowed = true,
}: { cursor?: string; now?: number; path?: string; allowed?: boolean } = {}): Promise<Page> {
  const ending = new AbortController()
  const http = openHttp({ allowPrivate: allowed ? ['127.0.0.1'] : [], logger })
  const source = feed({ type: 'feed', name: 'news', url: base + path, everySeconds: 0.001 }, { http, clock: () => now })
  for await (const page of source.pages(cursor, ending.signal)) {
    ending.abort()
    return page
  }
  throw new Error('no page')
}
const idsOf = (page: Page) => page.mentions.map((mention) => mention.nativeId)

describe('a feed, poll by poll', () => {
  test('its items are mentions; those of the first poll are history', async () => {
    serve(rss([item(1, '&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;'), item(2)]))
    const page = await poll()
    expect(page).toMatchObject({ coveredUntil: 1_800_000_000_000, rejected: [] })
    expect(page.mentions[0]).toEqual({
      nativeId: 'g1',
      createdAt: timeOf(1),
      title: 'Title 1',
      text: 'Hello you',
      url: 'https://n.example/1',
      author: { id: 'Ann', handle: 'Ann' },
      channel: 'News & more',
      format: 'article',
      backfill: true,
    })
    serve(
      rss([
        item(1, '&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;'),
        item(2),
        item(3),
      ]),
    )
    const next = await poll({ cursor: page.cursor })
    expect(next.mentions).toMatchObject([{ nativeId: 'g3', backfill: false }])
    expect(next.gap).toBeUndefined()
  })

  test('an unchanged feed is not sent again: ETag, If-Modified-Since, 304', async () => {
    serve(rss([item(1)]), { etag: '"v1"', 'last-modified': 'Sun, 06 Sep 2026 12:00:00 GMT' })
    const { cursor } = await poll()
    answer = (_, response) => response.writeHead(304).end()
    const page = await poll({ cursor, now: 1_800_000_300_000 })
    expect(asked[1]!.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Sun, 06 Sep 2026 12:00:00 GMT',
    })
    expect(page).toMatchObject({ mentions: [], coveredUntil: 1_800_000_300_000 })
    await poll({ cursor: page.cursor, now: 1_800_000_600_000 })
    expect(asked[2]!.headers['if-none-match']).toBe('"v1"')
  })

  test('an edited item comes again with its id and first time; an item without a time keeps that of its first poll', async () => {
    const undated = (text: string) => `<item><guid>u</guid><title>${text}</title></item>`
    serve(rss([item(1), undated('a')]))
    const first = await poll({ now: timeOf(30) })
    expect(first.mentions[1]).toMatchObject({ nativeId: 'u', createdAt: timeOf(30), text: 'a' })
    serve(rss([item(1, 'changed').replace('12:01', '13:59'), undated('b')]))
    const second = await poll({ cursor: first.cursor, now: timeOf(40) })
    expect(second.mentions).toMatchObject([
      { nativeId: 'g1', createdAt: timeOf(1), text: 'changed' },
      { nativeId: 'u', createdAt: timeOf(30), text: 'b' },
    ])
  })

  test('two polls without common items are a gap; an empty feed in between is not', async () => {
    serve(rss([item(1)]))
    const first = await poll({ now: 1_800_000_000_000 })
    serve(rss([]))
    const empty = await poll({ cursor: first.cursor, now: 1_800_000_300_000 })
    expect([empty.mentions, empty.gap]).toEqual([[], undefined])
    serve(rss([item(2)]))
    const page = await poll({ cursor: empty.cursor, now: 1_800_000_600_000 })
    expect(page.gap).toMatchObject({ from: 1_800_000_300_000, to: 1_800_000_600_000 })
    expect(idsOf(page)).toEqual(['g2'])
  })

  test('redirects of a feed are followed, but not to private addresses', async () => {
    answer = (request, response) => {
      if (request.url === '/feed') response.writeHead(301, { location: '/moved' }).end()
      else if (request.url === '/moved') response.writeHead(308, { location: '/here' }).end()
      else response.end(rss([item(1)]))
    }
    expect(idsOf(await poll())).toEqual(['g1'])
    answer = (request, response) => response.writeHead(301, { location: `/${asked.length}` }).end()
    await expect(poll()).rejects.toThrow(/redirects/)
    await expect(poll({ allowed: false })).rejects.toThrow(/127\.0\.0\.1/)
  })

  test('410 is gone; 429 and 503 may ask to wait; other statuses are failing', async () => {
    const failure = async (status: number, headers = {}) => {
      answer = (_, response) => response.writeHead(status, headers).end()
      return poll().then(
        () => expect.unreachable(),
        (error: unknown) => (expect(error).toBeInstanceOf(SourceFailed), error as SourceFailed),
      )
    }
    expect(await failure(410)).toMatchObject({ state: 'gone' })
    expect(await failure(429, { 'retry-after': '120' })).toMatchObject({ state: 'failing', retryAfterMs: 120_000 })
    const { retryAfterMs } = await failure(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() })
    expect(retryAfterMs).toBeGreaterThan(55_000)
    expect(await failure(404, { 'retry-after': '120' })).toMatchObject({
      state: 'failing',
      retryAfterMs: 0,
      message: 'the server answered 404',
    })
  })

  test('more than 5 MB are refused; of more than 2,000 items the first 2,000 are read', async () => {
    serve(`<rss><channel><title>${'x'.repeat(6_000_000)}</title></channel></rss>`)
    await expect(poll()).rejects.toThrow(/larger than/)
    serve(rss(Array.from({ length: 2100 }, (_, i) => `<item><guid>${i}</guid><title>t${i}</title></item>`)))
    expect((await poll()).mentions).toHaveLength(2000)
  })

  test('a document that is not a feed fails with its first 200 bytes', async () => {
    serve(`<html><body>Please log in ${'.'.repeat(500)}`, { 'content-type': 'text/html' })
    await expect(poll()).rejects.toThrow(/not a readable feed .* it begins with "<html><body>Please log in/)
  })
})

describe('a feed document', () => {
  const read = (text: string) => readFeed(Buffer.from(text))

  test('an item without text is rejected once, and the others are read', async () => {
    serve(rss([item(1), '<item><guid>empty</guid></item>', item(2)]))
    const first = await poll()
    expect(idsOf(first)).toEqual(['g1', 'g2'])
    expect(first.rejected).toMatchObject([{ at: 'entry 2', reason: 'has neither a title nor a text' }])
    expect((await poll({ cursor: first.cursor })).rejected).toEqual([])
  })

  test('Atom, RDF and JSON Feed are read alike', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>tag:1</id><title type="text">1 &lt; 2 &amp; 3</title><published>2026-01-01T00:00:00Z</published><updated>2026-02-01T00:00:00Z</updated><link rel="self" href="http://s.example"/><link href="http://a.example/1"/><author><name>N</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>one</p><p>two</p></div></content></entry></feed>`
    expect(read(atom)).toEqual({
      title: 'A',
      rejected: [],
      items: [
        {
          nativeId: 'tag:1',
          title: '1 < 2 & 3',
          text: 'one\ntwo',
          url: 'http://a.example/1',
          author: 'N',
          createdAt: Date.UTC(2026),
        },
      ],
    })
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://c.example"><title>R</title></channel><item rdf:about="http://r.example/1"><title>t</title><link>http://r.example/1</link><dc:date>2026-01-01T00:00:00Z</dc:date></item></rdf:RDF>`
    expect(read(rdf).items).toEqual([
      { nativeId: 'http://r.example/1', text: 't', url: 'http://r.example/1', createdAt: Date.UTC(2026) },
    ])
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      items: [{ id: 7, content_text: 'a <b> c', date_published: '2026-01-01T00:00:00Z' }],
    }
    expect(read(JSON.stringify(json)).items).toEqual([{ nativeId: '7', text: 'a <b> c', createdAt: Date.UTC(2026) }])
  })

  test('an id is the guid, else the link, else a hash of title and date; a very long one is hashed', () => {
    const ids = (body: string) => read(rss([`<item>${body}</item>`])).items.map((each) => each.nativeId)
    expect(ids('<guid>g</guid><link>http://l.example/</link><title>t</title>')).toEqual(['g'])
    expect(ids('<link>http://l.example/</link><title>t</title>')).toEqual(['http://l.example/'])
    expect(ids('<title>t</title><pubDate>x</pubDate>')).toEqual(
      ids('<title>t</title><pubDate>x</pubDate><description>d</description>'),
    )
    expect(ids('<title>t</title>')).not.toEqual(ids('<title>u</title>'))
    expect(ids(`<guid>${'g'.repeat(5000)}</guid><title>t</title>`)[0]).toHaveLength(32)
  })

  test('a script link is dropped, and one wrapped by a search engine is unwrapped', () => {
    const url = (link: string) => read(rss([`<item><title>t</title><link>${link}</link></item>`])).items[0]!.url
    expect(url('javascript:alert(1)')).toBeUndefined()
    expect(url('https://www.google.com/url?rct=j&amp;url=https://n.example/a&amp;ct=ga')).toBe('https://n.example/a')
  })

  test('the encoding is that of the byte order mark, else of HTTP, else of the declaration, else UTF-8', () => {
    const declared = (label: string) =>
      `<?xml version="1.0" encoding="${label}"?>${rss(['<item><title>Käse</title></item>'])}`
    const titleOf = (body: Buffer, type?: string) => readFeed(body, type).items[0]!.text
    const latin = Buffer.from(declared('iso-8859-1'), 'latin1')
    expect(titleOf(latin)).toBe('Käse')
    expect(titleOf(Buffer.from(declared('iso-8859-1')), 'text/xml; charset="utf-8"')).toBe('Käse')
    expect(titleOf(Buffer.from(`\ufeff${declared('iso-8859-1')}`), 'text/xml; charset=latin1')).toBe('Käse')
    expect(titleOf(Buffer.from(`\ufeff${declared('utf-16')}`, 'utf16le'))).toBe('Käse')
    expect(titleOf(Buffer.from(declared('utf-16'), 'utf16le'))).toBe('Käse')
    expect(titleOf(Buffer.from(declared('nobody-knows')))).toBe('Käse')
    expect(titleOf(latin, 'text/xml; charset=utf-8')).toBe('K\ufffdse')
  })

  test('HTML becomes its visible text', () => {
    expect(
      htmlToText(
        '<p>a<br>b</p><style>p{}</style><ul><li>c</li><li>d &amp; e</li></ul><img alt="😀" src=x><img alt="a picture">',
      ),
    ).toBe('a\nb\nc\nd & e\n😀')
    expect(htmlToText('1 < 2 and <b>bold</b>\u00a0text')).toBe('1 < 2 and bold text')
    expect(htmlToText('<script>alert(1)</script><svg><text>x</text></svg>ok')).toBe('ok')
    const startedAt = performance.now()
    expect(htmlToText('<b><div>'.repeat(200_000))).toBe('')
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})

describe('feeds of public test suites', () => {
  const files = [
    ...badFiles('feeds/encoding'),
    ...badFiles('feeds/illformed'),
    ...badFiles('bombs').filter((file) => file.endsWith('.xml')),
  ]
  test.skipIf(files.length === 0)('each is read or refused with a reason, and none takes more than two seconds', () => {
    let read = 0
    for (const file of files) {
      const startedAt = performance.now()
      try {
        read += readFeed(readFileSync(file), /charset=[\w-]+/i.exec(readFileSync(file, 'latin1').slice(0, 300))?.[0])
          .items.length
      } catch (error) {
        expect([basename(file), (error as Error).message]).toEqual([
          basename(file),
          expect.stringMatching(/^the document is not a readable feed/),
        ])
      }
      expect([basename(file), performance.now() - startedAt < 2000]).toEqual([basename(file), true])
    }
    expect(read).toBeGreaterThan(0)
  })

  const bombs = badFiles('bombs').filter((file) => /rss-256MiB|gzip-in-gzip/.test(file))
  test.skipIf(bombs.length === 0).each(bombs.map((file) => [basename(file), file]))(
    '%s is refused within two seconds',
    async (name, file) => {
      const encoding = name.endsWith('.br') ? 'br' : name.endsWith('.deflate') ? 'deflate' : 'gzip'
      serve(readFileSync(file), { 'content-encoding': encoding })
      await expect(poll()).rejects.toThrow(/larger than|not a readable feed/)
    },
    2000,
  )
})
