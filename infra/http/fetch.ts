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
  /** For the whole exchange, redirects and body included; 30 s. */
  timeoutMs?: number
  /** Of the decoded body; 10 MiB. */
  maxBytes?: number
  /** How many redirects to follow; 0, then a redirect is an error. */
  redirects?: number
  signal?: AbortSignal
}

export interface HttpAnswer {
  status: number
  headers: IncomingHttpHeaders
  /** Decoded. */
  body: Buffer
  /** After redirects. */
  url: string
}

export interface Http {
  /** Resolves with any status; rejects with `HttpFailure` when there is no whole answer to have. */
  request(request: HttpRequest): Promise<HttpAnswer>
}

/** Its message names the host and never the rest of the address: paths and queries hold secrets. The reason is its `cause`. */
class HttpFailure extends Error {
  constructor(host: string, cause: unknown) {
    super(`${host}: ${reasonOf(cause)}`, { cause })
    this.name = 'HttpFailure'
  }
}

/**
 * The one way out. http and https to public addresses only, unless `allowPrivate` names the host or host:port; every
 * address is checked after resolution, at each redirect too, and the connection goes to the address that was checked.
 */
export function openHttp({ allowPrivate = [], logger }: { allowPrivate?: readonly string[]; logger: Logger }): Http {
  return {
    async request(request) {
      const deadline = AbortSignal.timeout(request.timeoutMs ?? 30_000)
      const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline
      let host = 'an unreadable address'
      try {
        let hop = { ...request, url: toUrl(request.url) }
        for (let left = request.redirects ?? 0; ; left--) {
          host = hop.url.host
          const answer = await exchange(hop, isAllowed(hop.url, allowPrivate), signal)
          const location = redirectOf(answer)
          if (location === undefined) return await whole(answer, hop.url, request.maxBytes ?? 10_485_760)
          answer.destroy()
          if (left <= 0) throw new Error(`it redirects (${answer.statusCode}), which is not followed`)
          hop = redirected(hop, toUrl(location, hop.url), answer.statusCode ?? 0)
        }
      } catch (error) {
        const failure = new HttpFailure(host, signal.aborted ? (signal.reason as unknown) : error)
        logger.debug({ err: failure, method: request.method ?? 'GET' }, 'no answer')
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
    // One connection an exchange: a pooled one would be reset now and then, and might have been opened by another rule.
    agent: false,
    ...(allowed ? {} : { lookup: publicLookup }),
  })
  request.end(hop.body)
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  // What comes after the head goes to whoever reads the answer.
  request.on('error', () => undefined)
  return answer
}

async function whole(answer: IncomingMessage, url: URL, maxBytes: number): Promise<HttpAnswer> {
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
  const headers = withoutSecrets(lowerCase(hop.headers ?? {}), url.origin === hop.url.origin)
  if (!asGet) return { ...hop, url, headers }
  const { 'content-type': _type, 'content-length': _length, ...kept } = headers
  return { ...rest, url, method: 'GET', headers: kept }
}

// Another origin gets nothing that was meant for this one.
function withoutSecrets(headers: Record<string, string>, sameOrigin: boolean): Record<string, string> {
  if (sameOrigin) return headers
  const harmless = ['accept', 'accept-language', 'accept-encoding', 'user-agent', 'content-type', 'if-none-match']
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.includes(name)))
}

function toUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (!url) throw new Error('the address cannot be read')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error(`${url.protocol} is neither http nor https`)
  return url
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return 'no whole answer in time'
  // Node gives several tries at once (v6, v4) an empty message.
  return cause.message || String('code' in cause ? cause.code : cause.name)
}
