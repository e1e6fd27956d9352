import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '../../infra/logger.ts'
import { problemHandler, toProblem } from './problem.ts'

/** Security headers of responses to requests that reach no route, for which the hooks do not run. */
const headers = {
  'content-type': 'application/problem+json; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
}

/** For a URL that cannot be decoded. */
export const answerUnrouted =
  (logger: Logger) =>
  (error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void => {
    void reply.headers(headers)
    problemHandler(logger)(error, request, reply)
  }

const statuses: Record<string, [status: number, title: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'the headers of the request are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'the request took too long'],
}

/** For bytes that are not a request of HTTP. */
export function answerUnparsed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, title, detail] = statuses[error.code ?? ''] ?? [
    400,
    'Bad Request',
    'this is not a request of HTTP/1.1',
  ]
  const body = JSON.stringify(toProblem(status, detail))
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' })
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  )
}
