import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  /** Events by stage (`ingest`, `enrich`) and outcome (`published`, `rejected`, `stored`). */
  events: Counter<'stage' | 'outcome'>
  /** Duration of a batch, in seconds. */
  batchSeconds: Histogram<'stage'>
  /** Active series at the newest evaluation, by state: evaluated, waiting for their baseline, or skipped for lack of memory. */
  series: Gauge<'state'>
  /** Other rooms register their own metrics here. */
  registry: Registry
  contentType: string
  /** In the Prometheus text format. */
  text(): Promise<string>
}

/** The metrics of this process, in a new registry. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const events = new Counter({
    name: 'groundswell_events_total',
    help: 'Events by stage and outcome',
    labelNames: ['stage', 'outcome'] as const,
    registers: [registry],
  })
  const batchSeconds = new Histogram({
    name: 'groundswell_batch_seconds',
    help: 'Duration of a batch by stage',
    labelNames: ['stage'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  const series = new Gauge({
    name: 'groundswell_active_series',
    help: 'Active series at the newest evaluation: evaluated, waiting for their baseline, or skipped for lack of memory',
    labelNames: ['state'] as const,
    registers: [registry],
  })
  return { events, batchSeconds, series, registry, contentType: registry.contentType, text: () => registry.metrics() }
}
