import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../infra/process.ts'
import { github } from '../../ingest/sources/github.ts'
import { readPoll } from '../connectors/opened.ts'
import { sourceDeps } from '../connectors/source-deps.ts'
import { startPeer, type PeerProgram } from './program.ts'

const now = Date.UTC(2026, 10, 20)
let prism: PeerProgram
let url: string

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const document = join(import.meta.dirname, 'node_modules/@octokit/openapi/generated/api.github.com.json')
  // With --errors it refuses what the document does not allow.
  prism = await startPeer('prism', ['mock', document, '-p', String(port), '--errors'], /Prism is listening/)
})
afterAll(() => prism?.stop())

test('the requests for issues and comments are valid by the OpenAPI document of GitHub', async () => {
  const options = { type: 'github' as const, name: 'app', repository: 'halden/app', token: 'a-token', url }
  // The example of the document has a next page on api.github.com, which is not followed from here.
  await expect(readPoll(github(options, sourceDeps({ clock: () => now })))).rejects.toThrow(/next page on another host/)
  expect(prism.said()).toContain('The request passed the validation rules')
  expect(prism.said()).not.toMatch(/Violation|did not pass|Request terminated/)
})

test('Prism does refuse what the document does not allow', async () => {
  const answer = await fetch(`${url}/repos/halden/app/issues?state=wrong`)
  expect(answer.status).toBe(422)
})
