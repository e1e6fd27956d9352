import { lookup as resolve, type LookupAddress } from 'node:dns'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'

// IANA's special-purpose registries: everything that is not globally reachable, and multicast.
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

// Inside 2000::/3: protocol assignments with Teredo, documentation, and 6to4, which hides a v4 address.
const special6 = new BlockList()
special6.addSubnet('2001::', 23, 'ipv6')
special6.addSubnet('2001:db8::', 32, 'ipv6')
special6.addSubnet('2002::', 16, 'ipv6')
special6.addSubnet('3fff::', 20, 'ipv6')

/** A literal address that is reachable from everywhere; mapped and translated v4 addresses are not. */
export function isPublic(address: string): boolean {
  const kind = isIP(address)
  if (kind === 4) return !special4.check(address, 'ipv4')
  return kind === 6 && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}

class RefusedAddress extends Error {
  constructor(host: string) {
    super(`${host} is, or leads to, an address that is not public; allow it in the configuration if it is meant`)
    this.name = 'RefusedAddress'
  }
}

/** Resolves a name for a socket and refuses it when any of its addresses is not public; the socket gets only what was checked. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, recipients: LookupAddress[]) => {
    if (error) return callback(error, '')
    const [first] = recipients
    if (!first || !recipients.every(({ address }) => isPublic(address)))
      return callback(new RefusedAddress(hostname), '')
    if (options.all) return callback(null, recipients)
    callback(null, first.address, first.family)
  })
}

/** Throws `RefusedAddress` for a URL that names a special address itself: a socket asks no `lookup` for those. */
export function refuseLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isPublic(host)) throw new RefusedAddress(host)
}

/** `host` or `host:port`, a v6 address with or without brackets. */
export function isAllowed(url: URL, allowed: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const names = [url.hostname, `${url.hostname}:${port}`]
  return allowed.some((entry) => names.includes(isIPv6(entry) ? `[${entry}]` : entry.toLowerCase()))
}
