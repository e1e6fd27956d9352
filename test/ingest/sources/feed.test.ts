import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openHttp } from '../../../infra/http/fetch.ts'
import { htmlToText, plainText } from '../../../ingest/read/html-to-text.ts'
import { SourceFailed, type Page } from '../../../ingest/mention/source.ts'
import { feed } from '../../../ingest/sources/feed.ts'
import { identify } from '../../../ingest/sources/feed/identity.ts'
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

describe('what an item is, from poll to poll', () => {
  interface Told {
    guid?: string
    link?: string
    title?: string
    text: string
    date?: string
  }
  const itemOf = ({ guid, link, title, text, date }: Told) =>
    `<item>${guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`}${title ? `<title>${title}</title>` : ''}${
      link ? `<link>${link}</link>` : ''
    }<description>${text}</description>${date ? `<pubDate>${date}</pubDate>` : ''}</item>`
  /** What each poll finds; one a minute. */
  async function polls(...documents: Told[][]) {
    const pages: Page[] = []
    for (const [i, items] of documents.entries()) {
      serve(rss(items.map(itemOf)))
      const cursor = pages.at(-1)?.cursor
      pages.push(await poll({ ...(cursor !== undefined && { cursor }), now: timeOf(i + 30) }))
    }
    return pages
  }
  const three: Told[] = ['Leaks', 'Smells', 'Rattles'].map((text, i) => ({
    text,
    title: `Kettle ${i}`,
    link: `https://f.example/t/${i}`,
    date: `Fri, 20 Nov 2026 1${i}:00:00 GMT`,
  }))

  test.each<[string, Told[]]>([
    ['the same guid N/A', three.map((each) => ({ ...each, guid: 'N/A' }))],
    ['the same other guid', three.map((each) => ({ ...each, guid: 'post' }))],
    ['the same link and no guid', three.map((each) => ({ ...each, link: 'https://f.example/board' }))],
    ['the same link and empty guids', three.map((each) => ({ ...each, guid: '', link: 'https://f.example/board' }))],
    ['the same title and date', three.map(({ text }) => ({ text, title: 'Re: kettle', date: 'Fri, 20 Nov 2026' }))],
    ['nothing but a text', three.map(({ text }) => ({ text }))],
    [
      'the same guid, link and title',
      three.map(({ text }) => ({ guid: 'g', link: 'https://f.example/', title: 'x', text })),
    ],
  ])('items with %s are told apart, and told once', async (_, items) => {
    const [first, second] = await polls(items, items)
    expect(first!.mentions.map(({ text }) => text)).toEqual(['Leaks', 'Smells', 'Rattles'])
    expect(new Set(idsOf(first!)).size).toBe(3)
    expect([second!.mentions, second!.gap]).toEqual([[], undefined])
  })

  test.each<[string, (told: Told, poll: number) => Told]>([
    ['new guids', (told, n) => ({ ...told, guid: `${told.text}-${n}` })],
    ['new links', (told, n) => ({ ...told, link: `${told.link}?utm=${n}` })],
    ['new guids and links', (told, n) => ({ ...told, guid: `${told.text}${n}`, link: `${told.link}#${n}` })],
    ['new guids and no dates', (told, n) => ({ ...told, date: '', guid: `${told.text}-${n}` })],
    ['new guids and times of the poll', (told, n) => ({ ...told, guid: told.text, date: timeText(n) })],
    ['new guids and the date of the poll', (told, n) => ({ ...told, guid: `${told.text}${n}`, date: timeText(n) })],
    ['no guid and the date of the poll', ({ text, link, title }, n) => ({ text, link, title, date: timeText(n) })],
    ['nothing but a text and the date of the poll', ({ text }, n) => ({ text, date: timeText(n) })],
    ['https for http', (told, n) => ({ ...told, link: told.link!.replace('https', n === 0 ? 'http' : 'https') })],
  ])('items with %s at every poll are the same items', async (_, change) => {
    const pages = await polls(...[0, 1, 2].map((n) => three.map((told) => change(told, n))))
    expect(pages.map(({ mentions, gap }) => [mentions.length, gap])).toEqual([
      [3, undefined],
      [0, undefined],
      [0, undefined],
    ])
  })
  const timeText = (n: number) => new Date(timeOf(n)).toUTCString()

  test('an edit of an item with a new guid is an edit; a new item on the same board is not', async () => {
    const board = three.map((told) => ({ ...told, link: 'https://f.example/board' }))
    const [first, edited] = await polls(
      three.map((told) => ({ ...told, guid: `a${told.text}` })),
      three.map((told) => ({ ...told, guid: `b${told.text}`, text: `${told.text} again` })),
    )
    expect(idsOf(edited!)).toEqual(idsOf(first!))
    const [before, after] = await polls(board.slice(0, 2), board.slice(1))
    expect(idsOf(before!)).not.toContain(idsOf(after!)[0])
  })

  test('items that follow each other under one guid are several; a copy of an item is none', async () => {
    const pages = await polls(...three.map((told) => [{ ...told, guid: 'https://f.example/' }]))
    expect(pages.flatMap(({ mentions }) => mentions.map(({ text }) => text))).toEqual(['Leaks', 'Smells', 'Rattles'])
    expect(new Set(pages.flatMap(idsOf)).size).toBe(3)
    const [copied] = await polls([...three, three[1]!].map((told) => ({ ...told, guid: told.text })))
    expect(idsOf(copied!)).toEqual(['Leaks', 'Smells', 'Rattles'])
  })

  test('items without a text do not make what follows news', async () => {
    const [, , next] = await polls([], [{ text: '', guid: 'e' }], three)
    expect(next!.mentions.map(({ backfill }) => backfill)).toEqual([true, true, true])
  })

  test.each<[string, Told[], boolean]>([
    ['old items', three.map((told) => ({ ...told, date: 'Thu, 01 Jan 2026 10:00:00 GMT' })), true],
    ['items without a date', three.map((told) => ({ ...told, date: '' })), true],
    ['items with a date of 1970', three.map((told) => ({ ...told, date: 'Thu, 01 Jan 1970 00:00:00 GMT' })), true],
    ['items with a date of 2099', three.map((told) => ({ ...told, date: 'Thu, 01 Jan 2099 00:00:00 GMT' })), true],
    ['items of this minute', three.map((told) => ({ ...told, date: timeText(32) })), false],
  ])('a feed that was empty at first, and then has %s', async (_, items, isHistory) => {
    const [, , filled, next] = await polls([], [], items, [...items, { text: 'Fresh', guid: 'f' }])
    expect(filled!.mentions.map(({ backfill }) => backfill)).toEqual([isHistory, isHistory, isHistory])
    expect(next!.mentions).toMatchObject([{ text: 'Fresh', backfill: false }])
    for (const { createdAt } of filled!.mentions) expect(createdAt).toBeLessThanOrEqual(timeOf(32))
  })
})

