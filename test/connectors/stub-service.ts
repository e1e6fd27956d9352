import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An item of a service: a post, a ticket. Times in epoch ms. */
export interface StubItem {
  /** From 1. */
  id: number
  text: string
  createdAt: number
  updatedAt: number
  isDeleted?: boolean
  /** The service delivers it without the field that the connector cannot do without. */
  isMalformed?: boolean
}

export interface StubRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  /** Of a JSON or form body. */
  body: Record<string, unknown>
}

export interface StubAnswer {
  status?: number
  headers?: Record<string, string>
  /** Sent as JSON, a string or bytes as they are. */
  body?: unknown
}

/** What is wrong with the service: its tokens are over, its credential is refused, too many requests, an error, a page instead of JSON. */
type Trouble = 'expired' | 'refused' | 'limited' | 'down' | 'no JSON'

/** The state of a service, which tests change. */
export interface StubService {
  /** Epoch ms: the clock of service and connector. */
  now: number
  items: StubItem[]
  trouble?: Trouble | undefined
  /** Headers of every answer from now on. */
  headers: Record<string, string>
  requests: StubRequest[]
  /** How many tokens were given; the last one is valid. */
  tokens: number
  add(count: number): StubItem[]
  edit(item: StubItem, text: string): void
  remove(item: StubItem): void
}

/** How one service behaves; written after its documentation. */
export interface StubDescription {
  /** The answer to a request of the API. @param root where the service is, for next links */
  answer(request: StubRequest, service: StubService, root: string): StubAnswer
  /** Whether it is a request for a token; absent: the service has no tokens. */
  isTokenRequest?(request: StubRequest): boolean
  /** Whether the credential is right. `token` is the one that was given last. */
  isAuthorized(request: StubRequest, token: string): boolean
  /** The service's answer to too many requests; two minutes are asked for. */
  limited(now: number): StubAnswer
}

const hourMs = 3_600_000
const startedAt = Date.UTC(2026, 10, 20, 12)
const itemEveryMs = 10 * 60_000

/** `count` items, ten minutes apart; the newest is an hour old. */
export function stubService(count = 5): StubService {
  const service: StubService = {
    now: startedAt,
    items: [],
    headers: {},
    requests: [],
    tokens: 0,
    add(added) {
      const before = service.items.length
      const made = Array.from({ length: added }, (_, i): StubItem => {
        const id = before + i + 1
        return { id, text: `text of item ${id}`, createdAt: service.now, updatedAt: service.now }
      })
      service.items.push(...made)
      return made
    },
    edit: (item, text) => void Object.assign(item, { text, updatedAt: service.now }),
    remove: (item) => void Object.assign(item, { isDeleted: true, updatedAt: service.now }),
  }
  for (const [i, item] of service.add(count).entries()) {
    item.createdAt -= hourMs + (count - i) * itemEveryMs
    item.updatedAt = item.createdAt
  }
  return service
}

/** A local server that behaves as the description says, towards the state that `current` gives. */
export async function openStubServer(description: StubDescription, current: () => StubService) {
  let root = ''
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const asked = requestOf(request, Buffer.concat(chunks).toString())
      current().requests.push(asked)
      const { status = 200, headers, body } = answerOf(asked, description, { service: current(), root })
      response.writeHead(status, { 'content-type': 'application/json', ...current().headers, ...headers })
      response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body ?? {}))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { root, close: () => void server.close() }
}

function requestOf(request: IncomingMessage, text: string): StubRequest {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub')
  const isForm = request.headers['content-type']?.includes('form')
  const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : text === '' ? {} : (JSON.parse(text) as object)
  const { method = 'GET', headers } = request
  return { method, path: pathname, query: searchParams, headers, body: body as StubRequest['body'] }
}

function answerOf(
  request: StubRequest,
  description: StubDescription,
  { service, root }: { service: StubService; root: string },
): StubAnswer {
  const { trouble } = service
  // A careless server repeats what it was sent. None of it may come out of the connector.
  const echo = `${JSON.stringify(request.headers)} ${JSON.stringify(request.body)} ${request.query.toString()}`
  if (description.isTokenRequest?.(request)) {
    if (trouble === 'refused') return { status: 401, body: { error: 'invalid_client', error_description: echo } }
    service.tokens++
    if (trouble === 'expired') service.trouble = undefined
    return { body: { access_token: tokenOf(service), token_type: 'bearer', expires_in: 7200 } }
  }
  if (trouble === 'limited') return description.limited(service.now)
  if (trouble === 'down') return { status: 500, body: `<h1>Oops</h1> ${echo}` }
  if (trouble === 'no JSON') return { headers: { 'content-type': 'text/html' }, body: `<h1>Maintenance</h1> ${echo}` }
  const isRefused = trouble === 'expired' || trouble === 'refused'
  if (isRefused || !description.isAuthorized(request, tokenOf(service))) return { status: 401, body: { error: echo } }
  return description.answer(request, service, root)
}

/** A token that must never be seen outside. */
export const tokenOf = ({ tokens }: StubService): string => `canary-token-${tokens}-a1b2c3d4`

/** Some of the items from a position, and the position after them. */
export function slice<T>(items: readonly T[], from: number, count = 2) {
  return { some: items.slice(from, from + count), next: from + count, isLast: from + count >= items.length }
}
