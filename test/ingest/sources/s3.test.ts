import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { s3 } from '../../../ingest/sources/s3.ts'
import { everyMs, openedConnector, type OpenedConnector } from '../../connectors/opened.ts'
import { s3Service } from '../../connectors/s3.ts'
import type { StubService } from '../../connectors/stub-service.ts'
import { sourceContract } from '../../contract/source.ts'

const options = {
  type: 's3' as const,
  name: 'drop',
  bucket: 'drop',
  prefix: 'in/',
  accessKeyId: 'AKIAHALDEN',
  secretAccessKey: 'canary-secret',
}

const opened = (objects: Record<string, string | Buffer>, more: object = {}) =>
  openedConnector(s3Service(objects), (endpoint, deps) => s3({ ...options, ...more, endpoint, everySeconds: 60 }, deps))

const line = (id: number) => JSON.stringify({ id, text: `text ${id}`, created_at: '2026-11-20T10:00:00Z' })
const jsonl = (...ids: number[]) => ids.map((id) => `${line(id)}\n`).join('')

const objects: Record<string, string> = {}
const connector = await opened(objects)
afterAll(() => connector[Symbol.asyncDispose]())

sourceContract('s3', () => {
  for (const key of Object.keys(objects)) delete objects[key]
  Object.assign(objects, { 'in/1.jsonl': jsonl(1, 2), 'in/2.jsonl': jsonl(3), 'in/3.jsonl': jsonl(4) })
  const service: StubService = connector.reset()
  return {
    open: connector.open,
    isLast: ({ coveredUntil }) => coveredUntil !== undefined,
    grow: () => void (objects['in/4.jsonl'] = jsonl(5, 6)),
    fail() {
      service.trouble = 'down'
      return () => void (service.trouble = undefined)
    },
  }
})

test('CSV, JSON, JSONL and gzip under the prefix are read once, in the order of keys; other files are not', async () => {
  const bucket = {
    'in/a & b (1).csv': 'id,text,created_at\n1,one,2026-11-20T10:00:00Z\n',
    'in/b.json': `[${line(2)}]`,
    'in/c.jsonl.gz': gzipSync(jsonl(3, 4)),
    'in/d.png': 'x',
    'other/e.jsonl': jsonl(5),
  }
  await using drop = await opened(bucket)
  const { mentions, rejected, cursor } = await drop.read()
  expect([mentions.map(({ nativeId }) => nativeId), rejected]).toEqual([['1', '2', '3', '4'], []])
  Object.assign(bucket, { 'in/f.jsonl': jsonl(6) })
  expect((await drop.read(cursor)).mentions.map(({ text }) => text)).toEqual(['text 6'])
})

test('a row and an object that cannot be read are rejected with their place, and the others come', async () => {
  await using drop = await opened({
    'in/a.jsonl': `${line(1)}\n{oops\n${line(2)}\n`,
    'in/b.json': '{"a":',
    'in/c.jsonl.gz': gzipSync(jsonl(7, 8)).fill(0, 12),
    'in/d.csv': 'a,b\n1,2\n',
    'in/e.jsonl': jsonl(3),
  })
  const { mentions, rejected } = await drop.read()
  expect(mentions.map(({ nativeId }) => nativeId)).toEqual(['1', '2', '3'])
  expect(rejected.map(({ at }) => at)).toEqual(['in/a.jsonl line 2', 'in/b.json', 'in/c.jsonl.gz', 'in/d.csv'])
  expect(rejected[3]!.reason).toMatch(/map\.\w+ in the configuration of drop/)
})

const refusing = (bucket: Record<string, string | Buffer>, refusals: Record<string, string>, more: object = {}) =>
  openedConnector(s3Service(bucket, refusals), (endpoint, deps) =>
    s3({ ...options, ...more, endpoint, everySeconds: 60 }, deps),
  )
const three = { 'in/a.jsonl': jsonl(1), 'in/b.jsonl': jsonl(2), 'in/c.jsonl': jsonl(3) }

