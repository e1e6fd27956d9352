import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../infra/clock.ts'
import type { EventLog, Positions } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import type { Store } from '../infra/store/store.ts'
import { loadCursor, saveCursors } from './cursor-table.ts'
import { mentionsTopic, type Deletion, type Mention } from './mention/mention.ts'
import type { ToMention } from './redact/redact.ts'
import { SourceFailed, type Page, type RejectedItem, type Source } from './mention/source.ts'
import { saveHealth, sourceHealth, type SourceHealth } from './source-table.ts'
import type { Stop } from '../infra/stop.ts'

export interface IngestDeps {
  log: EventLog
  store: Store
  clock: Clock
  logger: Logger
  sources: readonly Source[]
  toMention: ToMention
  /** Resolves when what was published is stored downstream: only then is it heard. */
  filed(positions: Positions, signal: AbortSignal): Promise<void>
  /** A source has been heard and filed up to this event time. */
  onHeard?: (source: string, until: number) => void
  /** Keeps what a source told and nobody could read. */
  onRejected?: (source: string, item: RejectedItem) => void
  onEvents?: (outcome: 'published' | 'rejected', count: number) => void
}

const flushEveryMs = 400
const shortestPauseMs = 1_000
const longestPauseMs = 5 * 60_000

/** Runs every source, publishes what it tells, and remembers how far it came. A failing source is called again after a growing pause. */
export function startIngest(parts: IngestDeps): Stop {
  const ending = new AbortController()
  const ledger = openLedger(parts)
  const retired = retireStrangers(parts).catch((error: unknown) =>
    parts.logger.warn({ err: error }, 'cannot tell which sources are no longer in the configuration'),
  )
  const running = parts.sources.map((source) => keepRunning(parts, source, { ledger, signal: ending.signal }))
  const flushing = flushUntil(ledger, ending.signal, parts.logger)
  return async () => {
    ending.abort()
    await Promise.all([...running, flushing, retired])
    await ledger.flush()
  }
}

/** A source that is no longer configured will never be heard again: it must not hold the frontier back, nor blind anybody. */
async function retireStrangers({ store, sources }: IngestDeps): Promise<void> {
  const ours = new Set(sources.map((source) => source.name))
  const strangers = (await sourceHealth(store)).filter(({ source, kind }) => !ours.has(source) && kind !== 'file')
  const retired = { kind: 'file', state: 'idle', reason: 'no longer in the configuration', frontierAt: 0 } as const
  await saveHealth(
    store,
    strangers.map((row) => ({ ...row, ...retired, updatedAt: Math.max(Date.now(), row.updatedAt + 1) })),
  )
}

interface Run {
  ledger: ReturnType<typeof openLedger>
  signal: AbortSignal
}

async function keepRunning(parts: IngestDeps, source: Source, run: Run): Promise<void> {
  let pauseMs = shortestPauseMs
  while (!run.signal.aborted) {
    try {
      await run.ledger.recall(source)
      const cursor = run.ledger.cursorOf(source.name) ?? (await loadCursor(parts.store, source.name))
      for await (const page of source.pages(cursor, run.signal)) {
        await take(parts, source, { ...run, page })
        pauseMs = shortestPauseMs
      }
      return
    } catch (error) {
      if (run.signal.aborted) return
      run.ledger.failed(source, error)
      const waitMs = Math.max(pauseMs, wantedPauseMs(error))
      parts.logger.warn({ source: source.name, err: error, waitMs }, 'a source fails and will be tried again')
      await pause(waitMs, undefined, { signal: run.signal }).catch(() => {})
      pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    }
  }
}

/** What is gone is asked for seldom; who said when to come back is taken at his word. */
function wantedPauseMs(error: unknown): number {
  if (!(error instanceof SourceFailed)) return 0
  return error.state === 'gone' ? longestPauseMs : error.retryAfterMs
}

