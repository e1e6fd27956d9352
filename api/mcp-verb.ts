import { once } from 'node:events'
import { UsageError, text, type Call, type Verb } from '../infra/verb.ts'
import type { Ask } from './mcp/ask.ts'

const timeoutMs = 30_000

interface McpSettings {
  /** Where the API listens, and the key it wants. */
  api: (call: Call) => { url: string; key: string | undefined }
  version: string
}

/** The verb `mcp`: the MCP server over stdin and stdout, for programs that start their servers themselves. */
export const mcpVerb = (settings: McpSettings): Verb => ({
  name: 'mcp',
  usage: '[--url http://127.0.0.1:8080]',
  summary:
    'serves the Model Context Protocol on stdin and stdout, for assistants: search of mentions, series, alerts; asks the API of a running Groundswell, with the API key in api.key (GROUNDSWELL_API_KEY)',
  options: { url: { type: 'string' } },
  async run(call) {
    const { serveMcp, StdioServerTransport } = await import('./mcp/mcp-server.ts')
    const transport = new StdioServerTransport()
    const { url, key } = settings.api(call)
    const mcp = await serveMcp(transport, asker(text(call, 'url') ?? url, key), settings.version)
    await Promise.race([once(process.stdin, 'end'), once(call.signal, 'abort')])
    await mcp.close()
  },
})

/** @throws UsageError when it is no URL of HTTP */
function asker(base: string, key: string | undefined): Ask {
  if (!URL.canParse(base) || !/^https?:/.test(base)) throw new UsageError(`--url: "${base}" is not an http URL`)
  return async ({ method, path, body }) => {
    const answer = await fetch(new URL(`api/v1${path}`, base.endsWith('/') ? base : `${base}/`), {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: Error) => error)
    if (!(answer instanceof Error)) return { status: answer.status, body: await answer.text() }
    const detail = `Groundswell does not answer at ${base}: ${reasonOf(answer)}`
    return { status: 503, body: JSON.stringify({ detail }) }
  }
}

const reasonOf = (error: Error): string => (error.cause instanceof Error ? error.cause.message : error.message)
