import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
  /** When it was received, and when its answer or its connection ended; both by `performance.now()`. */
  at: number
  closedAt?: number
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** A local HTTP server that keeps the requests it gets. */
export interface HttpReceiver {
  url: string
  host: string
  /** All requests, oldest first. */
  requests: Received[]
  /** The requests answered with a 2xx, oldest first. */
  taken: Received[]
  /** Answers to the next requests; after them the default answer again. */
  next: (Answer | 'silence' | 'endless')[]
  close(): Promise<void>
}

export async function openHttpReceiver(byDefault: (request: Received) => Answer | 'silence'): Promise<HttpReceiver> {
  const requests: Received[] = []
  const taken: Received[] = []
  const next: HttpReceiver['next'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const received: Received = { path: request.url ?? '', headers: request.headers, body, at: performance.now() }
      requests.push(received)
      const answer = next.shift() ?? byDefault(received)
      response.on('close', () => (received.closedAt = performance.now()))
      if (answer === 'silence') return
      if (answer === 'endless') return pourOut(response)
      if (answer.status < 300) taken.push(received)
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    requests,
    taken,
    next,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function pourOut(response: ServerResponse): void {
  response.writeHead(200)
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x')));
  }
  response.on('drain', more).on('error', () => undefined)
  more()
}
