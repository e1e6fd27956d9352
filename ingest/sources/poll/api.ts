import type { Clock } from '../../../infra/clock.ts'
import type { Http, HttpResponse } from '../../../infra/http/fetch.ts'
import { LimitReached, type Allowance, type Paces } from '../../../infra/http/pace.ts'
import { SourceFailed } from '../../mention/source.ts'
import type { Credential } from './credential.ts'
import { openItem, type Item } from './item.ts'
import { failureOf, jsonOf } from './json-response.ts'
import type { Usage } from './usage.ts'

/** A JSON API of a service. */
export interface ApiOptions {
  /** Without a slash at its end: `https://api.example/v2`. Paths are appended to it. */
  root: string
  credential: Credential
  /** What the service accepts with one credential. */
  allowance: Allowance
  headers?: Record<string, string>
  /**
   * For a service that states its limit in the body: the seconds to wait before the next request, undefined for none. A refusal with a
   * wait counts as status 429. `now`: epoch ms.
   */
  waitOf?(response: HttpResponse, now: number): number | undefined
}

type Query = Record<string, string | number | readonly string[] | undefined>

interface ApiResponse {
  body: Item
  headers: HttpResponse['headers']
}

/**
 * Requests with the credential, one at a time, at the pace of the service. `path` begins with a slash, or is the URL of a next page,
 * which must have the origin of the root: another host never gets the credential. Throws SourceFailed for any status but 2xx, for a
 * body that is not JSON, and when the rate limit allows the next request in more than 90 s.
 */
export interface Api {
  get(path: string, query?: Query): Promise<ApiResponse>
  /** Undefined for status 404 and 410, or those that are given. */
  find(path: string, query?: Query, absent?: readonly number[]): Promise<ApiResponse | undefined>
  post(path: string, body: object): Promise<ApiResponse>
}

export interface ApiDeps {
  http: Http
  clock: Clock
  paces: Paces
  /** Called with the name of the source and the status of each response. */
  onResponse?: ((source: string, status: number) => void) | undefined
}

/** On whose behalf an API is called. */
interface Caller {
  name: string
  usage: Usage
  signal: AbortSignal
}

const maxBytes = 50 * 1024 * 1024
const timeoutMs = 30_000
const redirects = 3

interface Call {
  path: string
  query?: Query | undefined
  body?: object
}

export function openApi(options: ApiOptions, deps: ApiDeps, { name, usage, signal }: Caller): Api {
  const { http, clock, paces } = deps
  const { root, credential, allowance } = options
  const { origin } = new URL(root)
  const pace = paces.of(`${origin} ${credential.key}`, allowance)

  const send = async ({ path, query, body }: Call): Promise<HttpResponse> => {
    const url = urlOf(root, path, query)
    if (new URL(url).origin !== origin)
      throw new SourceFailed(
        'failing',
        `${new URL(root).host} names a next page on another host, which is not followed`,
      )
    const headers = { accept: 'application/json', ...options.headers, ...(await credential.headers(signal)) }
    const json = body && { method: 'POST', body: JSON.stringify(body) }
    const request = {
      url,
      timeoutMs,
      maxBytes,
      redirects,
      signal,
      headers: json ? { 'content-type': 'application/json', ...headers } : headers,
      ...json,
    }
    const exchange = async () => {
      usage.count()
      const response = await http.request(request)
      deps.onResponse?.(name, response.status)
      return withWait(response, options.waitOf?.(response, clock()))
    }
    return pace.run(exchange, signal).catch((error: unknown) => {
      throw error instanceof LimitReached
        ? new SourceFailed('failing', `${new URL(root).host}: ${error.message}`, { retryAfterMs: error.waitMs })
        : error
    })
  }

  const call = async (wanted: Call): Promise<HttpResponse> => {
    const response = await send(wanted)
    // A token may end before its time. A second refusal is of the credential itself.
    return response.status === 401 && credential.renew() ? send(wanted) : response
  }
  const read = (response: HttpResponse): ApiResponse => {
    if (response.status < 200 || response.status > 299) throw failureOf(response, credential, clock())
    return { body: openItem(jsonOf(response, credential), 'the response'), headers: response.headers }
  }

  return {
    get: async (path, query) => read(await call({ path, query })),
    async find(path, query, absent = [404, 410]) {
      const response = await call({ path, query })
      return absent.includes(response.status) ? undefined : read(response)
    },
    post: async (path, body) => read(await call({ path, body })),
  }
}

function withWait(response: HttpResponse, seconds: number | undefined): HttpResponse {
  if (seconds === undefined) return response
  const headers = { ...response.headers, 'retry-after': String(Math.ceil(seconds)) }
  return { ...response, headers, status: response.status < 400 ? response.status : 429 }
}

function urlOf(root: string, path: string, query: Query = {}): string {
  const url = URL.parse(/^https?:/.test(path) ? path : root + path)
  if (!url) throw new SourceFailed('failing', `${new URL(root).host} names a next page that is not a URL`)
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.delete(name)
    for (const each of [value ?? []].flat()) url.searchParams.append(name, String(each))
  }
  return url.href
}

/** The URL of `rel` in a Link header (RFC 8288); undefined if there is none. */
export function linkOf(header: string | string[] | undefined, rel: string): string | undefined {
  const links = [header ?? []]
    .flat()
    .join(', ')
    .matchAll(/<([^>]*)>([^<]*)/g)
  for (const [, url, parameters] of links)
    if (new RegExp(`;\\s*rel="?(?:[^"]*\\s)?${rel}(?:\\s[^"]*)?"?\\s*(?:[;,]|$)`, 'i').test(parameters!)) return url
  return undefined
}
