import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { jsonDocument } from '../../../ingest/read/json-rows.ts'
import { openRemarks } from '../../../ingest/read/remarks.ts'
import { s3 } from '../../../ingest/sources/s3.ts'
import { mentionsIn } from '../../../ingest/sources/s3/read-object.ts'
import { badFiles } from '../../bad-inputs.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { s3Service } from '../../connectors/s3.ts'

const MiB = 1024 * 1024
const row = (id: number) => JSON.stringify({ id, text: `text ${id}`, created_at: '2026-11-20T10:00:00Z' })

/** Members of gzip one after the other are one file. */
const packed = (before: string, filling: string, times: number, after: string) => {
  const part = gzipSync(Buffer.alloc(16 * MiB, filling))
  return Buffer.concat([gzipSync(before), ...Array.from({ length: times }, () => part), gzipSync(after)])
}

/** What is rejected, the time of CPU in ms, and by how many MiB the memory grew. */
async function readObject(key: string, body: Buffer) {
  let most = 0
  const look = () => void (most = Math.max(most, process.memoryUsage.rss()))
  look()
  const [least, before] = [most, process.cpuUsage()]
  const timer = setInterval(look, 5)
  const rules = { map: {}, dates: undefined, timeZone: undefined, now: Date.UTC(2026, 10, 21), name: 'drop' }
  const rejected: string[] = []
  for await (const found of mentionsIn({ key, body, read: 0 }, rules))
    rejected.push(...found.rejected.map(({ at, reason }) => `${at} ${reason}`))
  clearInterval(timer)
  look()
  const { user, system } = process.cpuUsage(before)
  return { rejected, ms: (user + system) / 1000, grownMiB: (most - least) / MiB }
}

test.each([
  ['one document of blanks', 'a.json.gz', packed('[', ' ', 40, ']')],
  ['one document of empty items', 'a.json.gz', packed('[', '{},', 40, '{}]')],
  ['JSON lines without an end', 'a.jsonl.gz', packed('{"a":"', 'x', 40, '"}')],
  ['empty JSON lines', 'a.jsonl.gz', packed('', '\n', 40, '')],
  ['CSV', 'a.csv.gz', packed('text,date\n', 'x', 40, '')],
  ...badFiles('bombs')
    .filter((path) => path.endsWith('.json.gz'))
    .map((path): [string, string, Buffer] => [path, 'a.json.gz', readFileSync(path)]),
])('a decompression bomb is rejected within two seconds and 64 MiB: %s', async (_, key, body) => {
  const { rejected, ms, grownMiB } = await readObject(key, body)
  expect(rejected.at(-1)).toBe(`${key} ${key} unpacks to more than 100 times its size`)
  expect(ms).toBeLessThan(2_000)
  expect(grownMiB).toBeLessThan(64)
})

test('a document that unpacks to more than may be held in memory is rejected, and says what to do', async () => {
  const half = randomBytes(600_000).toString('hex')
  const { rejected } = await readObject('a.json.gz', packed(`[{"text":"${half}`, ' ', 4, '"}]'))
  expect(rejected).toEqual([
    'a.json.gz a.json is one JSON document of more than 52428800 bytes: split it, or write JSON lines',
  ])
})

test('a document longer than a text can be is one error, too', async () => {
  const chunk = Buffer.alloc(16 * MiB, ' ')
  const endless = (async function* () {
    for (;;) yield chunk
  })()
  const rows = jsonDocument(endless, { name: 'a.json', map: {}, remarks: openRemarks() })
  await expect(rows.next()).rejects.toThrow(/^a\.json is one JSON document of more than 536870888 bytes/)
})

test('the source goes on with the next object', async () => {
  const bucket = {
    'in/a.json.gz': packed('[', ' ', 40, ']'),
    'in/b.jsonl': row(1),
    'in/c.encoded.jsonl': packed('', '\n', 7, ''),
    'in/d.encoded.jsonl': gzipSync(row(9)).fill(0, 12, 30),
    'in/d2.encoded.jsonl': gzipSync(row(8)).subarray(0, 20),
    'in/e.encoded.jsonl': gzipSync(row(2)),
    'in/f.jsonl': row(3),
  }
  const options = { type: 's3' as const, name: 'drop', bucket: 'drop', prefix: 'in/', accessKeyId: 'AKIAHALDEN' }
  await using drop = await openedConnector(s3Service(bucket), (endpoint, deps) =>
    s3({ ...options, secretAccessKey: 'canary-secret', endpoint, everySeconds: 60 }, deps),
  )
  const { mentions, rejected } = await drop.read()
  expect(mentions.map(({ nativeId }) => nativeId)).toEqual(['1', '2', '3'])
  expect(rejected.map(({ at, reason }) => `${at} ${reason}`)).toEqual([
    expect.stringMatching(/^in\/a\.json\.gz .* unpacks to more than 100 times/),
    expect.stringMatching(/^in\/c\.encoded\.jsonl 127\.0\.0\.1.*: the response is larger than 104857600 bytes$/),
    expect.stringMatching(/^in\/d\.encoded\.jsonl 127\.0\.0\.1.*: incorrect data check$/),
    expect.stringMatching(/^in\/d2\.encoded\.jsonl 127\.0\.0\.1.*: unexpected end of file$/),
  ])
})
