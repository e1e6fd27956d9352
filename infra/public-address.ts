import { lookup as resolve, type LookupAddress } from 'node:dns'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'

// IANA's special-purpose address registries (RFC 6890): everything that is not globally reachable, and multicast.
const special4 = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special4.addSubnet(net, bits, 'ipv4')
}

const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

// Inside 2000::/3: protocol assignments with Teredo, documentation, and 6to4, which contains an IPv4 address.
const special6 = new BlockList()
special6.addSubnet('2001::', 23, 'ipv6')
special6.addSubnet('2001:db8::', 32, 'ipv6')
special6.addSubnet('2002::', 16, 'ipv6')
special6.addSubnet('3fff::', 20, 'ipv6')

/** Whether a literal IP address is globally reachable. IPv4 addresses mapped or translated to IPv6 are not. */
export function isPublic(address: string): boolean {
  const kind = isIP(address)
  if (kind === 4) return !special4.check(address, 'ipv4')
  return kind === 6 && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}

/** Whether a host name or literal address, an IPv6 one also in brackets, means this machine. */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/^::ffff:/, '')
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIP(name) === 4 && name.startsWith('127.'))
  )
}

class RefusedAddress extends Error {
  constructor(host: string) {
    super(
      `${host} is, or resolves to, an address that is not public; to use it anyway, list it in allowPrivate of the configuration`,
    )
    this.name = 'RefusedAddress'
  }
}

/** A `lookup` for sockets: refuses a name if any of its addresses is not public. The socket connects to an address that was checked. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '')
    const [first] = addresses
    if (!first || !addresses.every(({ address }) => isPublic(address)))
      return callback(new RefusedAddress(hostname), '')
    if (options.all) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}

/** Throws `RefusedAddress` for a URL with a literal address that is not public: sockets do not call `lookup` for those. */
export function refuseLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isPublic(host)) throw new RefusedAddress(host)
}

/** Whether `allowed` lists the URL's host. An entry is `host` or `host:port`; an IPv6 address may have brackets. */
export function isAllowed(url: URL, allowed: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const names = [url.hostname, `${url.hostname}:${port}`]
  return allowed.some((entry) => names.includes(isIPv6(entry) ? `[${entry}]` : entry.toLowerCase()))
}

const urlOfHost = (host: string, port: number) => new URL(`http://${isIPv6(host) ? `[${host}]` : host}:${port}`)

/** Whether `allowed` lists the host: as `host` or `host:port`. */
export const isAllowedHost = (host: string, port: number, allowed: readonly string[]): boolean =>
  isAllowed(urlOfHost(host, port), allowed)

/**
 * The address to connect to for a host: a public one, or any for a host that `allowed` lists (`host` or `host:port`). For protocols whose
 * clients take no `lookup`. @throws an error that names the host
 */
export async function resolvePublic(host: string, port: number, allowed: readonly string[]): Promise<string> {
  const url = urlOfHost(host, port)
  if (isAllowed(url, allowed)) return host
  refuseLiteral(url)
  return new Promise((done, fail) =>
    publicLookup(host, {}, (error, address) => (error ? fail(error) : done(address as string))),
  )
}
