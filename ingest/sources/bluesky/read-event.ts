import { SourceFailed } from '../../mention/source.ts'

/** What happened to a post, or to an account. */
export interface JetstreamEvent {
  did: string
  /** The server's time, µs. */
  timeUs: number
  /** The number on its host (second protocol). */
  seq?: number
  post?: { operation: 'create' | 'update' | 'delete'; rkey: string; record: unknown }
  /** The account is deleted, suspended or taken down. */
  isGone?: true
}

type Fields = Record<string, unknown>

/** Reads a frame of either protocol; undefined for what concerns neither posts nor accounts, and for what cannot be read. @throws SourceFailed for an error frame */
export function readEvent(frame: string): JetstreamEvent | undefined {
  const parsed = fieldsOf(parse(frame))
  return parsed.$type === undefined ? readFirst(parsed) : readSecond(parsed)
}

/** `{did, time_us, kind: "commit", commit: {operation, collection, rkey, record}}` */
function readFirst({ did, time_us: timeUs, kind, commit, account }: Fields): JetstreamEvent | undefined {
  if (typeof did !== 'string' || typeof timeUs !== 'number') return undefined
  if (kind === 'commit') return withPost({ did, timeUs }, fieldsOf(commit))
  if (kind === 'account') return { did, timeUs, ...goneOf(fieldsOf(account)) }
  return { did, timeUs }
}

/** `{$type: "message", payload: {$type: "…#commit", seq, did, time, operation, collection, rkey, record}}` */
function readSecond({ $type, payload, error, message }: Fields): JetstreamEvent | undefined {
  if ($type === 'error') throw new SourceFailed('failing', `Jetstream: ${[error, message].filter(Boolean).join(': ')}`)
  const event = fieldsOf(payload)
  const timeUs = typeof event.time === 'string' ? Date.parse(event.time) * 1000 : NaN
  if (typeof event.did !== 'string' || Number.isNaN(timeUs)) return undefined
  const known = { did: event.did, timeUs, ...(typeof event.seq === 'number' && { seq: event.seq }) }
  const kind = String(event.$type).split('#').at(-1)
  if (kind === 'commit') return withPost(known, event)
  return kind === 'account' ? { ...known, ...goneOf(event) } : known
}

function withPost(event: JetstreamEvent, { operation, collection, rkey, record }: Fields): JetstreamEvent {
  if (collection !== 'app.bsky.feed.post' || typeof rkey !== 'string') return event
  if (operation !== 'create' && operation !== 'update' && operation !== 'delete') return event
  return { ...event, post: { operation, rkey, record } }
}

const goneOf = ({ active }: Fields): Pick<JetstreamEvent, 'isGone'> => (active === false ? { isGone: true } : {})

function parse(frame: string): unknown {
  try {
    return JSON.parse(frame) as unknown
  } catch {
    return undefined
  }
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})
