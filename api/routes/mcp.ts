import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Ask } from '../mcp/ask.ts'
import type { App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { NoQuery, problems } from '../request/schemas.ts'

/** What a request says about itself, not about who sends it. */
const ofTheRequest = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'range',
  'transfer-encoding',
])

/**
 * The MCP server over HTTP (Streamable HTTP, without sessions: each request stands for itself). Each tool asks the API with the credential of
 * the request, so that roles, departments, scopes and the audit log are those of any other request.
 */
export function mcpRoutes(app: App, version: string): void {
  app.post(
    '/mcp',
    {
      config: { permission: 'company.read', scope: 'read', audit: false },
      schema: {
        operationId: 'callMcp',
        tags: ['Assistants'],
        description:
          'The Model Context Protocol over Streamable HTTP, without sessions: one JSON-RPC message a request. Its tools ask this API as the caller.',
        summary: 'Model Context Protocol: one JSON-RPC message',
        querystring: NoQuery,
        body: Type.Unknown(doc('A JSON-RPC message', { jsonrpc: '2.0', id: 1, method: 'tools/list' })),
        response: {
          200: Type.Unknown(doc('The JSON-RPC answer')),
          202: Type.Null(doc('A notification has no answer')),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      // All of a batch would be asked at once, and held until the last answer. The protocol has none since 2025-06-18.
      if (Array.isArray(request.body)) throw new Problem(400, 'one message a request, no batch')
      // Loaded when somebody asks: most who run this never do.
      const { serveMcp, WebStandardStreamableHTTPServerTransport } = await import('../mcp/mcp-server.ts')
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
      const mcp = await serveMcp(transport, asCaller(app, request), version)
      try {
        const answer = await transport.handleRequest(toWebRequest(request), { parsedBody: request.body })
        if (answer.status >= 400) throw new Problem(answer.status, await reasonOf(answer))
        reply.code(answer.status)
        const type = answer.headers.get('content-type')
        if (type !== null) reply.header('content-type', type)
        return await reply.send(await answer.text())
      } finally {
        await mcp.close()
      }
    },
  )
}

/** The message of an error of the protocol. */
async function reasonOf(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as { error?: { message?: string } }
  return error?.message ?? 'this is no message of the protocol'
}

/** Asks the API within this process as the caller: with all headers that say who it is, and from its address. */
function asCaller(app: App, { headers, raw }: FastifyRequest): Ask {
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheRequest.has(name)))
  return async ({ method, path, body }) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: own,
      // An unknown address is not this machine.
      remoteAddress: raw.socket.remoteAddress ?? '0.0.0.0',
      ...(body && { payload: body }),
    })
    return { status: answer.statusCode, body: answer.body }
  }
}

/** The protocol wants clients to accept streams, too; no answer here is one. */
function toWebRequest({ url, headers }: FastifyRequest): Request {
  const version = headers['mcp-protocol-version']
  const accepted = new Headers({ accept: 'application/json, text/event-stream', 'content-type': 'application/json' })
  if (typeof version === 'string') accepted.set('mcp-protocol-version', version)
  return new Request(new URL(url, 'http://localhost'), { method: 'POST', headers: accepted })
}
