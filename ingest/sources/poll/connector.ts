import { setTimeout as pause } from 'node:timers/promises'
import { parseTime } from '../../../infra/time-reader.ts'
import {
  SourceFailed,
  type Page,
  type PageGap,
  type RawMention,
  type RejectedItem,
  type Source,
} from '../../mention/source.ts'
import { openApi, type Api, type ApiDeps, type ApiOptions } from './api.ts'
import { watchCanary, type CanaryOptions, type CanaryState, type ProbeDeps } from './canary.ts'
import type { Credential } from './credential.ts'
import { withoutSecrets } from './json-response.ts'
import type { ReadItems } from './item.ts'
import { openSeen, type Seen } from './seen.ts'
import { openUsage, type DayUsage, type Usage } from './usage.ts'

/** What is polled. `State` is the connector's own cursor; it must be JSON. */
interface Polling<State extends object> {
  name: string
  everyMs: number
  /** Whose secrets must be in no rejected item. */
  credential: Credential
  /** Where history begins: an ISO time; absent: 30 days before the first poll. What is older is left out. */
  since?: string | undefined
  /** How long the service withholds or may still change its newest items, ms; 0 if absent. The source is covered up to then. */
  lagMs?: number
  /** What must always be found. */
  canary?: CanaryOptions | undefined
  /** Counts its requests; its count is in the cursor. */
  usage?: Usage
  /** How many items it remembers, to leave out those that come again unchanged; 500 if absent. */
  remembered?: number
  /**
   * One poll: reads what is new since `state` and yields after each response, with the state from which the next process resumes.
   * What comes again unchanged is left out here. When it returns, everything until this poll was read. Throws SourceFailed.
   */
  poll(polled: Poll<State>): AsyncIterable<Batch<State>>
}

interface Poll<State> {
  /** Undefined at the first poll. */
  state: State | undefined
  /** Epoch ms of this poll. */
  now: number
  /** Epoch ms: where history begins. */
  since: number
  signal: AbortSignal
}

/** A service with a JSON API that is polled. */
export interface Connector<State extends object> extends Omit<Polling<State>, 'credential' | 'usage' | 'poll'> {
  api: ApiOptions
  /** The budgets of a day (UTC) and the price of a request; absent: no limit. */
  requestsPerDay?: number | undefined
  usdPerDay?: number | undefined
  usdPerRequest?: number | undefined
  poll(polled: Polled<State>): AsyncIterable<Batch<State>>
}

export interface Polled<State> extends Omit<Poll<State>, 'signal'> {
  api: Api
  /** Counts what the service charges for beside requests. */
  usage: Usage
  /** Another API of the same service. */
  open(api: ApiOptions): Api
}

export interface Batch<State> extends Partial<ReadItems> {
  state: State
  /** A period that the service no longer gives, epoch ms. */
  gap?: PageGap
}

interface Cursor<State> {
  v: 1
  /** Epoch ms of the first poll: what is older is history. */
  startedAt: number
  /** Epoch ms of the last poll that was completed. */
  polledAt?: number
  seen: string[]
  usage?: DayUsage
  canary?: CanaryState
  state?: State
}

const dayMs = 86_400_000
const historyMs = 30 * dayMs
const mostRemembered = 500
/** A source that missed this many polls has a gap when it comes back. */
const missedPolls = 3

/** A source that polls the JSON API of a service, see `polledSource`. */
export function connectorSource<State extends object>(
  { api, requestsPerDay, usdPerDay, usdPerRequest, poll, ...polling }: Connector<State>,
  deps: ApiDeps & ProbeDeps,
): Source {
  const usage = openUsage({ requestsPerDay, usdPerDay, usdPerRequest }, deps.clock)
  const { name } = polling
  return polledSource<State>(
    {
      ...polling,
      credential: api.credential,
      usage,
      poll({ signal, ...polled }) {
        const open = (options: ApiOptions) => openApi(options, deps, { name, usage, signal })
        return poll({ ...polled, open, usage, api: open(api) })
      },
    },
    deps,
  )
}

/**
 * A source that polls a service. The cursor is saved after each batch, and a poll that was cut short is continued. Mentions from before
 * the first poll are history (`backfill`), and an edit comes under its id with its first time. A pause of more than three intervals
 * between two complete polls is a gap.
 */
