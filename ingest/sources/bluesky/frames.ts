import { SourceFailed } from '../../mention/source.ts'

interface Address {
  /** `host` or `host:port`. */
  host: string
  /** Without TLS; only for servers of your own. */
  isPlain: boolean
}

export interface Connection {
  address: Address
  /** Where to resume; undefined: with what comes next. */
  before: { timeUs: number; host?: string; seq?: number } | undefined
  /** How much before `timeUs` to resume, µs. */
  rewindUs: number
  /** Without a frame for so long the connection is given up. */
  silenceMs: number
  /** Without frames, `undefined` comes so often. */
  tickMs: number
}

const posts = 'app.bsky.feed.post'
const mostWaiting = 50_000

/**
 * The frames of a Jetstream server as text, by the second protocol, or by the first one if the server refuses that; `undefined` as a tick.
 * Ends when the server or the signal ends it. @throws SourceFailed when no connection opens, or the server is silent
 */
export async function* framesOf(connection: Connection, signal: AbortSignal): AsyncGenerator<string | undefined> {
  const { address, silenceMs, tickMs } = connection
  const socket = await firstOpen([secondProtocol(connection), firstProtocol(connection)], address.host, signal)
  const waiting: string[] = []
  let wake = () => {}
  const link = { isOpen: true }
  let lastAt = performance.now()
  socket.addEventListener('message', ({ data }) => {
    lastAt = performance.now()
    if (typeof data === 'string') waiting.push(data)
    if (waiting.length > mostWaiting) socket.close()
    wake()
  })
  const end = () => {
    link.isOpen = false
    wake()
  }
  socket.addEventListener('close', end)
  socket.addEventListener('error', end)
  signal.addEventListener('abort', end, { once: true })
  try {
    while (link.isOpen || waiting.length > 0) {
      if (signal.aborted) return
      for (const frame of waiting.splice(0)) yield frame
      yield undefined
      if (!link.isOpen || waiting.length > 0) continue
      if (performance.now() - lastAt > silenceMs)
        throw new SourceFailed('failing', `${address.host} has sent nothing for ${silenceMs / 1000} s`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, tickMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  } finally {
    socket.close()
  }
}

const rootOf = ({ host, isPlain }: Address) => `${isPlain ? 'ws' : 'wss'}://${host}`

/** Jetstream v2: numbered events; the number is valid on one host. */
function secondProtocol({ address, before }: Connection): string {
  const url = new URL(`${rootOf(address)}/xrpc/network.bsky.jetstream.subscribeEvents`)
  for (const kind of ['commit', 'account']) url.searchParams.append('kinds', kind)
  url.searchParams.set('collections', posts)
  if (before?.seq !== undefined && before.host === address.host) url.searchParams.set('cursor', String(before.seq))
  return url.href
}

/** Jetstream v1: times in µs; a time that is too old is moved without a word. */
function firstProtocol({ address, before, rewindUs }: Connection): string {
  const url = new URL(`${rootOf(address)}/subscribe`)
  url.searchParams.set('wantedCollections', posts)
  if (before) url.searchParams.set('cursor', String(before.timeUs - rewindUs))
  return url.href
}

async function firstOpen(urls: readonly string[], host: string, signal: AbortSignal): Promise<WebSocket> {
  for (const url of urls) {
    const socket = await opened(url, signal)
    if (socket) return socket
  }
  throw new SourceFailed('failing', `${host} accepts no Jetstream connection`)
}

const openWithinMs = 15_000

/** Undefined if the server refuses. */
function opened(url: string, signal: AbortSignal): Promise<WebSocket | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    const done = (result: WebSocket | undefined) => {
      clearTimeout(timer)
      if (!result) socket.close()
      resolve(result)
    }
    const timer = setTimeout(() => done(undefined), openWithinMs)
    socket.addEventListener('open', () => done(socket), { once: true })
    socket.addEventListener('error', () => done(undefined), { once: true })
    signal.addEventListener('abort', () => done(undefined), { once: true })
  })
}
