import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../infra/clock.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { loadCursor } from '../../ingest/cursor-table.ts'
import { startIngest, type IngestDeps } from '../../ingest/ingest.ts'
import { mentionsTopic, type Mention } from '../../ingest/mention/mention.ts'
import { authorKey, redaction } from '../../ingest/redact/redact.ts'
import { openSuppressions, suppress } from '../../ingest/redact/suppressions.ts'
import { openRejects } from '../../ingest/rejects.ts'
import { sourceHealth } from '../../ingest/source-table.ts'
import { feed } from '../../ingest/sources/feed.ts'
import { file } from '../../ingest/sources/file.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'
import type { Stop } from '../../infra/stop.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
/** Every mention that was published, as any consumer sees it. */
const published: Mention[] = []
let status = 200
const server = createServer((_, response) => {
  const item = '<item><guid>g1</guid><title>hello</title><pubDate>2026-01-01T00:00:00Z</pubDate></item>'
  response.writeHead(status).end(`<rss><channel><title>t</title>${item}</channel></rss>`)
})
const ends: Stop[] = []

beforeAll(async () => {
  platform = await openLogAndStore()
  await platform.log.subscribe(mentionsTopic, 'witness', async (events) => {
    published.push(...(events as Mention[]))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  status = 200
})
afterAll(async () => {
  server.close()
  await platform.close()
})

function ingest(sources: IngestDeps['sources'], parts: Partial<IngestDeps> = {}): Stop {
  const { log, store, logger, data } = platform
  const stop = startIngest({
    log,
    store,
    logger,
    sources,
    clock: systemClock,
    toMention: redaction(Buffer.from('secret')),
    stored: (positions, signal) => log.reached('witness', positions, signal),
    onRejected: (source, item) => openRejects(data, source).add(item),
    ...parts,
  })
  ends.push(stop)
  return stop
}

const row = (id: number) => `${JSON.stringify({ id, text: `text ${id}`, date: '2026-01-01' })}\n`
const followed = (name: string) => {
  const path = join(platform.data, `${name}.jsonl`)
  return { path, source: file({ type: 'file', name, path, follow: true }, { pollMs: 20 }) }
}
const polled = (name: string, everySeconds = 0.05) => {
  const http = openHttp({ allowPrivate: ['127.0.0.1'], logger: platform.logger })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return feed({ type: 'feed', name, url, everySeconds }, { http, clock: systemClock })
}
const publishedBy = (source: string) =>
  published.filter((mention) => mention.source === source).map((mention) => mention.id)
const healthOf = async (name: string) => (await sourceHealth(platform.store)).find(({ source }) => source === name)

describe('ingest', () => {
  test('after a stop each source resumes where it was, and nothing is published twice', async () => {
    const { path, source } = followed('resumed')
    writeFileSync(path, row(1) + row(2))
    const stop = ingest([source])
    await until('two mentions', () => publishedBy('resumed').length === 2)
    await stop()
    expect(await loadCursor(platform.store, 'resumed')).toBeDefined()
    appendFileSync(path, row(3))
    ingest([source])
    await until('the third', () => publishedBy('resumed').length >= 3)
    expect(publishedBy('resumed')).toEqual(['resumed:1', 'resumed:2', 'resumed:3'])
  })

  test('a failing source has its reason in its health, the others continue, and it is live again once it delivers', async () => {
    status = 500
    const { path, source } = followed('steady')
    writeFileSync(path, row(1))
    ingest([polled('ailing', 10), source], { random: () => 0.5 })
    await until('it is failing', async () => (await healthOf('ailing'))?.state === 'failing')
    expect(await healthOf('ailing')).toMatchObject({ reason: 'the server answered 500', kind: 'feed' })
    appendFileSync(path, row(2))
    await until('the other continues', () => publishedBy('steady').length === 2)
    status = 200
    await until('it is live', async () => (await healthOf('ailing'))?.state === 'live')
    expect(await healthOf('ailing')).toMatchObject({ reason: '', lastHeardAt: Date.UTC(2026) })
    expect(publishedBy('ailing')).toEqual(['ailing:g1'])
  })

  test('the newest mention of a source stays the newest when older ones come after it', async () => {
    const { path, source } = followed('backwards')
    const dated = (id: number, date: string) => `${JSON.stringify({ id, text: `text ${id}`, date })}\n`
    writeFileSync(path, dated(1, '2026-01-02'))
    ingest([source])
    await until('its health is saved', async () => ((await healthOf('backwards'))?.lastHeardAt ?? 0) > 0)
    const { updatedAt } = (await healthOf('backwards'))!
    appendFileSync(path, dated(2, '2026-01-01'))
    await until('the older one is read', () => publishedBy('backwards').length === 2)
    await until('its health is saved again', async () => (await healthOf('backwards'))!.updatedAt > updatedAt)
    expect(await healthOf('backwards')).toMatchObject({ lastHeardAt: Date.UTC(2026, 0, 2) })
  })

  test('a feed with status 410 is gone', async () => {
    status = 410
    ingest([polled('closed')])
    await until('it is gone', async () => (await healthOf('closed'))?.state === 'gone')
  })

  test('mentions count as covered only when they are stored downstream', async () => {
    const covered: string[] = []
    let store = () => {}
    const storing = new Promise<void>((resolve) => (store = resolve))
    const before = Date.now()
    ingest([polled('patient')], { stored: () => storing, onCovered: (name) => covered.push(name) })
    await until('it is published', () => publishedBy('patient').length === 1)
    await until('its cursor is saved', async () => (await loadCursor(platform.store, 'patient')) !== undefined)
    expect([covered, await healthOf('patient')]).toEqual([[], undefined])
    store()
    await until('it is covered', async () => ((await healthOf('patient'))?.frontierAt ?? 0) >= before)
    expect(covered).toContain('patient')
  })

  test('unreadable items are kept, redacted, and do not stop readable ones', async () => {
    const { path, source } = followed('sloppy')
    writeFileSync(path, `${row(1)}{oops ann@mail.example\n${row(2)}`)
    ingest([source])
    await until('the readable ones', () => publishedBy('sloppy').length === 2)
    const rejects = join(platform.data, 'rejects', 'sloppy.jsonl')
    await until('the rejects', () => existsSync(rejects))
    expect(JSON.parse(readFileSync(rejects, 'utf8'))).toEqual({
      rejectedAt: expect.any(String),
      at: 'sloppy.jsonl line 2',
      reason: expect.stringMatching(/^is not JSON/),
      raw: '{oops [mail]',
    })
  })

  test('the health of a source that an earlier process saved is kept', async () => {
    const { path, source } = followed('known')
    writeFileSync(path, row(1))
    const stop = ingest([source])
    await until('its health is saved', async () => ((await healthOf('known'))?.lastHeardAt ?? 0) > 0)
    await stop()
    writeFileSync(path, '')
    ingest([source])
    await until(
      'it is read again',
      async () => (await loadCursor(platform.store, 'known'))?.includes('"size":0') ?? false,
    )
    expect(await healthOf('known')).toMatchObject({ state: 'live', lastHeardAt: Date.UTC(2026) })
  })
})

test('what was erased is dropped at the door, counted as rejected, and in no file', async () => {
  const secret = Buffer.from('secret')
  const { path, source } = followed('erased')
  const line = (id: string, author: string) => JSON.stringify({ id, author, text: `text of ${id}`, date: '2026-01-01' })
  writeFileSync(path, `${line('e1', 'zoe')}\n${line('e2', 'kim')}\n${line('e3', 'kim')}\n`)
  const { store, data } = platform
  const authorKeys = [authorKey(secret, 'erased', 'zoe')]
  await suppress(store, secret, { authorKeys, ids: ['erased:e2'], at: Date.now() })
  const counts = { published: 0, rejected: 0 }
  ingest([source], {
    suppressions: openSuppressions(store, secret),
    onEvents: (outcome, count) => void (counts[outcome] += count),
  })
  await until('the third is published', () => publishedBy('erased').includes('erased:e3'))
  expect(counts).toEqual({ published: 1, rejected: 2 })
  expect(publishedBy('erased')).toEqual(['erased:e3'])
  expect(existsSync(join(data, 'rejects', 'erased.jsonl'))).toBe(false)
})

test('an entry that is older than the newest, of a clock that was set back, is applied, too', async () => {
  const secret = Buffer.from('a secret of its own')
  const { store } = platform
  const add = (author: string, at: number) =>
    suppress(store, secret, { authorKeys: [authorKey(secret, 'back', author)], ids: [], at })
  const list = openSuppressions(store, secret)
  await add('zoe', Date.now())
  const toMention = redaction(secret)
  const isDropped = async (author: string) => {
    const raw = { nativeId: author, text: 'hello', createdAt: Date.now(), author: { id: author, handle: author } }
    return (await list.withoutErased([toMention(raw, 'back', Date.now())])).length === 0
  }
  await until('the newest is known', () => isDropped('zoe'))
  await add('kim', Date.now() - 3_600_000)
  await until('the older one is known', () => isDropped('kim'))
})
