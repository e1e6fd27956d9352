import { storedOfSource } from '../enrich/mentions/mention-table.ts'
import type { Clock } from '../infra/clock.ts'
import { openPaces } from '../infra/http/pace.ts'
import { openMatcher } from '../ingest/match/matcher.ts'
import type { Source } from '../ingest/mention/source.ts'
import type { SourceDeps } from '../ingest/mention/source-definition.ts'
import { demoAnchor } from '../ingest/sources/demo/clock.ts'
import { toSources } from '../ingest/sources/registry.ts'
import type { Metrics } from '../infra/metrics.ts'
import type { Config } from './config.ts'
import type { Platform } from './platform.ts'

/** The sources of the configuration; without any, those of the demo. Opening one does not read it. */
export function sourcesOf({ config, http, logger, metrics, opened, isDemo }: Platform, clock: Clock): Source[] {
  return toSources(
    config.sources.length === 0 ? [{ type: 'demo' }] : config.sources,
    depsOf({
      config,
      http,
      logger,
      clock,
      onResponse: (source, status) => metrics.sourceRequests.inc({ source, status: String(status) }),
      stored: (source, wanted) => storedOfSource(opened.store, source, wanted),
      demoAnchor: demoAnchor(config.data, Date.now(), isDemo),
    }),
  )
}

interface Means extends Omit<SourceDeps, 'paces' | 'allowPrivate' | 'matcher'> {
  config: Config
}

/** What sources need, with what the configuration says for all of them. */
export const depsOf = ({ config, ...means }: Means): SourceDeps => ({
  ...means,
  paces: openPaces({ clock: means.clock }),
  allowPrivate: config.allowPrivate,
  matcher: openMatcher(config.watch),
})

/** Gauges of what each source used today. */
export function showUsage(metrics: Metrics, sources: readonly Source[]): void {
  const read = (part: 'requests' | 'units' | 'usd') => () =>
    sources.flatMap((source): [string, number][] => {
      const usage = source.usage?.()
      return usage ? [[source.name, usage[part]]] : []
    })
  const gauge = (part: 'requests' | 'units' | 'usd', help: string) =>
    metrics.addGauge({ name: `groundswell_source_${part}_today`, help, label: 'source', read: read(part) })
  gauge('requests', 'Requests of each source today (UTC)')
  gauge('units', 'What services charge for one by one, such as posts that are read, today (UTC)')
  gauge('usd', 'USD that each source spent today (UTC)')
}
