import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { printable, type Config } from '../../app/config.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { openPaces } from '../../infra/http/pace.ts'
import { coverageGaps, stateOfGap } from '../../ingest/gap-table.ts'
import { loadCursor } from '../../ingest/cursor-table.ts'
import { startIngest } from '../../ingest/ingest.ts'
import { mentionsTopic, type Deletion, type Mention } from '../../ingest/mention/mention.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { openRejects } from '../../ingest/rejects.ts'
import { usageOn } from '../../ingest/usage-table.ts'
import { sourceHealth } from '../../ingest/source-table.ts'
import { zendesk } from '../../ingest/sources/zendesk.ts'
import { sourceDeps } from '../connectors/source-deps.ts'
import { openStubServer, stubService, tokenOf } from '../connectors/stub-service.ts'
import { zendeskService } from '../connectors/zendesk.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'
import type { Stop } from '../../infra/stop.ts'

const clientSecret = 'canary-client-77aa'
const everyMs = 1_000

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let server: Awaited<ReturnType<typeof openStubServer>>
let service = stubService()
const published: (Mention | Deletion)[] = []
let stop: Stop | undefined
/** Every line that was logged, of all levels. */
let logged = ''
const logger = pino({ level: 'trace' }, new Writable({ write: (line, _, done) => ((logged += String(line)), done()) }))

beforeAll(async () => {
  platform = await openLogAndStore()
  server = await openStubServer(zendeskService(), () => service)
  await platform.log.subscribe(mentionsTopic, 'witness', async (events) => {
    published.push(...events)
  })
})
afterEach(async () => {
  await stop?.()
  service = stubService()
  published.length = 0
  logged = ''
})
afterAll(async () => {
  server.close()
  await platform.close()
})

/** Runs Zendesk as the program does. The clock is the service's, which only the test advances. */
function run(name: string, more: { canary?: { hours: number }; requestsPerDay?: number } = {}): void {
  const { log, store, data } = platform
  const clock = () => service.now
  const sleep = async (ms: number) => void (service.now += ms)
  const deps = sourceDeps({
    clock,
    http: openHttp({ allowPrivate: ['127.0.0.1'], logger }),
    paces: openPaces({ clock, sleep }),
  })
  const options = { type: 'zendesk' as const, name, subdomain: 'halden', clientId: 'c', clientSecret }
  stop = startIngest({
    log,
    store,
    logger,
    clock,
    sources: [zendesk({ ...options, ...more, everySeconds: everyMs / 1000 }, deps, server.root)],
    toMention: redaction(Buffer.from('secret')),
    stored: (positions, signal) => log.reached('witness', positions, signal),
    onRejected: (source, item) => openRejects(data, source).add(item),
    random: () => 0.01,
  })
}

const healthOf = async (name: string) => (await sourceHealth(platform.store)).find(({ source }) => source === name)
const gapsOf = (source: string) => coverageGaps(platform.store, { source })
const isIn = (name: string, state: string) => async () => (await healthOf(name))?.state === state
const failuresIn = (lines: string) =>
  lines
    .split('\n')
    .filter((line) => line.includes('will be tried again'))
    .map((line) => JSON.parse(line) as { level: number; err: { message: string } })
const warning = 40

