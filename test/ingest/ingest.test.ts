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
import { redaction } from '../../ingest/redact/redact.ts'
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
const polled = (name: string) => {
  const http = openHttp({ allowPrivate: ['127.0.0.1'], logger: platform.logger })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return feed({ type: 'feed', name, url, everySeconds: 0.05 }, { http, clock: systemClock })
}
const toldBy = (source: string) => published.filter((mention) => mention.source === source).map((mention) => mention.id)
const healthOf = async (name: string) => (await sourceHealth(platform.store)).find(({ source }) => source === name)

describe('the runner of sources', () => {
  test('after a stop each source goes on where it was, and nothing is told twice', async () => {
    const { path, source } = followed('resumed')
    writeFileSync(path, row(1) + row(2))
    const stop = ingest([source])
    await until('two mentions', () => toldBy('resumed').length === 2)
    await stop()
    expect(await loadCursor(platform.store, 'resumed')).toBeDefined()
    appendFileSync(path, row(3))
    ingest([source])
    await until('the third', () => toldBy('resumed').length >= 3)
    expect(toldBy('resumed')).toEqual(['resumed:1', 'resumed:2', 'resumed:3'])
  })

  test('one that fails says so with its reason, the others go on, and it is live again when it can', async () => {
    status = 500
    const { path, source } = followed('steady')
    writeFileSync(path, row(1))
    ingest([polled('ailing'), source])
    await until('it is failing', async () => (await healthOf('ailing'))?.state === 'failing')
    expect(await healthOf('ailing')).toMatchObject({ reason: 'it answers 500', kind: 'feed' })
    appendFileSync(path, row(2))
    await until('the other goes on', () => toldBy('steady').length === 2)
    status = 200
    await until('it is live', async () => (await healthOf('ailing'))?.state === 'live')
    expect(await healthOf('ailing')).toMatchObject({ reason: '', lastHeardAt: Date.UTC(2026) })
    expect(toldBy('ailing')).toEqual(['ailing:g1'])
  })

  test('one that is gone is gone', async () => {
    status = 410
    ingest([polled('closed')])
    await until('it is gone', async () => (await healthOf('closed'))?.state === 'gone')
  })

  test('what was told counts as heard only when it is filed downstream', async () => {
    const heard: string[] = []
    let file = () => {}
    const filing = new Promise<void>((resolve) => (file = resolve))
    const before = Date.now()
    ingest([polled('patient')], { stored: () => filing, onCovered: (name) => heard.push(name) })
    await until('it is published', () => toldBy('patient').length === 1)
    await until('its cursor is saved', async () => (await loadCursor(platform.store, 'patient')) !== undefined)
    expect([heard, await healthOf('patient')]).toEqual([[], undefined])
    file()
    await until('it is heard', async () => ((await healthOf('patient'))?.frontierAt ?? 0) >= before)
    expect(heard).toContain('patient')
  })

  test('what could not be read is kept, redacted, and does not stop what can', async () => {
    const { path, source } = followed('sloppy')
    writeFileSync(path, `${row(1)}{oops ann@mail.example\n${row(2)}`)
    ingest([source])
    await until('the good ones', () => toldBy('sloppy').length === 2)
    const rejects = join(platform.data, 'rejects', 'sloppy.jsonl')
    await until('the rejects', () => existsSync(rejects))
    expect(JSON.parse(readFileSync(rejects, 'utf8'))).toEqual({
      at: 'sloppy.jsonl line 2',
      reason: expect.stringMatching(/^is not JSON/),
      raw: '{oops [mail]',
    })
  })

  test('an earlier process’s health of a source stays known', async () => {
    const { path, source } = followed('known')
    writeFileSync(path, row(1))
    const stop = ingest([source])
    await until('it is heard', async () => ((await healthOf('known'))?.lastHeardAt ?? 0) > 0)
    await stop()
    writeFileSync(path, '')
    ingest([source])
    await until(
      'it is looked at again',
      async () => (await loadCursor(platform.store, 'known'))?.includes('"size":0') ?? false,
    )
    expect(await healthOf('known')).toMatchObject({ state: 'live', lastHeardAt: Date.UTC(2026) })
  })
})
