import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** What became of events, by stage (`ingest`, `enrich`, `alerts`, `deliver` …) and outcome (`stored`, `rejected`, `dropped` …). */
  events: Counter<'stage' | 'outcome'>
  /** How long a batch took, in seconds. */
  batchSeconds: Histogram<'stage'>
  /** Active series at the last look: `looked at`, or `waiting` because their baseline is being learnt. */
  series: Gauge<'state'>
  /** Where a room registers a gauge of its own. */
  registry: Registry
  contentType: string
  /** In the Prometheus text format. */
  text(): Promise<string>
}

/** The metrics of this process, in a registry of their own. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const events = new Counter({
    name: 'groundswell_events_total',
    help: 'Events by stage and what became of them',
    labelNames: ['stage', 'outcome'] as const,
    registers: [registry],
  })
  const batchSeconds = new Histogram({
    name: 'groundswell_batch_seconds',
    help: 'Time a batch took in a stage',
    labelNames: ['stage'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  const series = new Gauge({
    name: 'groundswell_active_series',
    help: 'Active series at the last look: looked at, or waiting because their baseline is being learnt',
    labelNames: ['state'] as const,
    registers: [registry],
  })
  return { events, batchSeconds, series, registry, contentType: registry.contentType, text: () => registry.metrics() }
}