export function polledSource<State extends object>(connector: Polling<State>, deps: PollDeps): Source {
  const { name, everyMs } = connector
  return {
    name,
    kind: 'feed',
    everyMs,
    ...(connector.usage && { usage: connector.usage.report }),
    async *pages(saved, signal) {
      let cursor = parseCursor<State>(saved) ?? { v: 1, startedAt: deps.clock(), seen: [] }
      connector.usage?.restore(cursor.usage)
      while (!signal.aborted) {
        // Also waits after a restart, so that our restarts do not increase the load on the server.
        await wait((cursor.polledAt ?? -Infinity) + everyMs - deps.clock(), everyMs, signal)
        if (signal.aborted) return
        try {
          for await (const { page, next } of onePoll(connector, deps, { cursor, signal })) {
            if (signal.aborted) return
            cursor = next
            yield { ...page, cursor: JSON.stringify(next) }
          }
        } catch (error) {
          if (signal.aborted) return
          throw SourceFailed.from(error)
        }
      }
    },
  }
}

type PollDeps = Pick<ApiDeps, 'clock'> & ProbeDeps

interface Running<State> {
  cursor: Cursor<State>
  signal: AbortSignal
}

async function* onePoll<State extends object>(
  connector: Polling<State>,
  deps: PollDeps,
  { cursor, signal }: Running<State>,
): AsyncGenerator<{ page: Omit<Page, 'cursor'>; next: Cursor<State> }> {
  const now = deps.clock()
  const seen = openSeen(cursor.seen, connector.remembered ?? mostRemembered)
  const since = connector.since === undefined ? cursor.startedAt - historyMs : parseTime(connector.since)
  const { credential } = connector
  const read = { seen, since, now, startedAt: cursor.startedAt, credential }
  const remembered = () => ({ seen: seen.entries(), ...(connector.usage && { usage: connector.usage.today() }) })
  let { state } = cursor
  let gap = gapOf(cursor.polledAt, now, connector.everyMs)
  const watch = connector.canary && watchCanary(connector.canary, cursor.canary, { now, probe: deps.probe })
  for await (const batch of connector.poll({ state, now, since, signal })) {
    state = batch.state
    gap = batch.gap ?? gap
    watch?.hear(batch.mentions ?? [])
    yield { page: pageOf(batch, read), next: { ...cursor, ...remembered(), state } }
  }
  const canary = await watch?.end(signal)
  gap = canary?.gap ?? gap
  yield {
    page: {
      mentions: [],
      coveredUntil: now - (connector.lagMs ?? 0),
      ...(gap && { gap }),
      ...(canary && { canary: canary.report }),
    },
    next: {
      ...cursor,
      polledAt: now,
      ...remembered(),
      ...(canary && { canary: canary.state }),
      ...(state && { state }),
    },
  }
}

interface Read {
  seen: Seen
  since: number
  now: number
  startedAt: number
  credential: Credential
}

function pageOf(batch: Partial<ReadItems>, { seen, since, now, startedAt, credential }: Read): Omit<Page, 'cursor'> {
  const changed = (batch.mentions ?? []).flatMap((mention) =>
    mention.createdAt < since ? [] : (seen.changed(mention) ?? []),
  )
  const removed = (batch.deletions ?? []).filter(({ id }) => seen.removed(id))
  const answers = (batch.answers ?? []).filter((answer) => seen.answered(answer))
  const unread = (batch.rejected ?? []).filter(({ raw }) => seen.rejected(raw))
  return {
    mentions: changed.map((mention): RawMention => ({ ...mention, backfill: mention.createdAt < startedAt })),
    ...(answers.length > 0 && { answers }),
    deletions: removed.map((deletion) => ({ ...deletion, at: now })),
    rejected: unread.map((item): RejectedItem => ({
      ...item,
      raw: withoutSecrets(item.raw, credential),
    })),
  }
}

function gapOf(polledAt: number | undefined, now: number, everyMs: number): PageGap | undefined {
  if (polledAt === undefined || now - polledAt <= (missedPolls + 1) * everyMs) return undefined
  const [from, to] = [polledAt, now].map((at) => `${new Date(at).toISOString().slice(0, 16)}Z`)
  const reason = `not read from ${from} to ${to}; what was published then came late`
  return { from: polledAt, to: now, reason, isLate: true }
}

/** Undefined for none, and for that of another type of source that had the name before. */
function parseCursor<State>(saved: string | undefined): Cursor<State> | undefined {
  if (saved === undefined) return undefined
  const cursor = JSON.parse(saved) as Partial<Cursor<State>>
  return cursor.v === 1 && typeof cursor.startedAt === 'number' ? (cursor as Cursor<State>) : undefined
}

async function wait(ms: number, mostMs: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(Math.min(ms, mostMs), undefined, { signal }).catch(() => {})
}
