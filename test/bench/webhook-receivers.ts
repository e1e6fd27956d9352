import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'

/** A thread that takes whatever is posted and says of each change how long ago it was made, ms; first its port. */
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')))
  request.on('end', () => {
    const { data } = JSON.parse(body) as { data: { alerts: { changes: { at: string }[] }[] } }
    const now = Date.now()
    const ages = data.alerts.flatMap(({ changes }) => changes.map(({ at }) => now - Date.parse(at)))
    parentPort!.postMessage({ ages })
    response.end()
  })
})
server.listen(0, '127.0.0.1', () => parentPort!.postMessage({ port: (server.address() as AddressInfo).port }))
