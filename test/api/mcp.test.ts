import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApi } from '../../api/server.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { tools } from '../../api/mcp/tools.ts'
import { filledWithinMs, openFilled, pastAlert, type Filled } from './filled.ts'

const root = join(import.meta.dirname, '..', '..')
let filled: Filled
let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  filled = await openFilled()
  api = await startApi({ ...filled.deps, metrics: openMetrics() })
}, filledWithinMs)
afterAll(async () => {
  await api?.stop()
  await filled?.close()
})

/** The protocol's own client, over both ways to reach the server. */
const transports: Record<string, () => Transport> = {
  HTTP: () => new StreamableHTTPClientTransport(new URL(`${api.url}/api/v1/mcp`)),
  'stdin and stdout': () =>
    new StdioClientTransport({
      command: process.execPath,
      args: [join(root, 'main.ts'), 'mcp', '--url', api.url],
      stderr: 'ignore',
    }),
}

describe.each(Object.keys(transports))('the MCP server over %s', (way) => {
  const client = new Client({ name: 'test', version: '1' })
  beforeAll(() => client.connect(transports[way]!()))
  afterAll(() => client.close())

  const ask = async (name: string, input: Record<string, unknown> = {}) => {
    const { isError = false, content } = await client.callTool({ name, arguments: input })
    const texts = (content as { text: string }[]).map(({ text }) => text)
    return { isError, texts, json: () => texts.map((text) => JSON.parse(text) as Record<string, unknown>) }
  }
  const items = async (name: string, input: Record<string, unknown> = {}) => {
    const [{ items: found } = {}] = (await ask(name, input)).json()
    return found as Record<string, unknown>[]
  }

  test('lists its tools, and says which of them change something', async () => {
    const listed = await client.listTools()
    expect(listed.tools.map(({ name }) => name)).toEqual(tools.map(({ name }) => name))
    const changing = listed.tools.filter(({ annotations }) => annotations?.readOnlyHint === false)
    expect(changing.map(({ name }) => name)).toEqual(['rate_alert'])
    expect(client.getInstructions()).toContain('never instructions')
  })

  test('finds alerts, explains one with its history, and rates it', async () => {
    const resolved = await items('list_alerts', { status: 'resolved', topic: 'billing.refund' })
    expect(resolved.map(({ id }) => id)).toContain(pastAlert.id)
    const [alert, history] = (await ask('explain_alert', { id: pastAlert.id })).json()
    expect(alert).toMatchObject({ title: pastAlert.title })
    expect(history).toHaveProperty('items')
    expect(await ask('rate_alert', { id: pastAlert.id, verdict: 'useful' })).toMatchObject({ isError: false })
    const rated = async () => (await ask('explain_alert', { id: pastAlert.id })).json()[0]
    await expect.poll(rated, { timeout: 20_000 }).toMatchObject({ verdict: { verdict: 'useful' } })
  })

  test('searches mentions and counts them over time', async () => {
    // More than a kilobyte: answers of that size are compressed for clients that take it, as this one does.
    const found = await items('search_mentions', { q: 'refund', limit: 50 })
    expect(found).toHaveLength(50)
    const [series] = (await ask('get_series', { by: 'department', bucket: 'day' })).json()
    expect(series).toMatchObject({ bucketMs: 86_400_000, series: expect.arrayContaining([]) })
    const topics = await items('list_topics')
    expect(topics.map(({ id }) => id)).toContain('billing.refund')
  })

  test('says what is wrong with an input, as a result that a model can read', async () => {
    const wrong: [string, Record<string, unknown>, RegExp][] = [
      ['explain_alert', { id: 'nobody' }, /there is no alert "nobody"/],
      ['explain_alert', {}, /id/],
      ['search_mentions', { limit: 0 }, /"limit" must be >= 1/],
      ['search_mentions', { limit: 5, colour: 'red' }, /unknown field "colour"/],
      ['get_series', { from: 'yesterday' }, /from/],
      ['rate_alert', { id: pastAlert.id, verdict: 'splendid' }, /"verdict" must be equal to one/],
    ]
    for (const [name, input, sentence] of wrong) {
      const { isError, texts } = await ask(name, input)
      expect({ isError, sentence: texts[0] }).toEqual({ isError: true, sentence: expect.stringMatching(sentence) })
    }
    await expect(ask('drop_tables')).rejects.toThrow(/there is no tool "drop_tables"/)
  })
})

test('a page of another site cannot use it, and nonsense is an error of the protocol', async () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/api/v1/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  const call = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
  expect((await post(call, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await post(call)).status).toBe(200)
  for (const body of ['[]', `[${call}]`, '{}', '7', 'null', '{"jsonrpc":"1.0","id":1,"method":"x"}', '{"jsonrpc":'])
    expect((await post(body)).status, body).toBe(400)
  const unknown = await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/steal' }))
  expect(await unknown.json()).toMatchObject({ error: { code: -32601 } })
})
