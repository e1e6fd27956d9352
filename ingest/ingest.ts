import { setTimeout as pause } from 'node:timers/promises'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import type { Stop } from '../infra/stop.ts'
import { newTrace } from '../infra/traces.ts'
import { saveAnswers } from './answer-table.ts'
import { loadCursor } from './cursor-table.ts'
import { endGaps } from './gap-table.ts'
import { openLedger, type Ledger, type LedgerDeps } from './ledger.ts'
import { mentionId } from './redact/mention-id.ts'
import { mentionsTopic, type Deletion, type Mention } from './mention/mention.ts'
import { SourceFailed, type Page, type RejectedItem, type Source } from './mention/source.ts'
import type { ToMention } from './redact/redact.ts'
import { redact } from './redact/redact-text.ts'
import { noSuppressions, type Suppressions } from './redact/suppressions.ts'
import { retryPauseMs } from './retry-pause.ts'
import { saveHealth, sourceHealth } from './source-table.ts'
import { usageSaver } from './usage-table.ts'

export interface IngestDeps extends LedgerDeps {
  log: EventLog
  sources: readonly Source[]
  toMention: ToMention
  /** Mentions of erased people are dropped, and counted as rejected; absent: nobody was erased. */
  suppressions?: Suppressions
  /** Called for each item that could not be read. */
  onRejected?: (source: string, item: RejectedItem) => void
  onEvents?: (outcome: 'published' | 'rejected', count: number) => void
  /** For the pauses after failures: 0 to 1. */
  random?: () => number
}

const flushEveryMs = 400

/** Runs every source, publishes its pages and saves its cursor. A failing source is called again with backoff. */
export function startIngest(deps: IngestDeps): Stop {
  const ending = new AbortController()
  const ledger = openLedger(deps)
  const retired = retireRemovedSources(deps).catch((error: unknown) =>
    deps.logger.warn({ err: error }, 'cannot determine which sources were removed from the configuration'),
  )
  const running = deps.sources.map((source) => keepRunning(deps, source, { ledger, signal: ending.signal }))
  const saveUsage = usageSaver(deps.store, deps.sources)
  const flush = async () => {
    await ledger.flush()
    await saveUsage()
  }
  const flushing = flushUntil(flush, ending.signal, deps.logger)
  return async () => {
    ending.abort()
    await Promise.all([...running, flushing, retired])
    await flush()
  }
}

/**
 * A source that was removed from the configuration delivers nothing more: it must not hold the frontier back, nor make
 * subjects blind. Its health becomes that of an idle `file`, which does neither.
 */
async function retireRemovedSources({ store, sources, clock }: IngestDeps): Promise<void> {
  const ours = new Set(sources.map((source) => source.name))
  const removed = (await sourceHealth(store)).filter(({ source, kind }) => !ours.has(source) && kind !== 'file')
  const retired = { kind: 'file', state: 'idle', reason: 'no longer in the configuration', frontierAt: 0 } as const
  await saveHealth(
    store,
    removed.map((row) => ({ ...row, ...retired, updatedAt: Math.max(Date.now(), row.updatedAt + 1) })),
  )
  for (const { source } of removed) await endGaps(store, source, clock())
}

interface Run {
  ledger: Ledger
  signal: AbortSignal
}

async function keepRunning(deps: IngestDeps, source: Source, run: Run): Promise<void> {
  let failures = 0
  let lastReason = ''
  while (!run.signal.aborted) {
    try {
      await run.ledger.recall(source)
      const cursor = run.ledger.cursorOf(source.name) ?? (await loadCursor(deps.store, source.name))
      for await (const page of source.pages(cursor, run.signal)) {
        await publish(deps, source, { ...run, page })
        // A poll that fails after its first page has not recovered.
        if (source.everyMs === undefined || page.coveredUntil !== undefined) [failures, lastReason] = [0, '']
      }
      return
    } catch (error) {
      if (run.signal.aborted) return
      const waitMs = retryPauseMs(error, { failures: failures++, everyMs: source.everyMs }, deps.random)
      const { message } = SourceFailed.from(error)
      // The same failure is logged once, not at each attempt.
      const level = message === lastReason ? 'debug' : 'warn'
      deps.logger[level]({ source: source.name, err: error, waitMs }, 'a source failed and will be tried again')
      lastReason = message
      await waitAfter(error, { source, waitMs, run })
    }
  }
}

/** Waits, and records when the source becomes blind meanwhile. */
async function waitAfter(
  failure: unknown,
  { source, waitMs, run: { ledger, signal } }: { source: Source; waitMs: number; run: Run },
): Promise<void> {
  const wait = async (ms: number) => {
    await pause(ms, undefined, { signal }).catch(() => {})
  }
  const blindInMs = ledger.failed(source, failure)
  await wait(Math.min(waitMs, blindInMs))
  if (signal.aborted || blindInMs >= waitMs) return
  ledger.failed(source, failure)
  await wait(waitMs - blindInMs)
}

/** save answers → publish → save cursor: after a crash in between the page is published again, under the same ids. */
async function publish(
  deps: IngestDeps,
  source: Source,
  { page, ledger, signal }: Run & { page: Page },
): Promise<void> {
  const now = deps.clock()
  const { suppressions = noSuppressions } = deps
  const delivered = page.mentions.map((raw): Mention => deps.toMention(raw, source.name, now))
  const mentions = await suppressions.withoutErased(delivered)
  const deletions = (page.deletions ?? []).map((d): Deletion => ({
    ...d,
    type: 'deletion',
    source: source.name,
    id: mentionId(source.name, d.id),
  }))
  for (const item of page.rejected ?? []) {
    // A reason may quote the item.
    const reason = redact(item.reason)
    deps.logger.warn({ source: source.name, at: item.at, reason }, 'a source delivered an unreadable item')
    deps.onRejected?.(source.name, item)
  }
  const erased = delivered.length - mentions.length
  if (erased > 0) deps.logger.info({ source: source.name, count: erased, reason: 'erased' }, 'mentions were rejected')
  deps.onEvents?.('rejected', (page.rejected?.length ?? 0) + erased)
  await saveAnswers(deps.store, source.name, page.answers ?? [])
  const events = [...mentions, ...deletions]
  const attributes = { 'groundswell.source': source.name, 'groundswell.mentions': mentions.length }
  const publishAll = () => deps.log.publish(mentionsTopic, events)
  const positions =
    events.length > 0 ? await newTrace('receive page', { traceparents: [], attributes }, publishAll) : undefined
  deps.onEvents?.('published', events.length)
  ledger.published(source, page, { positions, signal })
}

async function flushUntil(flush: () => Promise<void>, signal: AbortSignal, logger: Logger): Promise<void> {
  while (!signal.aborted) {
    await pause(flushEveryMs, undefined, { signal }).catch(() => {})
    await flush().catch((error: unknown) => logger.warn({ err: error }, 'cannot save cursors and health now'))
  }
}