/** publish → save cursor: a crash in between tells the page again, under the same ids. */
async function take(parts: IngestDeps, source: Source, { page, ledger, signal }: Run & { page: Page }): Promise<void> {
  const now = parts.clock()
  const mentions = page.mentions.map((raw): Mention => parts.toMention(raw, source.name, now))
  const deletions = (page.deletions ?? []).map((d): Deletion => ({
    ...d,
    type: 'deletion',
    source: source.name,
    id: `${source.name}:${d.id}`,
  }))
  for (const item of page.rejected ?? []) {
    parts.logger.warn({ source: source.name, at: item.at, reason: item.reason }, 'a source told something unreadable')
    parts.onRejected?.(source.name, item)
  }
  parts.onEvents?.('rejected', page.rejected?.length ?? 0)
  const events = [...mentions, ...deletions]
  const positions = events.length > 0 ? await parts.log.publish(mentionsTopic, events) : undefined
  parts.onEvents?.('published', events.length)
  ledger.told(source, page, { positions, signal })
}

/** What is known of every source and not yet written down. Written in one go, a few times a second. */
function openLedger(parts: IngestDeps) {
  const { store, clock } = parts
  const cursors = new Map<string, string>()
  const health = new Map<string, SourceHealth>()
  const unsaved = { cursors: new Set<string>(), health: new Set<string>() }
  const filing = new Map<string, Promise<void>>()
  const failures = new Map<string, number>()
  const failuresOf = (source: string) => failures.get(source) ?? 0

  const update = (source: Source, set: Partial<SourceHealth>) => {
    const before = health.get(source.name) ?? {
      source: source.name,
      kind: source.kind,
      state: 'live',
      reason: '',
      frontierAt: 0,
      lastHeardAt: 0,
      updatedAt: 0,
    }
    health.set(source.name, { ...before, ...set, updatedAt: Math.max(Date.now(), before.updatedAt + 1) })
    unsaved.health.add(source.name)
  }

  return {
    cursorOf: (source: string) => cursors.get(source),
    /** What an earlier process knew of the source's health stays known. */
    async recall({ name, kind }: Source) {
      if (health.has(name)) return
      const before = (await sourceHealth(store)).find((row) => row.source === name)
      if (before && !health.has(name)) health.set(name, { ...before, kind })
    },
    failed(source: Source, error: unknown) {
      failures.set(source.name, failuresOf(source.name) + 1)
      const state = error instanceof SourceFailed ? error.state : 'failing'
      update(source, { state, reason: error instanceof Error ? error.message : String(error) })
    },
    told(source: Source, page: Page, { positions, signal }: { positions: Positions | undefined; signal: AbortSignal }) {
      cursors.set(source.name, page.cursor)
      unsaved.cursors.add(source.name)
      const failedBefore = failuresOf(source.name)
      const heard = async () => {
        if (positions) await parts.filed(positions, signal)
        // Filed late, after the source began to fail: it is heard up to there, and failing all the same.
        const isWell = failuresOf(source.name) === failedBefore
        const frontierAt = page.coveredUntil ?? 0
        const lastHeardAt = page.mentions.length > 0 ? Math.max(...page.mentions.map((m) => m.createdAt)) : undefined
        update(source, {
          ...(isWell && { state: page.gap ? 'gap' : 'live', reason: page.gap?.reason ?? '' }),
          frontierAt,
          ...(lastHeardAt !== undefined && { lastHeardAt: Math.min(lastHeardAt, clock()) }),
        })
        if (page.coveredUntil !== undefined) parts.onHeard?.(source.name, page.coveredUntil)
      }
      // In order, and without holding the source up: the frontier follows the store, not the other way round.
      const after = (filing.get(source.name) ?? Promise.resolve()).then(heard).catch((error: unknown) => {
        if (!signal.aborted)
          parts.logger.warn({ source: source.name, err: error }, 'cannot tell whether what was heard is filed')
      })
      filing.set(source.name, after)
    },
    async flush() {
      const names = [...unsaved.cursors]
      const sick = [...unsaved.health]
      unsaved.cursors.clear()
      unsaved.health.clear()
      try {
        await saveCursors(
          store,
          names.map((source) => ({ source, cursor: cursors.get(source)! })),
        )
        await saveHealth(
          store,
          sick.map((source) => health.get(source)!),
        )
      } catch (error) {
        for (const name of names) unsaved.cursors.add(name)
        for (const name of sick) unsaved.health.add(name)
        throw error
      }
    },
  }
}

async function flushUntil(ledger: ReturnType<typeof openLedger>, signal: AbortSignal, logger: Logger): Promise<void> {
  while (!signal.aborted) {
    await pause(flushEveryMs, undefined, { signal }).catch(() => {})
    await ledger.flush().catch((error: unknown) => logger.warn({ err: error }, 'cannot save cursors and health now'))
  }
}
