import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { clusterName } from './node-config.ts'

/**
 * Stands before all nodes. A request goes to each node in turn, past those that are down, as a load balancer does. A statement
 * `ON CLUSTER` goes to every node, without these words, and fails where one is down: the embedded library has no queue of such statements.
 */
export async function openFront(urls: readonly string[]): Promise<{ url: string; close(): Promise<void> }> {
  let turn = 0
  // Parameters are in the address; the servers take a megabyte of it.
  const server = createServer({ maxHeaderSize: 1_048_576 }, (incoming, answer) => {
    const handle = async () => {
      const body = await buffer(incoming)
      const statement = withoutCluster(body)
      if (statement) return onEach(urls, { incoming, answer, body: statement })
      turn = (turn + 1) % urls.length
      return onFirst([...urls.slice(turn), ...urls.slice(0, turn)], { incoming, answer, body })
    }
    handle().catch(() => answer.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const words = ` ON CLUSTER \`${clusterName}\``

/** Undefined for other statements. */
function withoutCluster(body: Buffer): Buffer | undefined {
  const at = body.indexOf(words)
  return at < 0 ? undefined : Buffer.concat([body.subarray(0, at), body.subarray(at + Buffer.byteLength(words))])
}

interface Exchange {
  incoming: IncomingMessage
  answer: ServerResponse
  body: Buffer
}

async function onFirst(urls: readonly string[], exchange: Exchange): Promise<void> {
  for (const url of urls) {
    const found = await forward(url, exchange).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNREFUSED') throw error
      return undefined
    })
    if (!found) continue
    exchange.answer.writeHead(found.statusCode!, headersOf(found))
    found.on('error', () => exchange.answer.destroy()).pipe(exchange.answer)
    return
  }
  exchange.answer.destroy()
}

/** Each node in the same order, so that of two that create a table without IF NOT EXISTS one fails. The answer is the first that is no success, or the last. */
async function onEach(urls: readonly string[], exchange: Exchange): Promise<void> {
  for (const [i, url] of urls.entries()) {
    const found = await forward(url, exchange)
    const content = await buffer(found)
    if (found.statusCode === 200 && i < urls.length - 1) continue
    exchange.answer.writeHead(found.statusCode!, headersOf(found)).end(content)
    return
  }
}

/** Those about the connection to the node are not passed on. */
function headersOf({ headers }: IncomingMessage): OutgoingHttpHeaders {
  const { connection: _, 'keep-alive': _alive, 'transfer-encoding': _encoding, ...others } = headers
  return others
}

function forward(url: string, { incoming, body }: Exchange): Promise<IncomingMessage> {
  const headers = { ...incoming.headers, host: new URL(url).host, connection: 'close', 'content-length': body.length }
  return new Promise((resolve, reject) => {
    request(`${url}${incoming.url}`, { method: incoming.method, headers, agent: false }, resolve)
      .on('error', reject)
      .end(body)
  })
}
