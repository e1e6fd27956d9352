import type { FastifyRequest } from 'fastify'
import { isLoopback } from '../../infra/public-address.ts'
import { Problem } from './problem.ts'

type Head = Pick<FastifyRequest, 'method' | 'headers' | 'url'>

/**
 * Refuses what a page of another website can make a browser send.
 *
 * - A server that only this machine reaches answers only under the names of this machine: a website whose name leads to 127.0.0.1 (DNS
 *   rebinding) would count as the same site otherwise. Webhooks come through tunnels and are signed.
 * - A change comes from a page of ours or from a program. Browsers say where a page comes from in `Origin` and `Sec-Fetch-Site`, and a page
 *   cannot leave them out.
 * @param url the configured public URL
 * @returns a hook that throws Problem 403
 */
export function refuseOtherSites({ host, url }: { host: string; url?: string | undefined }) {
  const isLocal = isLoopback(host)
  const publicHost = url === undefined ? undefined : new URL(url).host
  return async ({ method, headers, url: path }: Head): Promise<void> => {
    const name = headers.host ?? ''
    if (isLocal && !path.startsWith('/api/v1/webhooks/') && !isLoopback(nameOf(name)) && name !== publicHost)
      throw new Problem(
        403,
        `this server is not ${JSON.stringify(name.slice(0, 100))}; set api.url to the URL that people open`,
      )
    if (method === 'GET' || method === 'HEAD') return
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw otherSite()
    const { origin } = headers
    if (origin !== undefined && origin !== url && URL.parse(origin)?.host !== name) throw otherSite()
  }
}

const otherSite = () => new Problem(403, 'changes from other websites are refused')

/** The host without its port. */
const nameOf = (host: string): string => host.replace(/:\d+$/, '')
