import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'

/** One mention that was sent, as the oracle knows it. */
export interface Sent {
  id: string
  /** Epoch ms as stated; what the product must store of it. */
  createdAt: number
}

export interface Oracle {
  /** By id: every mention that the product answered for with a 2xx. It must be stored exactly once. */
  acknowledged: Map<string, Sent>
  /** Sent, but not answered with a 2xx: it may be stored, and no more than once. */
  unanswered: Map<string, Sent>
  /** Records that nobody can read, which were told as rejected. */
  poison: number
  rejected: number
  /** Of each post: milliseconds from the time it was due (not from when it was sent) to its answer. */
  latencies: number[]
  statuses: Map<number | 'none', number>
}

export interface LoadOptions {
  /** Where to send to; it changes when the product is started again. */
  url: () => string
  secret: string
  /** Mentions a second, in `batch` a post. */
  perSecond: number
  batch: number
  forMs: number
  /** What the next mention says; a late parcel if absent. */
  text?: (id: string) => string
  /** Hears of each acknowledged post: one of its mentions, and when it was due (`performance.now()`). */
  acknowledged?: (id: string, dueAt: number) => void
  /** The parts of mentions that are told again, or state another time than now. */
  mix?: { poison?: number; repeated?: number; late?: number; future?: number; ancient?: number }
}

const aheadMs = 5 * 60_000
const repeatedWithinMs = 60_000
const dayMs = 86_400_000

/**
 * Sends mentions at a fixed rate whatever the answers are: an open loop. A closed one waits for a product that stalls, and
 * so hides the stall (Gil Tene, "How NOT to measure latency": coordinated omission). Resolves once every post has its answer.
 */
export async function load(options: LoadOptions): Promise<Oracle> {
  const oracle: Oracle = {
    acknowledged: new Map(),
    unanswered: new Map(),
    poison: 0,
    rejected: 0,
    latencies: [],
    statuses: new Map(),
  }
  const posts: Promise<void>[] = []
  const everyMs = (1000 * options.batch) / options.perSecond
  const run = randomUUID().slice(0, 8)
  const startedAt = performance.now()
  for (let n = 0; n * everyMs < options.forMs; n++) {
    const dueAt = startedAt + n * everyMs
    await sleep(Math.max(0, dueAt - performance.now()))
    posts.push(post(options, oracle, { made: make(options, `${run}-${n}`), dueAt }))
  }
  await Promise.all(posts)
  return oracle
}

interface Made {
  items: object[]
  sent: Sent[]
  poison: number
}

const late = (id: string) => `Parcel ${id} is late and nobody answers`

function make({ batch, text = late, mix = {} }: LoadOptions, name: string): Made {
  const made: Made = { items: [], sent: [], poison: 0 }
  const happens = (part = 0) => Math.random() < part
  for (let i = 0; i < batch; i++) {
    const id = `${name}-${i}`
    if (happens(mix.poison)) {
      made.poison++
      made.items.push({ id, author: '\ud800', createdAt: { not: 'a time' } })
      continue
    }
    const now = Date.now()
    if (happens(mix.ancient)) {
      // A time that no mention can have is refused, not moved.
      made.poison++
      made.items.push({ id, text: `Parcel ${id} is late`, createdAt: '1970-01-02T00:00:00Z' })
      continue
    }
    const createdAt = happens(mix.late) ? now - dayMs : happens(mix.future) ? now + dayMs : now
    const item = { id, text: text(id), createdAt: new Date(createdAt).toISOString() }
    made.items.push(item)
    made.sent.push({ id, createdAt })
    if (happens(mix.repeated)) made.items.push(item, { ...item })
  }
  return made
}

async function post(
  { url, secret, acknowledged }: LoadOptions,
  oracle: Oracle,
  { made, dueAt }: { made: Made; dueAt: number },
): Promise<void> {
  const body = JSON.stringify(made.items)
  const at = new Date()
  const id = randomUUID()
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
  const answer = await fetch(`${url()}/api/v1/webhooks/load`, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(60_000),
  })
    .then(async (response) => ({
      status: response.status,
      rejected: ((await response.json()) as { rejected?: number }).rejected ?? 0,
    }))
    .catch(() => undefined)
  oracle.latencies.push(performance.now() - dueAt)
  oracle.statuses.set(answer?.status ?? 'none', (oracle.statuses.get(answer?.status ?? 'none') ?? 0) + 1)
  const isAcknowledged = answer !== undefined && answer.status >= 200 && answer.status < 300
  if (isAcknowledged) {
    oracle.poison += made.poison
    oracle.rejected += answer.rejected
    acknowledged?.(made.sent[0]?.id ?? '', dueAt)
  }
  for (const each of made.sent) (isAcknowledged ? oracle.acknowledged : oracle.unanswered).set(each.id, each)
}

/** The time that the product must store: as stated, and at most five minutes after the first receipt. A repetition is received later. */
export function isRightTime({ createdAt }: Sent, storedAt: number, observedAt: number): boolean {
  const latest = observedAt + aheadMs
  return createdAt <= latest ? storedAt === createdAt : storedAt <= latest && storedAt > latest - repeatedWithinMs
}

/** @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}
