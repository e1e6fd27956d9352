import { once } from 'node:events'
import { createServer, connect, type AddressInfo, type LookupFunction, type Socket } from 'node:net'
import { expect, test } from 'vitest'

// Addresses for documentation (RFC 5737, RFC 3849) and others that nothing answers at.
test.each(['192.0.2.1', '198.51.100.7', '2001:db8::1', '10.0.0.1', '169.254.169.254', '0.0.0.0'])(
  'a connection to %s is refused before it is tried',
  async (host) => {
    expect(await errorOf(connect({ host, port: 80 }))).toBe(`a test connects to ${host}: tests reach this machine only`)
  },
)

test('a name is refused by its address, also with a lookup of its own', async () => {
  const lookup: LookupFunction = (_, __, done) => done(null, [{ address: '192.0.2.1', family: 4 }])
  const socket = connect({ host: 'reviews.example', port: 80, lookup })
  expect(await errorOf(socket)).toBe('a test connects to 192.0.2.1: tests reach this machine only')
})

const errorOf = (socket: Socket) => new Promise((resolve) => socket.once('error', ({ message }) => resolve(message)))

test('fetch is refused, too', async () => {
  await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({
    cause: { message: 'a test connects to 192.0.2.1: tests reach this machine only' },
  })
})

test.each(['127.0.0.1', '127.8.9.10', 'localhost'])('%s is reached', async (host) => {
  const server = createServer((socket) => socket.end('here')).listen(0, host === 'localhost' ? host : '0.0.0.0')
  await once(server, 'listening')
  const socket = connect({ host, port: (server.address() as AddressInfo).port })
  const [said] = (await once(socket, 'data')) as [Buffer]
  expect(said.toString()).toBe('here')
  server.close()
})
