import type { Deletion, formats } from './mention.ts'

/** A mention as its source states it. Ingest adds author keys, redaction, time limits and `observedAt` before anything is written. */
export interface RawMention {
  /** The source's own id, without the source's name. */
  nativeId: string
  /** Epoch ms. */
  createdAt: number
  text: string
  title?: string
  channel?: string
  format?: (typeof formats)[number]
  url?: string
  author?: { id: string; handle?: string; followers?: number }
  /** 1 to 5 stars. */
  rating?: number
  inReplyTo?: string
  fields?: Record<string, string>
  backfill?: boolean
}

export interface RejectedItem {
  /** Its position in the source: `line 17`, `entry 3`. */
  at: string
  reason: string
  raw: string
}

/** A public answer of the company, which is no mention: `to` the native id of the mention that began the conversation; `at` epoch ms. */
export interface Answer {
  to: string
  at: number
}

export interface Page {
  mentions: RawMention[]
  answers?: Answer[]
  deletions?: Omit<Deletion, 'type' | 'source'>[]
  rejected?: RejectedItem[]
  /** JSON text from which the source resumes after this page. */
  cursor: string
  /** Event time (epoch ms) up to which the source has now delivered everything. Absent within a poll of several pages. */
  coveredUntil?: number
  gap?: PageGap
  /** Of a source with a canary, at the end of a poll. */
  canary?: CanaryReport
}

/** Whether the canary of a source was found: `looksFor` as messages name it, `heardAt` the time (epoch ms) of its newest item. */
export interface CanaryReport {
  looksFor: string
  heardAt: number
  /** Nothing was found for too long, although the polls succeed: the source is blind. */
  isSilent: boolean
}

/** A period (epoch ms) in which the source missed mentions, or only delivered them late. */
export interface PageGap {
  from: number
  to: number
  reason: string
  /** Nothing is missing: what was published in it was delivered up to this page. */
  isLate?: boolean
}

/**
 * A source of mentions. `pages` resumes after the cursor. It ends when there is nothing more (a file), or only when the
 * signal aborts (a stream or a poll, which waits between pages). After an error ingest records the source's health and
 * calls `pages` again with backoff. A source never retries by itself and never writes. test/contract/source.ts checks this.
 */
export interface Source {
  name: string
  /** `feed` and `stream` sources hold the frontier back; `webhook` and `file` sources do not. */
  kind: 'feed' | 'stream' | 'webhook' | 'file'
  /** The interval (ms) of its polls. A source that fails for more than three of them is blind. */
  everyMs?: number
  /** What it used today; undefined before its first poll. Absent: it is not counted. */
  usage?(): SourceUsage | undefined
  /** @throws SourceFailed */
  pages(cursor: string | undefined, signal: AbortSignal): AsyncIterable<Page>
}

/**
 * What a source used on a day (UTC, `2026-11-29`): requests, units that the service charges for one by one, and USD. Budgets of the
 * day: 0 = none.
 */
export interface SourceUsage {
  day: string
  requests: number
  units: number
  usd: number
  requestsPerDay: number
  usdPerDay: number
}

/** Reads what another system pushes to us. */
export interface WebhookReceiver {
  /** Refuses a request whose headers cannot be those of a signed one, before its body is read. Absent: only the body shows it. @throws WebhookRefused */
  admit?(headers: Record<string, string | undefined>): void
  /**
   * The mentions of a request, and the items that cannot be read. `now` is the time of receipt, epoch ms.
   * @throws WebhookRefused; then nothing of the request is accepted
   */
  receive(request: { headers: Record<string, string | undefined>; body: Buffer; now: number }): Received
}

export interface Received {
  mentions: RawMention[]
  rejected: RejectedItem[]
}

/** 401: no valid signature. 400: cannot be parsed. The message is for the sender and names the item and field at fault. */
export class WebhookRefused extends Error {
  readonly status: 400 | 401
  constructor(status: 400 | 401, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'WebhookRefused'
    this.status = status
  }
}

/** Thrown by `pages`: the source's new state, and how long the other side asks to wait. */
export class SourceFailed extends Error {
  readonly state: 'gone' | 'failing'
  readonly retryAfterMs: number
  constructor(state: 'gone' | 'failing', message: string, { retryAfterMs = 0, cause }: FailureDetails = {}) {
    super(message, { cause })
    this.name = 'SourceFailed'
    this.state = state
    this.retryAfterMs = retryAfterMs
  }

  /** Any error as a `failing` source, with the same message. */
  static from(error: unknown): SourceFailed {
    if (error instanceof SourceFailed) return error
    return new SourceFailed('failing', error instanceof Error ? error.message : String(error), { cause: error })
  }
}

interface FailureDetails {
  retryAfterMs?: number
  cause?: unknown
}
