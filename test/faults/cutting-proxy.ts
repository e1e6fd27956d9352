import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP proxy on loopback that hands requests on, and may close the client's connection instead of handing the answer back. */
export interface CuttingProxy {
  url: string
  /** How many answers were cut off. */
  cut(): number
  /** Ends all connections and takes no new ones, or takes them again. */
  setDown(isDown: boolean): void
  close(): Promise<void>
}

/** @param cutsAnswer asked once for each answer of the server */
export async function openCuttingProxy(port: number, cutsAnswer: () => boolean = () => false): Promise<CuttingProxy> {
  let cuts = 0
  let isDown = false
  const open = new Set<Socket>()
  const server = createServer((client) => {
    if (isDown) return void client.destroy()
    const upstream = connect({ host: '127.0.0.1', port })
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (some) => upstream.write(some))
    upstream.on('data', (some) => {
      if (!cutsAnswer()) return client.write(some)
      // The server has written what it answers for; the client never hears of it.
      cuts++
      client.destroy()
      return undefined
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => cuts,
    setDown(down) {
      isDown = down
      if (isDown) for (const socket of open) socket.destroy()
    },
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
