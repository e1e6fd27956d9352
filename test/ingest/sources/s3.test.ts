import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { s3 } from '../../../ingest/sources/s3.ts'
import { openedConnector } from '../../connectors/opened.ts'
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

const refusing = (bucket: Record<string, string>, refusals: Record<string, string>) =>
  openedConnector(s3Service(bucket, refusals), (endpoint, deps) => s3({ ...options, endpoint, everySeconds: 60 }, deps))
const three = { 'in/a.jsonl': jsonl(1), 'in/b.jsonl': jsonl(2), 'in/c.jsonl': jsonl(3) }
const failureOf = (polled: Promise<unknown>) =>
  polled.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => (error as Error).message,
  )

test.each([
  ['InvalidObjectState', /is archived/],
  ['AccessDenied', /denied access/],
  ['KMSDisabledException', /denied access/],
])('an object that is refused with %s is rejected with its key, and those after it are read', async (code, reason) => {
  await using drop = await refusing(three, { 'in/b.jsonl': code })
  const { mentions, rejected, cursor } = await drop.read()
  expect(mentions.map(({ nativeId }) => nativeId)).toEqual(['1', '3'])
  expect(rejected).toEqual([{ at: 'in/b.jsonl', reason: expect.stringMatching(reason), raw: 'in/b.jsonl' }])
  expect((await drop.read(cursor)).rejected).toEqual([])
})

test('where no object may be read it is the credential, and nothing is passed over', async () => {
  const refusals: Record<string, string> = Object.fromEntries(Object.keys(three).map((key) => [key, 'AccessDenied']))
  await using drop = await refusing(three, refusals)
  expect(await failureOf(drop.read())).toMatch(/^in\/a\.jsonl: .*s3:GetObject/)
  for (const key of Object.keys(three)) delete refusals[key]
  expect((await drop.read()).mentions.map(({ nativeId }) => nativeId)).toEqual(['1', '2', '3'])
})

test('an object that fails in five polls is rejected when one after it can be read', async () => {
  await using drop = await refusing(three, { 'in/b.jsonl': 'InternalError' })
  const source = drop.open()
  let cursor: string | undefined
  const ids: string[] = []
  for (let poll = 1; poll < 5; poll++) {
    const reading = (async () => {
      for await (const page of source.pages(cursor, new AbortController().signal)) {
        cursor = page.cursor
        ids.push(...page.mentions.map(({ nativeId }) => nativeId))
      }
    })()
    expect(await failureOf(reading)).toMatch(/^in\/b\.jsonl: .*500/)
  }
  const { mentions, rejected } = await drop.read(cursor)
  expect([ids, mentions.map(({ nativeId }) => nativeId), rejected.map(({ at }) => at)]).toEqual([
    ['1'],
    ['3'],
    ['in/b.jsonl'],
  ])
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