describe('a feed document', () => {
  const media = 'xmlns:media="http://search.yahoo.com/mrss/"'
  const withParts = (parts: string) =>
    readFeed(
      Buffer.from(
        `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" ${media}><channel><title>t</title><item><title>Fan</title>${parts}</item></channel></rss>`,
      ),
    ).items[0]!.text
  const picture = '<content:encoded><![CDATA[<p><img src="https://x.example/p.png"></p>]]></content:encoded>'

  test.each([
    ['content before a description', '<content:encoded>Long</content:encoded><description>Short</description>', 'Long'],
    [
      'a description beside empty content',
      '<content:encoded></content:encoded><description>Hums</description>',
      'Hums',
    ],
    ['a description beside a picture', `${picture}<description>Hums</description>`, 'Hums'],
    ['media:description', '<media:description>Hums &amp; smells</media:description>', 'Hums & smells'],
    [
      'media:description of a group',
      `${picture}<media:group><media:description>Hums</media:description></media:group>`,
      'Hums',
    ],
    [
      'media:description of a content',
      '<media:content url="u"><media:description>Hums</media:description></media:content>',
      'Hums',
    ],
    ['media:description in HTML', '<media:description type="html">&lt;b&gt;Hums&lt;/b&gt;</media:description>', 'Hums'],
    ['media:text', '<media:text>Hums</media:text>', 'Hums'],
    ['dc:description', '<dc:description xmlns:dc="http://purl.org/dc/elements/1.1/">Hums</dc:description>', 'Hums'],
    ['a description beside a dash', '<content:encoded>-</content:encoded><description>Hums</description>', 'Hums'],
    [
      'a description beside an invisible character',
      '<content:encoded>&#8203;</content:encoded><description>Hums</description>',
      'Hums',
    ],
    ['a title beside a picture', picture, 'Fan'],
  ])('the text is %s', (_, parts, text) => expect(withParts(parts)).toBe(text))

  test.each([
    ['src in quotes', (data: string) => `<img src="${data}">`],
    ['src in apostrophes', (data: string) => `<p><img alt='x' src='${data}'/></p>`],
    ['src without quotes', (data: string) => `<img src=${data}>`],
    ['a style', (data: string) => `<div style="background:url(${data})"></div>`],
    ['srcset', (data: string) => `<img srcset="${data} 1x, ${data} 2x">`],
    ['lines of Base64', (data: string) => `<img src="${data.replace(/.{76}/g, '$&\n')}">`],
    ['upper case', (data: string) => `<IMG SRC="${data.replace('data', 'DATA')}">`],
    ['a picture in tags', (data: string) => `<svg>${'<path d="M0 0"/>'.repeat(data.length / 10)}</svg>`],
    ['styles', (data: string) => `<style>${'p{}'.repeat(data.length / 3)}</style>`],
    ['empty elements', (data: string) => '<div class="a"></div>'.repeat(data.length / 10)],
    ['a long address', (data: string) => `<a href="https://x.example/?${data}"></a>`],
    ['many pictures', (data: string) => `<img src="${data.slice(0, 30_000)}">`.repeat(5)],
  ])('a text after an inlined picture is read: %s', (_, pictureOf) => {
    const html = pictureOf(`data:image/png;base64,${'iVBORw0KGgo+/A=='.repeat(6000)}`)
    expect(withParts(`<description><![CDATA[${html}<p>The toaster caught fire</p>]]></description>`)).toBe(
      'The toaster caught fire',
    )
    expect(plainText(`${html}<p>The toaster caught fire</p>`)).toBe('The toaster caught fire')
  })

  const atomOf = (entry: string, root = '') =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:im="http://itunes.apple.com/rss" ${root}><title>A</title><entry><id>1</id><title>t</title>${entry}</entry></feed>`
  test.each([
    [
      'the link of the channel',
      rss(['<item><title>t</title><link>/threads/17</link></item>']),
      'http://n.example/threads/17',
    ],
    [
      'xml:base of the feed',
      atomOf('<link href="t/9"/>', 'xml:base="https://f.example/a/"'),
      'https://f.example/a/t/9',
    ],
    [
      'xml:base of the entry',
      atomOf('<link href="9"/>').replace('<entry>', '<entry xml:base="https://f.example/b/">'),
      'https://f.example/b/9',
    ],
    [
      'both',
      atomOf('<link href="9"/>', 'xml:base="https://f.example/a/"').replace('<entry>', '<entry xml:base="c/">'),
      'https://f.example/a/c/9',
    ],
    ['the address of the document', atomOf('<link href="/t/9"/>'), 'https://host.example/t/9'],
    [
      'the link of the channel, for a guid',
      rss(['<item><title>t</title><guid>/t/9</guid></item>']),
      'http://n.example/t/9',
    ],
    [
      'the link of the channel, for atom:link',
      rss(['<item xmlns:atom="http://www.w3.org/2005/Atom"><title>t</title><atom:link href="/t/9"/></item>']),
      'http://n.example/t/9',
    ],
    [
      'nothing, as a host',
      rss(['<item><title>t</title><link>www.x.example/9</link></item>']),
      'https://www.x.example/9',
    ],
    ['no scheme', atomOf('<link href="//cdn.example/9"/>'), 'https://cdn.example/9'],
    [
      'home_page_url',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'J',
        home_page_url: 'https://j.example/x/',
        items: [{ id: '1', content_text: 'a', url: 'y' }],
      }),
      'https://j.example/x/y',
    ],
  ])('a relative link counts from %s', (_, document, url) => {
    expect(readFeed(Buffer.from(document), { url: 'https://host.example/feeds/1' }).items[0]!.url).toBe(url)
  })

  test.each([
    ['1', 1],
    ['5', 5],
    ['3.5', 3.5],
    ['0', undefined],
    ['9', undefined],
    ['', undefined],
  ])('im:rating %s is read', (rating, expected) => {
    const review = atomOf(
      `<im:rating>${rating}</im:rating><im:version>3.4</im:version><content type="text">Bad</content>`,
    )
    const [item] = readFeed(Buffer.from(review)).items
    expect([item!.rating, item!.fields]).toEqual([expected, { version: '3.4' }])
  })

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
          statedId: 'tag:1',
          statedDate: '2026-01-01T00:00:00Z',
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
      {
        statedId: 'http://r.example/1',
        text: 't',
        url: 'http://r.example/1',
        statedDate: '2026-01-01T00:00:00Z',
        createdAt: Date.UTC(2026),
      },
    ])
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      items: [{ id: 7, content_text: 'a <b> c', date_published: '2026-01-01T00:00:00Z' }],
    }
    expect(read(JSON.stringify(json)).items).toEqual([
      { statedId: '7', text: 'a <b> c', statedDate: '2026-01-01T00:00:00Z', createdAt: Date.UTC(2026) },
    ])
  })

  test('an id is the guid, else the link, else a hash of title and date; a very long one is hashed', () => {
    const ids = (body: string) =>
      identify(read(rss([`<item>${body}</item>`])).items, {}, new Set()).map((each) => each.nativeId)
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
    const titleOf = (body: Buffer, contentType?: string) => readFeed(body, { contentType }).items[0]!.text
    const latin = Buffer.from(declared('iso-8859-1'), 'latin1')
    expect(titleOf(latin)).toBe('Käse')
    expect(titleOf(Buffer.from(declared('iso-8859-1')), 'text/xml; charset="utf-8"')).toBe('Käse')
    expect(titleOf(Buffer.from(`\ufeff${declared('iso-8859-1')}`), 'text/xml; charset=latin1')).toBe('Käse')
    expect(titleOf(Buffer.from(`\ufeff${declared('utf-16')}`, 'utf16le'))).toBe('Käse')
    expect(titleOf(Buffer.from(declared('utf-16'), 'utf16le'))).toBe('Käse')
    expect(titleOf(Buffer.from(declared('nobody-knows')))).toBe('Käse')
    expect(titleOf(latin, 'text/xml; charset=utf-8')).toBe('Käse')
    expect(titleOf(Buffer.from(rss(['<item><title>Käse</title></item>']), 'latin1'))).toBe('Käse')
    const broken = Buffer.concat([Buffer.from(rss(['<item><title>Käse Öl</title></item>'])), Buffer.from([0xe4])])
    expect(titleOf(broken)).toBe('Käse Öl')
  })

  test.each([
    ['a raw <3', '<title>I <3 it</title><description>5 < 6</description>', ['I <3 it', '5 < 6']],
    ['a raw <- and &', '<title>a <- b & c</title><description>d</description>', ['a <- b & c', 'd']],
    ['entities of HTML', '<title>Caf&eacute;&nbsp;bar</title><description>&hellip;</description>', ['Café bar', '…']],
    ['control characters', '<title>a\u0008b</title><description>c\u0001d</description>', ['a b', 'c d']],
    ['tags that are not escaped', '<title>a</title><description><p>b <i>c</i></p></description>', ['a', 'b c']],
    ['a prefix that is not declared', '<title>a</title><content:encoded>b</content:encoded>', ['a', 'b']],
  ])('an ill-formed document with %s is read', (_, parts, expected) => {
    const [found] = read(rss([`<item>${parts}</item>`])).items
    expect([found!.title, found!.text]).toEqual(expected)
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
        const contentType = /charset=[\w-]+/i.exec(readFileSync(file, 'latin1').slice(0, 300))?.[0]
        read += readFeed(readFileSync(file), { contentType }).items.length
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
