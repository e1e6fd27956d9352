import type { Deletion } from './mention.ts'

/** A mention as its source tells it; ingest adds author keys, redaction, clamping and `observedAt` before anything is written. */
export interface RawMention {
  /** The source's own id, without the source's name. */
  nativeId: string
  /** Epoch ms. */
  createdAt: number
  text: string
  title?: string
  channel?: string
  format?: 'post' | 'comment' | 'review' | 'article' | 'ticket' | 'message'
  url?: string
  author?: { id: string; handle?: string; followers?: number }
  rating?: number
  inReplyTo?: string
  fields?: Record<string, string>
  backfill?: boolean
}

export interface RejectedItem {
  /** Where it stood: `line 17`, `entry 3`. */
  at: string
  reason: string
  raw: string
}

export interface Page {
  mentions: RawMention[]
  deletions?: Omit<Deletion, 'type' | 'source'>[]
  rejected?: RejectedItem[]
  /** JSON text that resumes after this page. */
  cursor: string
  /** Event time (epoch ms) up to which this source has now been heard completely. */
  coveredUntil?: number
  /** We know that something was missed in between. */
  gap?: { from: number; to: number; reason: string }
}

/**
 * A place mentions come from. `pages` resumes after the cursor and ends when there is nothing more (a file) or only when
 * the signal aborts (a stream, a poll: it waits by itself between pages). What it throws is the source's health and it is
 * called again after a growing pause; it never retries by itself and never writes.
 */
export interface Source {
  name: string
  /** `pulled` and `streamed` sources hold the frontier back; `pushed` and `read` ones do not. */
  kind: 'feed' | 'stream' | 'webhook' | 'file'
  pages(cursor: string | undefined, signal: AbortSignal): AsyncIterable<Page>
}

/** Reads what another system pushes to us. Throws `WebhookRefused`, and then nothing of the request is taken. */
export interface WebhookReceiver {
  receive(request: { headers: Record<string, string | undefined>; body: Buffer; now: number }): RawMention[]
}

/** 401: not signed by who may; 400: cannot be read. The message is for the sender and names the item and field at fault. */
export class WebhookRefused extends Error {
  readonly status: 400 | 401
  constructor(status: 400 | 401, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'WebhookRefused'
    this.status = status
  }
}

/** Thrown by `pages`: what becomes of the source's health, and how long the other side wants to be left alone. */
export class SourceFailed extends Error {
  readonly state: 'gone' | 'failing'
  readonly retryAfterMs: number
  constructor(state: 'gone' | 'failing', message: string, retryAfterMs = 0) {
    super(message)
    this.name = 'SourceFailed'
    this.state = state
    this.retryAfterMs = retryAfterMs
  }
}
