import { setTimeout as pause } from 'node:timers/promises'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import type { Stop } from '../infra/stop.ts'
import { loadCursor } from './cursor-table.ts'
import { openLedger, type Ledger, type LedgerDeps } from './ledger.ts'
import { mentionsTopic, type Deletion, type Mention } from './mention/mention.ts'
import { SourceFailed, type Page, type RejectedItem, type Source } from './mention/source.ts'
import type { ToMention } from './redact/redact.ts'
import { saveHealth, sourceHealth } from './source-table.ts'

export interface IngestDeps extends LedgerDeps {
  log: EventLog
  sources: readonly Source[]
  toMention: ToMention
  /** Called for each item that could not be read. */
  onRejected?: (source: string, item: RejectedItem) => void
  onEvents?: (outcome: 'published' | 'rejected', count: number) => void
}

const flushEveryMs = 400
const shortestPauseMs = 1_000
const longestPauseMs = 5 * 60_000

/** Runs every source, publishes its pages and saves its cursor. A failing source is called again with backoff. */
export function startIngest(deps: IngestDeps): Stop {
  const ending = new AbortController()
  const ledger = openLedger(deps)
  const retired = retireRemovedSources(deps).catch((error: unknown) =>
    deps.logger.warn({ err: error }, 'cannot determine which sources were removed from the configuration'),
  )
  const running = deps.sources.map((source) => keepRunning(deps, source, { ledger, signal: ending.signal }))
  const flushing = flushUntil(ledger, ending.signal, deps.logger)
  return async () => {
    ending.abort()
    await Promise.all([...running, flushing, retired])
    await ledger.flush()
  }
}

/**
 * A source that was removed from the configuration delivers nothing more: it must not hold the frontier back, nor make
 * subjects blind. Its health becomes that of an idle `file`, which does neither.
 */
async function retireRemovedSources({ store, sources }: IngestDeps): Promise<void> {
  const ours = new Set(sources.map((source) => source.name))
  const removed = (await sourceHealth(store)).filter(({ source, kind }) => !ours.has(source) && kind !== 'file')
  const retired = { kind: 'file', state: 'idle', reason: 'no longer in the configuration', frontierAt: 0 } as const
  await saveHealth(
    store,
    removed.map((row) => ({ ...row, ...retired, updatedAt: Math.max(Date.now(), row.updatedAt + 1) })),
  )
}

interface Run {
  ledger: Ledger
  signal: AbortSignal
}

async function keepRunning(deps: IngestDeps, source: Source, run: Run): Promise<void> {
  let pauseMs = shortestPauseMs
  while (!run.signal.aborted) {
    try {
      await run.ledger.recall(source)
      const cursor = run.ledger.cursorOf(source.name) ?? (await loadCursor(deps.store, source.name))
      for await (const page of source.pages(cursor, run.signal)) {
        await publish(deps, source, { ...run, page })
        pauseMs = shortestPauseMs
      }
      return
    } catch (error) {
      if (run.signal.aborted) return
      run.ledger.failed(source, error)
      const waitMs = Math.max(pauseMs, requestedPauseMs(error))
      deps.logger.warn({ source: source.name, err: error, waitMs }, 'a source failed and will be tried again')
      await pause(waitMs, undefined, { signal: run.signal }).catch(() => {})
      pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    }
  }
}

/** The least pause (ms) after this error: the longest for a source that is gone, otherwise the server's Retry-After, or 0. */
function requestedPauseMs(error: unknown): number {
  if (!(error instanceof SourceFailed)) return 0
  return error.state === 'gone' ? longestPauseMs : error.retryAfterMs
}

/** publish → save cursor: after a crash in between the page is published again, under the same ids. */
async function publish(
  deps: IngestDeps,
  source: Source,
  { page, ledger, signal }: Run & { page: Page },
): Promise<void> {
  const now = deps.clock()
  const mentions = page.mentions.map((raw): Mention => deps.toMention(raw, source.name, now))
  const deletions = (page.deletions ?? []).map((d): Deletion => ({
    ...d,
    type: 'deletion',
    source: source.name,
    id: `${source.name}:${d.id}`,
  }))
  for (const item of page.rejected ?? []) {
    deps.logger.warn({ source: source.name, at: item.at, reason: item.reason }, 'a source delivered an unreadable item')
    deps.onRejected?.(source.name, item)
  }
  deps.onEvents?.('rejected', page.rejected?.length ?? 0)
  const events = [...mentions, ...deletions]
  const positions = events.length > 0 ? await deps.log.publish(mentionsTopic, events) : undefined
  deps.onEvents?.('published', events.length)
  ledger.published(source, page, { positions, signal })
}

async function flushUntil(ledger: Ledger, signal: AbortSignal, logger: Logger): Promise<void> {
  while (!signal.aborted) {
    await pause(flushEveryMs, undefined, { signal }).catch(() => {})
    await ledger.flush().catch((error: unknown) => logger.warn({ err: error }, 'cannot save cursors and health now'))
  }
}
