import { Histogram } from 'prom-client'
import type { Metrics } from '../infra/metrics.ts'
import type { App } from './parts.ts'

/** How long answers take, by route and status; a stream counts when it ends. */
export function measureRequests(app: App, { registry }: Metrics): void {
  const seconds = new Histogram({
    name: 'groundswell_http_request_seconds',
    help: 'Time an answer took',
    labelNames: ['route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    seconds.observe({ route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}