/** So many polls, each by another process: the ids and rejected keys in their order, and why each poll failed. */
async function polled(drop: OpenedConnector, times: number, before?: string) {
  let cursor = before
  const [found, failures]: [string[], string[]] = [[], []]
  for (let poll = 0; poll < times; poll++) {
    const ending = new AbortController()
    try {
      for await (const page of drop.open().pages(cursor, ending.signal)) {
        cursor = page.cursor
        found.push(...page.mentions.map(({ nativeId }) => nativeId), ...(page.rejected ?? []).map(({ at }) => at))
        if (page.coveredUntil !== undefined) ending.abort()
      }
      failures.push('')
    } catch (error) {
      failures.push((error as Error).message)
    }
  }
  return { found, failures, cursor }
}

test.each([
  ['InvalidObjectState', 0, /is archived/],
  ['AccessDenied', 1, /denied access/],
  ['KMS.DisabledException', 1, /KMS\.DisabledException/],
  ['KMS.NotFoundException', 1, /KMS\.NotFoundException/],
  ['KMS.KMSInvalidStateException', 1, /KMS\.KMSInvalidStateException/],
  ['InternalError', 4, /500/],
  ['KMS.InternalException', 4, /KMS\.InternalException/],
])(
  'an object that is refused with %s is rejected after it failed in %i polls, and those after it are read',
  async (code, failing, reason) => {
    await using drop = await refusing(three, { 'in/b.jsonl': code })
    const { found, failures, cursor } = await polled(drop, failing)
    expect(found).toEqual(failing > 0 ? ['1'] : [])
    for (const failure of failures) expect(failure).toMatch(/^in\/b\.jsonl: /)
    const { mentions, rejected, ...last } = await drop.read(cursor)
    expect(mentions.map(({ nativeId }) => nativeId)).toEqual(failing > 0 ? ['3'] : ['1', '3'])
    expect(rejected).toEqual([{ at: 'in/b.jsonl', reason: expect.stringMatching(reason), raw: 'in/b.jsonl' }])
    expect((await drop.read(last.cursor)).rejected).toEqual([])
  },
)

test('an object that is refused for a moment is read, however often others were refused before', async () => {
  const refusals: Record<string, string> = { 'in/b.jsonl': 'AccessDenied' }
  await using drop = await refusing(three, refusals)
  const { cursor } = await polled(drop, 1)
  delete refusals['in/b.jsonl']
  expect((await polled(drop, 1, cursor)).found).toEqual(['2', '3'])
})

test('polls that follow each other at once are one try: the pause after a failure may be short', async () => {
  const refusals: Record<string, string> = { 'in/a.jsonl': 'AccessDenied' }
  await using drop = await refusing(three, refusals)
  const { service } = drop
  let { cursor } = await polled(drop, 1)
  for (let again = 0; again < 3; again++) {
    service.now -= 2 * everyMs
    const next = await polled(drop, 1, cursor)
    expect(next.found).toEqual([])
    cursor = next.cursor
  }
  expect((await polled(drop, 1, cursor)).found).toEqual(['in/a.jsonl', '2', '3'])
})

test.each([
  ['InternalError', 'InternalError', 8],
  ['AccessDenied', 'InternalError', 5],
  ['AccessDenied', 'AccessDenied', 2],
])('neighbours that always fail (%s, %s) do not keep those after them from being read', async (a, b, failing) => {
  await using drop = await refusing(three, { 'in/a.jsonl': a, 'in/b.jsonl': b })
  const { found, failures } = await polled(drop, failing + 1)
  expect(found).toEqual(['in/a.jsonl', 'in/b.jsonl', '3'])
  expect(failures.map((failure) => failure === '')).toEqual([...Array<boolean>(failing).fill(false), true])
})

