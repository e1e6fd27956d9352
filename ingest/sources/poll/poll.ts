import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../../infra/clock.ts'
import type { Http, HttpResponse } from '../../../infra/http/fetch.ts'
import { retryAfterMs } from '../../../infra/http/retry-after.ts'
import { SourceFailed, type Page, type Source } from '../../mention/source.ts'

/** An HTTP API that is polled. `State` is what the source remembers between polls; it must be JSON. */
export interface Poll<State extends object> {
  name: string
  everyMs: number
  /** The next request; `state` is undefined at the first poll. */
  request(state: State | undefined): { url: string; headers?: Record<string, string> }
  /** Reads a response with status 200. An error makes the source `failing` with its message. */
  read(response: HttpResponse, poll: Polled<State>): Promise<PolledPage<State>>
  /** Limit for the decoded body of a response. */
  maxBytes: number
}

export interface Polled<State> {
  /** Epoch ms of this poll. */
  now: number
  /** The previous poll; undefined at the first. */
  before: { polledAt: number; state: State } | undefined
}

export interface PolledPage<State> extends Omit<Page, 'cursor'> {
  state: State
  /** The API has more now: the next request follows without a pause. */
  hasMore?: boolean
}

/** The cursor: the state, with the time of the poll (epoch ms) and the validators of conditional requests. */
type Cursor<State> = State & { polledAt: number; etag?: string; lastModified?: string }

const timeoutMs = 20_000
const redirects = 5

/**
 * A source that polls an HTTP API: waits between polls, sends conditional requests (RFC 9110 §13: ETag, Last-Modified),
 * honours Retry-After and stops when the signal aborts. A 304 is an empty page. Throws `SourceFailed`: `gone` for status
 * 410, otherwise `failing`.
 */
export function pollSource<State extends object>(poll: Poll<State>, deps: { http: Http; clock: Clock }): Source {
  return {
    name: poll.name,
    kind: 'feed',
    everyMs: poll.everyMs,
    async *pages(saved, signal) {
      let cursor = saved === undefined ? undefined : (JSON.parse(saved) as Cursor<State>)
      let isDue = false
      while (!signal.aborted) {
        // Also waits after a restart, so that our restarts do not increase the load on the server.
        if (!isDue) await wait((cursor?.polledAt ?? -Infinity) + poll.everyMs - deps.clock(), poll.everyMs, signal)
        if (signal.aborted) return
        try {
          const { page, next, hasMore } = await pollOnce(poll, { http: deps.http, now: deps.clock(), cursor, signal })
          cursor = next
          isDue = hasMore
          yield { ...page, cursor: JSON.stringify(next) }
        } catch (error) {
          if (signal.aborted) return
          throw SourceFailed.from(error)
        }
      }
    },
  }
}

async function wait(ms: number, mostMs: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(Math.min(ms, mostMs), undefined, { signal }).catch(() => {})
}

interface PollContext<State> {
  http: Http
  now: number
  cursor: Cursor<State> | undefined
  signal: AbortSignal
}

async function pollOnce<State extends object>(
  poll: Poll<State>,
  { http, now, cursor, signal }: PollContext<State>,
): Promise<{ page: Omit<Page, 'cursor'>; next: Cursor<State>; hasMore: boolean }> {
  const state = cursor && stateOf(cursor)
  const { url, headers } = poll.request(state)
  const validators = {
    ...(cursor?.etag && { 'if-none-match': cursor.etag }),
    ...(cursor?.lastModified && { 'if-modified-since': cursor.lastModified }),
  }
  const response = await http.request({
    url,
    headers: { ...headers, ...validators },
    timeoutMs,
    maxBytes: poll.maxBytes,
    redirects,
    signal,
  })
  if (response.status === 304 && cursor)
    return { page: { mentions: [], coveredUntil: now }, next: { ...cursor, polledAt: now }, hasMore: false }
  if (response.status !== 200) throw failureOf(response)
  const before = cursor && state && { polledAt: cursor.polledAt, state }
  const { state: after, hasMore = false, ...page } = await poll.read(response, { now, before })
  const { etag, 'last-modified': lastModified } = response.headers
  const next = { polledAt: now, ...(etag && { etag }), ...(lastModified && { lastModified }), ...after }
  return { page, next, hasMore }
}

function stateOf<State extends object>(cursor: Cursor<State>): State {
  const { polledAt: _polledAt, etag: _etag, lastModified: _lastModified, ...state } = cursor
  return state as unknown as State
}

function failureOf({ status, headers }: HttpResponse): SourceFailed {
  if (status === 410) return new SourceFailed('gone', 'the server answered 410: the source is gone permanently')
  const isBusy = status === 429 || status === 503
  return new SourceFailed('failing', `the server answered ${status}`, {
    retryAfterMs: isBusy ? retryAfterMs(headers['retry-after'], Date.now()) : 0,
  })
}
