import type { Platform } from './platform.ts'
import { startBackups } from './scheduled-backup.ts'
import { showUsage, sourcesOf } from './sources.ts'
import type { GroupWatch } from '../infra/log/group-watch.ts'
import { watchAlerts } from './watch-alerts.ts'
import { watchStages } from './watch.ts'
import { runAlerts, runNotify } from './alerts.ts'
import { expiredMentions } from '../enrich/mentions/mention-table.ts'
import { startCorrections } from '../enrich/mentions/corrections.ts'
import { startTaxonomyEdits } from '../enrich/edits/edit-table.ts'
import { currentModels } from '../enrich/linear/current-models.ts'
import { enrichGroup, startEnrich } from '../enrich/enrich.ts'
import { relabelledMs } from '../enrich/relabel/relabel.ts'
import { startRelabelled } from '../enrich/relabel/start-relabelled.ts'
import { startPipelines } from '../enrich/workers.ts'
import { deleteRemoved } from '../erasure/removed-mentions.ts'
import { systemClock, type Clock } from '../infra/clock.ts'
import { schedule } from '../infra/schedule.ts'
import { loadCursor } from '../ingest/cursor-table.ts'
import { startIngest } from '../ingest/ingest.ts'
import { authorSecret } from '../ingest/redact/author-secret.ts'
import { redaction } from '../ingest/redact/redact.ts'
import { openSuppressions } from '../ingest/redact/suppressions.ts'
import { expireRejects, openRejects } from '../ingest/rejects.ts'
import { nightly, rejectDaysOf, retentionOf, startRetention } from '../ingest/retention.ts'
import { demoAnchor, demoClock, historyEnd, type DemoClock } from '../ingest/sources/demo/clock.ts'
import { demoSources } from '../ingest/sources/demo/timeline.ts'
import type { Stop } from '../infra/stop.ts'
import { stages, type Stage } from './stages.ts'

/** Enriches the mentions of topic `mentions` in worker threads and stores them. With `relabelSince` (epoch ms), first relabels stored mentions since then if their labels are of another version. */
export async function runEnrich(platform: Platform, options: { relabelSince?: number } = {}): Promise<Stop> {
  const { log, opened, taxonomy, lists, metrics, config, logger } = platform
  const { pipeline, stop } = startPipelines({
    taxonomy,
    lists,
    threads: config.enrich.workers,
    models: currentModels(config.data),
  })
  const enriching = {
    log,
    store: opened.store,
    taxonomy,
    pipeline,
    suppressions: openSuppressions(opened.store, authorSecret(config.data)),
    onStored(count: number, seconds: number) {
      metrics.events.inc(
        {
          stage: 'enrich',
          outcome: 'stored',
        },
        count,
      )
      metrics.batchSeconds.observe({ stage: 'enrich' }, seconds)
    },
    onStopped: (error: Error) => logger.fatal({ err: error }, 'enrich stopped: too many dead letters in a row'),
  }
  const { relabelSince: since } = options
  const unsubscribe =
    since === undefined
      ? await startEnrich(enriching)
      : await startRelabelled({ ...enriching, logger, since, consume: () => startEnrich(enriching) })
  const stopCorrections = await startCorrections({
    log,
    store: opened.store,
    taxonomy,
    onStopped: (error) => logger.fatal({ err: error }, 'corrections stopped: too many dead letters in a row'),
  })
  const stopEdits = await startTaxonomyEdits(log, opened.store)
  return async () => {
    await stopEdits()
    await stopCorrections()
    await unsubscribe()
    await stop()
  }
}

export interface App {
  /** Address of the dashboard, when this process serves it. */
  url: string | undefined
  clock: Clock
  stop: Stop
}