test('where no object may be read it is the credential, and nothing is passed over', async () => {
  const refusals: Record<string, string> = Object.fromEntries(Object.keys(three).map((key) => [key, 'AccessDenied']))
  await using drop = await refusing(three, refusals)
  const { found, failures, cursor } = await polled(drop, 12)
  expect([found, failures.at(-1)]).toEqual([[], expect.stringMatching(/^in\/a\.jsonl: .*s3:GetObject/)])
  for (const key of Object.keys(three)) delete refusals[key]
  expect((await polled(drop, 1, cursor)).found).toEqual(['1', '2', '3'])
})

test.each<[string, Record<string, string | Buffer>, Record<string, string>]>([
  ['is too large', { 'in/c.jsonl': Buffer.alloc(101 * 1024 * 1024) }, {}],
  ['is archived', {}, { 'in/c.jsonl': 'InvalidObjectState' }],
  ['was deleted', {}, { 'in/c.jsonl': 'NoSuchKey' }],
  ['is empty', { 'in/c.jsonl': '' }, {}],
])('an object that %s proves nothing about the credential', async (what, bucket, refusal) => {
  const objects = { ...three, 'in/d.jsonl': jsonl(4), ...bucket }
  const denied = { 'in/a.jsonl': 'AccessDenied', 'in/b.jsonl': 'AccessDenied', 'in/d.jsonl': 'AccessDenied' }
  const refusals: Record<string, string> = { ...denied, ...refusal }
  await using drop = await refusing(objects, refusals)
  const { found, failures, cursor } = await polled(drop, 8)
  expect([found, failures.includes('')]).toEqual([[], false])
  for (const key of Object.keys(denied)) delete refusals[key]
  const isRejected = what === 'is too large' || what === 'is archived'
  expect((await polled(drop, 1, cursor)).found).toEqual(['1', '2', ...(isRejected ? ['in/c.jsonl'] : []), '4'])
})

test.each(['SlowDown', 'ServiceUnavailable', 'KMS.ThrottlingException', 'NoSuchBucket', 'ExpiredToken'])(
  '%s is no failure of the object that was asked for',
  async (code) => {
    const refusals: Record<string, string> = { 'in/b.jsonl': code }
    await using drop = await refusing(three, refusals)
    const { found, failures, cursor } = await polled(drop, 12)
    expect([found, failures.includes('')]).toEqual([['1'], false])
    delete refusals['in/b.jsonl']
    expect((await polled(drop, 1, cursor)).found).toEqual(['2', '3'])
  },
)

test('a used-up budget is no failure of the object that is next', async () => {
  await using drop = await refusing(three, {}, { requestsPerDay: 2 })
  const first = await polled(drop, 8)
  expect(first.found).toEqual(['1'])
  expect(first.failures).toEqual(Array(8).fill(expect.stringMatching(/requestsPerDay is used up/)))
  drop.service.now += 86_400_000
  expect((await polled(drop, 1, first.cursor)).found).toEqual(['2'])
})

test('a large object is read in parts, and a restart continues after the last one', async () => {
  const ids = Array.from({ length: 2_500 }, (_, i) => i + 1)
  await using drop = await opened({ 'in/a.jsonl': jsonl(...ids) })
  const pages = []
  for await (const page of drop.open().pages(undefined, new AbortController().signal)) {
    pages.push(page)
    if (pages.length === 2) break
  }
  expect(pages.map(({ mentions }) => mentions.length)).toEqual([1_000, 1_000])
  const { mentions } = await drop.read(pages[1]!.cursor)
  expect(mentions.map(({ nativeId }) => Number(nativeId))).toEqual(ids.slice(2_000))
})

test('a wrong secret is a failure that names the option and shows no secret', async () => {
  await using drop = await opened({}, { secretAccessKey: 'canary-wrong' })
  const failure = await drop.read().then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error as Error,
  )
  expect(failure).toMatchObject({ state: 'failing', message: expect.stringMatching(/secretAccessKey is wrong/) })
  expect(failure.message).not.toContain('canary')
})

test('what is no list of objects is a failure', async () => {
  await using drop = await opened({})
  drop.service.trouble = 'no JSON'
  await expect(drop.read()).rejects.toThrow(/is endpoint that of an S3 API/)
})
