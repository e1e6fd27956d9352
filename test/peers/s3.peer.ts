import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../infra/process.ts'
import { s3 } from '../../ingest/sources/s3.ts'
import { readPoll } from '../connectors/opened.ts'
import { sourceDeps } from '../connectors/source-deps.ts'
import { startPeer, type PeerProgram } from './program.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-s3-'))
let server: PeerProgram
let endpoint: string

beforeAll(async () => {
  const port = await freePort()
  endpoint = `http://127.0.0.1:${port}`
  mkdirSync(join(folder, 'drop'))
  server = await startPeer(
    's3rver',
    ['-d', folder, '-a', '127.0.0.1', '-p', String(port), '--configure-bucket', 'drop'],
    /listening|running/i,
  )
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const line = (id: number) => JSON.stringify({ id, text: `text ${id}`, created_at: '2026-11-20T10:00:00Z' })
/** Puts an object where s3rver keeps it. */
function put(key: string, body: string): void {
  const path = join(folder, 'drop', ...key.split('/'))
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(`${path}._S3rver_object`, body)
}
const options = { type: 's3' as const, name: 'drop', bucket: 'drop', prefix: 'in/', accessKeyId: 'S3RVER' }
// S3 refuses a signature whose time is not about now.
const read = (secretAccessKey: string, cursor?: string, at = Date.now()) =>
  readPoll(s3({ ...options, secretAccessKey, endpoint, everySeconds: 60 }, sourceDeps({ clock: () => at })), cursor)

test('objects under the prefix are read once, and a later one is read by the next poll', async () => {
  put('in/a b.jsonl', `${line(1)}\n${line(2)}\n`)
  put('other/c.jsonl', `${line(3)}\n`)
  const first = await read('S3RVER')
  expect(first.mentions.map(({ nativeId }) => nativeId)).toEqual(['1', '2'])
  put('in/d.jsonl', `${line(4)}\n`)
  const second = await read('S3RVER', first.cursor, Date.now() + 120_000)
  expect(second.mentions.map(({ nativeId }) => nativeId)).toEqual(['4'])
})

test('a signature of another time is refused by the server, and the source says so', async () => {
  await expect(read('S3RVER', undefined, Date.UTC(2026, 0, 1))).rejects.toThrow(/denied access \(403\)/)
})