/** Starts the stages in the order of the data flow; `stop` stops them in reverse order. */
export async function startApp(
  platform: Platform,
  options: { only?: readonly Stage[]; print?: (line: string) => void } = {},
): Promise<App> {
  const only = options.only ?? stages
  const stops: Stop[] = []
  const stop = async () => {
    for (const each of stops.toReversed()) await each()
  }
  try {
    const { clock, onCovered, onEvaluated } = await openClock(platform)
    const { watch, evaluations } = watchStages(platform)
    stops.push(async () => watch.close())
    let url: string | undefined
    if (only.includes('ingest'))
      stops.push(runIngest(platform, clock, onCovered), runRetention(platform, clock), startBackups(platform))
    if (only.includes('ingest') || only.includes('api')) stops.push(runRejectsRetention(platform))
    if (only.includes('enrich')) stops.push(await runEnrich(platform, { relabelSince: clock() - relabelledMs }))
    if (only.includes('alerts')) {
      watchAlerts(platform, clock)
      stops.push(
        await runAlerts(platform, clock, { onEvaluated, record: evaluations }),
        await runNotify(platform, options.print ?? (() => {})),
      )
    }
    if (only.includes('api')) {
      const { runApi } = await import('./api.ts')
      const api = await runApi(platform, clock, watch)
      stops.push(api.stop)
      url = api.url
    } else if (platform.config.probes) stops.push(await runProbes(platform, platform.config.probes, watch))
    return { url, clock, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Called when a source is covered and stored up to a time (epoch ms). */
type OnCovered = (source: string, until: number) => void
interface Time {
  clock: Clock
  onCovered: OnCovered
  /** Called after each evaluation with the time (epoch ms) up to which it covered the counts. */
  onEvaluated: (until: number) => void
}

async function runProbes(
  { log, opened, metrics }: Platform,
  address: NonNullable<Platform['config']['probes']>,
  watch: GroupWatch,
): Promise<Stop> {
  const { startProbes } = await import('../api/routes/probes.ts')
  const deps = { reader: opened.reader, log, storeState: opened.state, watch, metrics }
  return (await startProbes(deps, address)).stop
}

/** Real time, or the demo's clock, which starts when the demo's history is stored and continues after a restart. */
async function openClock({ isDemo, config, opened }: Platform): Promise<Time> {
  if (!isDemo) return { clock: systemClock, onCovered: () => {}, onEvaluated: () => {} }
  const anchor = demoAnchor(config.data, Date.now(), true)
  const cursors = await Promise.all(demoSources.map((source) => loadCursor(opened.store, source)))
  const reached = cursors.map((cursor) => (cursor === undefined ? 0 : (JSON.parse(cursor) as { until: number }).until))
  const end = historyEnd(anchor)
  const demo = demoClock(Math.max(end, Math.min(...reached)), systemClock)
  // After a restart the history is stored already. Without this call the sources would wait for the clock, and the clock for the sources.
  if (reached.every((until) => until >= end)) demo.start()
  return { clock: demo.now, onCovered: startWhenHistoryIsStored(demo, end), onEvaluated: demo.evaluated }
}

function startWhenHistoryIsStored(demo: DemoClock, end: number): OnCovered {
  const waiting = new Set<string>(demoSources)
  return (source, until) => {
    if (until >= end) waiting.delete(source)
    if (waiting.size === 0) demo.start()
  }
}

function runIngest(platform: Platform, clock: Clock, onCovered: OnCovered): Stop {
  const { config, log, opened, logger, metrics } = platform
  const sources = sourcesOf(platform, clock)
  showUsage(metrics, sources)
  return startIngest({
    log,
    store: opened.store,
    clock,
    logger,
    onCovered,
    sources,
    toMention: redaction(authorSecret(config.data), config.redaction),
    suppressions: openSuppressions(opened.store, authorSecret(config.data)),
    onRejected: (source, item) => openRejects(config.data, source, { redaction: config.redaction }).add(item),
    stored: (positions, signal) => log.reached(enrichGroup, positions, signal),
    onEvents: (outcome, count) =>
      metrics.events.inc(
        {
          stage: 'ingest',
          outcome,
        },
        count,
      ),
  })
}

function runRetention({ config, log, opened, logger }: Platform, clock: Clock): Stop {
  return startRetention({
    log,
    clock,
    logger,
    retention: retentionOf(config.sources, config.retention),
    expired: (want) => expiredMentions(opened.store, want),
    stored: (positions, signal) => log.reached(enrichGroup, positions, signal),
    deleteRemoved: (signal) => deleteRemoved({ store: opened.store, log, logger, isShared: async () => true }, signal),
  })
}

/** Of this machine: whatever reads sources or takes webhooks keeps rejected items. */
function runRejectsRetention({ config, logger }: Platform): Stop {
  const retention = retentionOf(config.sources, config.retention)
  return schedule({
    every: nightly,
    name: 'retention of rejected items',
    logger,
    async task(now) {
      const count = expireRejects(config.data, { daysOf: (source) => rejectDaysOf(retention, source), now })
      if (count > 0) logger.info({ count }, 'old rejected items were deleted')
    },
  })
}