describe('a connector in ingest', () => {
  test('an outage: failing, blind after three intervals, a gap when it is back, then live; nothing is lost', async () => {
    run('outage')
    await until('the history', () => published.length === 5)
    await until('it is live', isIn('outage', 'live'))
    service.trouble = 'down'
    await until('it is failing', isIn('outage', 'failing'))
    const [missed] = service.add(1)
    service.now += 3 * everyMs
    await until('it is blind', isIn('outage', 'blind'))
    expect(await healthOf('outage')).toMatchObject({ reason: expect.stringMatching(/answered 500/) })
    await until('its gap is recorded', async () => (await gapsOf('outage')).length === 1)
    const [open] = await gapsOf('outage')
    expect(open).toMatchObject({ untilAt: 0, filledUntilAt: open!.fromAt, reason: expect.stringMatching(/500/) })
    service.now += 60_000
    service.trouble = undefined
    await until('it has a gap', isIn('outage', 'gap'))
    expect(await healthOf('outage')).toMatchObject({ reason: expect.stringMatching(/^not read from .* came late$/) })
    await until('it is live again', isIn('outage', 'live'))
    expect(published.map(({ id }) => id)).toHaveLength(6)
    // The poll that came back read what was missed: the gap is over and filled.
    const gaps = await gapsOf('outage')
    expect(gaps).toMatchObject([{ fromAt: open!.fromAt, reason: expect.stringMatching(/came late$/) }])
    expect(gaps.map(stateOfGap)).toEqual(['filled'])
    expect(gaps[0]!.untilAt - gaps[0]!.fromAt).toBeGreaterThan(60_000)
    expect(published.at(-1)).toMatchObject({ id: `outage:ticket:${missed!.id}`, backfill: false })
  })

  test('what it used today is kept, and goes on after a restart', async () => {
    run('counted', { requestsPerDay: 7 })
    await until('it is live', isIn('counted', 'live'))
    const day = new Date(service.now).toISOString().slice(0, 10)
    const usage = async () => (await usageOn(platform.store, day)).get('counted')
    await until('its usage is saved', async () => ((await usage())?.requests ?? 0) > 0)
    expect(await usage()).toMatchObject({ requestsPerDay: 7, usdPerDay: 0, usd: 0, units: 0 })
    await stop!()
    const before = (await usage())!.requests
    service.now += 60_000
    run('counted', { requestsPerDay: 7 })
    await until('it goes on', async () => (await usage())!.requests > before)
    await until('the budget is spent', async () => {
      service.now += everyMs
      return (await healthOf('counted'))?.reason === 'requestsPerDay is used up: 7 until midnight UTC'
    })
    await until('all of it is saved', async () => (await usage())!.requests === 7)
  })

  test('a silent canary: blind although the polls succeed, and what was missed meanwhile stays missing', async () => {
    run('silent', { canary: { hours: 2 } })
    await until('it is live', isIn('silent', 'live'))
    expect(await healthOf('silent')).toMatchObject({ canary: 'any item', canaryAt: service.now })
    service.now += 2 * 3_600_000
    await until('it is blind', isIn('silent', 'blind'))
    expect(await healthOf('silent')).toMatchObject({
      reason: expect.stringMatching(/^the canary any item found nothing/),
    })
    await until('its gap is open', async () => (await gapsOf('silent')).some((gap) => stateOfGap(gap) === 'open'))
    service.add(1)
    service.now += 120_000
    await until('it is live again', isIn('silent', 'live'))
    expect((await gapsOf('silent')).map(stateOfGap)).toContain('missing')
  })

  test('a wait that the server asks for does not keep it from becoming blind', async () => {
    run('limited')
    await until('it is live', isIn('limited', 'live'))
    service.trouble = 'limited'
    // The server asks for two minutes; the source is blind after three of real time.
    await until('it is failing', isIn('limited', 'failing'))
    await until('it is blind', async () => {
      service.now += 100
      return isIn('limited', 'blind')()
    })
    expect(failuresIn(logged)).toHaveLength(1)
  })

  test('an expired credential is logged once, and again only after it had worked', async () => {
    run('expired')
    await until('it is live', isIn('expired', 'live'))
    service.trouble = 'refused'
    await until('it is failing', isIn('expired', 'failing'))
    await until('it was tried several times', () => failuresIn(logged).length > 4)
    expect(failuresIn(logged).filter(({ level }) => level === warning)).toHaveLength(1)
    expect(failuresIn(logged)[0]!.err.message).toMatch(
      /refused the credential \(401\)\. clientId or clientSecret is wrong/,
    )
    service.trouble = undefined
    await until('it is live again', isIn('expired', 'live'))
    service.trouble = 'refused'
    await until('it is logged again', () => failuresIn(logged).filter(({ level }) => level === warning).length === 2)
  })

  test('no secret is in a log line, a health reason, a rejected item, a cursor or the printed configuration', async () => {
    service.items[0]!.isMalformed = true
    service.items[0]!.text = `my secret is ${clientSecret} and ${tokenOf({ ...service, tokens: 1 })}`
    run('canary')
    await until('it is live', isIn('canary', 'live'))
    const seen: unknown[] = []
    for (const trouble of ['refused', 'down', 'no JSON', 'limited'] as const) {
      service.trouble = trouble
      const before = failuresIn(logged).length
      await until(`it has failed: ${trouble}`, () => failuresIn(logged).length > before)
      await until(`it says so: ${trouble}`, async () => (await healthOf('canary'))?.state !== 'live')
      seen.push(await healthOf('canary'))
    }
    const rejects = readFileSync(join(platform.data, 'rejects', 'canary.jsonl'), 'utf8')
    expect(rejects).toContain('my secret is ***')
    const sources = [{ type: 'zendesk', name: 'x', subdomain: 'halden', clientId: 'c', clientSecret }]
    const rest = { type: 'rest', name: 'y', url: 'https://x.example', headers: { authorization: 'canary-header' } }
    const configuration = printable({ sources: [...sources, rest] } as unknown as Config)
    const shown = [
      logged,
      JSON.stringify(seen),
      rejects,
      await loadCursor(platform.store, 'canary'),
      JSON.stringify(configuration),
    ]
    for (const text of shown) expect(text).not.toContain('canary-')
  })
})
