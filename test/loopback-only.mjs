// Refuses every connection of a test that leaves this machine. Loaded by vitest before each file, and by each program that tests start.
import { BlockList, Socket, isIP } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

const isLoopback = (address) => loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
const refusal = (address) => new Error(`a test connects to ${address}: tests reach this machine only`)
const connect = Socket.prototype.connect

Socket.prototype.connect = function (...args) {
  // net.connect and net.createConnection hand over what they have normalised: [options, callback] in one array.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  const { host, path } = typeof first === 'object' ? first : { host: typeof second === 'string' ? second : undefined }
  if (path === undefined && host !== undefined && isIP(host) !== 0 && !isLoopback(host)) {
    process.nextTick(() => this.destroy(refusal(host)))
    return this
  }
  // Names: the address is known only after the lookup.
  this.on('lookup', (_error, address) => {
    if (address && !isLoopback(address)) this.destroy(refusal(address))
  })
  return connect.apply(this, args)
}
