import type { FastifyRequest } from 'fastify'
import { isLoopback } from '../../infra/public-address.ts'
import type { Keys } from '../identity/keys.ts'
import type { ApiDeps } from './deps.ts'
import { Problem } from './problem.ts'

type Head = Pick<FastifyRequest, 'method' | 'headers' | 'url'>
type Deps = Pick<ApiDeps, 'host' | 'url' | 'withoutKey' | 'provider' | 'proxy'> & {
  organisation: Pick<ApiDeps['organisation'], 'isOpen'>
}

/**
 * Refuses what a page of another website can make a browser send.
 *
 * - Where a request gets in without a credential, the server answers only under the names of this machine and its public one: a website
 *   whose name leads to 127.0.0.1 (DNS rebinding) would count as the same site otherwise. That is so for a server that only this machine
 *   reaches, and for one in a container whose port is published there, which cannot tell. Webhooks come through tunnels and are signed.
 * - A change comes from a page of ours or from a program. Browsers say where a page comes from in `Origin` and `Sec-Fetch-Site`, and a page
 *   cannot leave them out.
 * @param keys asked whether one was ever created
 * @returns a hook that throws Problem 403
 */
export function refuseOtherSites(deps: Deps, keys: Pick<Keys, 'exist'>) {
  const { url } = deps
  const isLocal = isLoopback(deps.host)
  const publicUrl = url === undefined ? undefined : new URL(url)
  const isOurs = (name: string) =>
    isLoopback(nameOf(name)) || name === publicUrl?.host || nameOf(name) === publicUrl?.hostname
  const takesOurNamesOnly = async (path: string) =>
    isLocal || (admitsAnybody(deps) && !isProbe(path) && !(await keys.exist()))
  return async ({ method, headers, url: path }: Head): Promise<void> => {
    const name = (headers.host ?? '').toLowerCase()
    if (!isOurs(name) && !path.startsWith('/api/v1/webhooks/') && (await takesOurNamesOnly(path)))
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

/** Whether requests from everywhere get in as long as there is no key (auth.ts). */
const admitsAnybody = ({ withoutKey = false, organisation, provider, proxy }: Deps): boolean =>
  withoutKey && organisation.isOpen && !provider && !proxy

/** Health checks and Prometheus call a container by the name of its service. */
const isProbe = (path: string): boolean => /^\/(healthz|readyz|metrics)(\?|$)/.test(path)

const otherSite = () => new Problem(403, 'changes from other websites are refused')

/** The host without its port. */
const nameOf = (host: string): string => host.replace(/:\d+$/, '')
