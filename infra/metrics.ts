import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Of a gauge, by the value of its label. */
type Values = Iterable<[label: string, value: number]>

export interface Metrics {
  /** Events by stage (`ingest`, `enrich`) and outcome (`published`, `stored`, `rejected`). */
  events: Counter<'stage' | 'outcome'>
  /** Responses to the requests of connectors, by source and HTTP status. */
  sourceRequests: Counter<'source' | 'status'>
  /** Duration of a batch or an evaluation in seconds, by stage. */
  batchSeconds: Histogram<'stage'>
  /** Active series at the last evaluation: `evaluated`, `waiting` while their baseline is learnt, `skipped` because memory is too small. */
  series: Gauge<'state'>
  /** Attempts to send, by receiver and outcome: `sent`, `retried` (failed, will be tried again), `failed` (became a dead letter). */
  notifications: Counter<'receiver' | 'outcome'>
  /** Deliveries that were held back, by receiver, reason and whether they are `held` or `suppressed` for good. */
  notificationsStopped: Counter<'receiver' | 'reason' | 'outcome'>
  /** Seconds from the creation of a delivery until it was sent: group wait, quiet hours and retries included. */
  notificationSeconds: Histogram<'receiver'>
  /** Adds a gauge with one label, whose values are read at each scrape; while they cannot be read it has none. */
  addGauge(gauge: { name: string; help: string; label: string; read(): Values | Promise<Values> }): void
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
  const sourceRequests = new Counter({
    name: 'groundswell_source_requests_total',
    help: 'Responses to the requests of connectors, by source and HTTP status',
    labelNames: ['source', 'status'] as const,
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
    help: 'Active series at the last evaluation: evaluated, waiting while their baseline is learnt, skipped because memory is too small',
    labelNames: ['state'] as const,
    registers: [registry],
  })
  const notifications = new Counter({
    name: 'groundswell_notifications_total',
    help: 'Attempts to send a notification, by receiver and outcome: sent, retried, failed',
    labelNames: ['receiver', 'outcome'] as const,
    registers: [registry],
  })
  const notificationsStopped = new Counter({
    name: 'groundswell_notifications_stopped_total',
    help: 'Deliveries that were held or suppressed, by receiver, reason and outcome',
    labelNames: ['receiver', 'reason', 'outcome'] as const,
    registers: [registry],
  })
  const notificationSeconds = new Histogram({
    name: 'groundswell_notification_seconds',
    help: 'Seconds from the creation of a delivery until it was sent',
    labelNames: ['receiver'] as const,
    buckets: [0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 900, 3_600, 14_400, 86_400],
    registers: [registry],
  })
  return {
    events,
    sourceRequests,
    batchSeconds,
    series,
    notifications,
    notificationsStopped,
    notificationSeconds,
    addGauge: (gauge) => addGauge(registry, gauge),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

function addGauge(registry: Registry, { name, help, label, read }: Parameters<Metrics['addGauge']>[0]): void {
  const collect = async () => {
    const values = await Promise.resolve(read()).catch(() => [])
    // What is gone must not keep its last value.
    gauge.reset()
    for (const [of, value] of values) gauge.set({ [label]: of }, value)
  }
  const gauge: Gauge = new Gauge({ name, help, labelNames: [label], registers: [registry], collect })
}
