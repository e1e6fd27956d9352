import { once } from 'node:events'
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { decodeBody } from './decode-body.ts'
import type { Logger } from '../logger.ts'
import { isAllowed, publicLookup, refuseLiteral } from '../public-address.ts'

interface HttpRequest {
  url: string
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** For the whole exchange with redirects and body. Default 30 s. */
  timeoutMs?: number
  /** Limit for the decoded body. Default 10 MiB. */
  maxBytes?: number
  /** How many redirects to follow. Default 0: a redirect is an error. */
  redirects?: number
  signal?: AbortSignal
}

export interface HttpResponse {
  status: number
  headers: IncomingHttpHeaders
  /** Decoded. */
  body: Buffer
  /** The URL after redirects. */
  url: string
}

export interface Http {
  /** Resolves with a response of any status. Rejects with `HttpFailure` when no complete response arrives. */
  request(request: HttpRequest): Promise<HttpResponse>
}

/** The message names the host but not the rest of the URL, because paths and queries may contain secrets. `cause` is the reason. */
class HttpFailure extends Error {
  constructor(host: string, cause: unknown) {
    super(`${host}: ${reasonOf(cause)}`, { cause })
    this.name = 'HttpFailure'
  }
}

/**
 * The HTTP client of the program. Requests http and https URLs at public addresses; at others only if `allowPrivate` lists
 * the host or host:port. Checks every address after name resolution, also at redirects, and connects to the checked one.
 */
export function openHttp({ allowPrivate = [], logger }: { allowPrivate?: readonly string[]; logger: Logger }): Http {
  return {
    async request(request) {
      const deadline = AbortSignal.timeout(request.timeoutMs ?? 30_000)
      const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline
      let host = 'an invalid URL'
      try {
        let hop = { ...request, url: toUrl(request.url) }
        for (let left = request.redirects ?? 0; ; left--) {
          host = hop.url.host
          const answer = await exchange(hop, isAllowed(hop.url, allowPrivate), signal)
          const location = redirectOf(answer)
          if (location === undefined) return await toResponse(answer, hop.url, request.maxBytes ?? 10_485_760)
          answer.destroy()
          if (left <= 0) throw new Error(`the server redirects (${answer.statusCode}) more often than allowed`)
          hop = redirected(hop, toUrl(location, hop.url), answer.statusCode ?? 0)
        }
      } catch (error) {
        const failure = new HttpFailure(host, signal.aborted ? (signal.reason as unknown) : error)
        logger.debug({ err: failure, method: request.method ?? 'GET' }, 'an HTTP request failed')
        throw failure
      }
    },
  }
}

type Hop = Omit<HttpRequest, 'url'> & { url: URL }

async function exchange(hop: Hop, allowed: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  if (!allowed) refuseLiteral(hop.url)
  const send = hop.url.protocol === 'https:' ? httpsRequest : httpRequest
  const request = send(hop.url, {
    method: hop.method ?? 'GET',
    headers: { 'accept-encoding': 'gzip, br, deflate', 'user-agent': 'groundswell', ...lowerCase(hop.headers ?? {}) },
    signal,
    // One connection per request: a pooled one could be reset, and could have been opened under another rule of allowPrivate.
    agent: false,
    ...(allowed ? {} : { lookup: publicLookup }),
  })
  request.end(hop.body)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  // Errors after the headers reach the reader of the body.
  request.on('error', () => undefined)
  return answer
}

async function toResponse(answer: IncomingMessage, url: URL, maxBytes: number): Promise<HttpResponse> {
  try {
    const body = await decodeBody(answer, maxBytes)
    return { status: answer.statusCode ?? 0, headers: answer.headers, body, url: url.href }
  } finally {
    answer.destroy()
  }
}

function redirectOf({ statusCode, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode ?? 0) ? headers.location : undefined
}

function redirected(hop: Hop, url: URL, status: number): Hop {
  const method = hop.method ?? 'GET'
  const asGet = method !== 'HEAD' && (status === 303 || (status <= 302 && method === 'POST'))
  const { body: _body, ...rest } = hop
  const headers = withoutCredentials(lowerCase(hop.headers ?? {}), url.origin === hop.url.origin)
  if (!asGet) return { ...hop, url, headers }
  const { 'content-type': _type, 'content-length': _length, ...kept } = headers
  return { ...rest, url, method: 'GET', headers: kept }
}

// Another origin gets no credentials.
function withoutCredentials(headers: Record<string, string>, sameOrigin: boolean): Record<string, string> {
  if (sameOrigin) return headers
  const allowed = ['accept', 'accept-language', 'accept-encoding', 'user-agent', 'content-type', 'if-none-match']
  return Object.fromEntries(Object.entries(headers).filter(([name]) => allowed.includes(name)))
}

function toUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (!url) throw new Error('the URL cannot be parsed')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error(`${url.protocol} is neither http nor https`)
  return url
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return 'no complete response in time'
  // Node's error for several connection attempts (IPv6, IPv4) has an empty message.
  return cause.message || String('code' in cause ? cause.code : cause.name)
}
