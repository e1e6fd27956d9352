import type { Metrics } from '../infra/metrics.ts'
import type { App } from './request/deps.ts'

/** Counts responses by status class, and measures their duration except for event streams. */
export function measureRequests(app: App, { events, batchSeconds }: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    events.inc({ stage: 'api', outcome: `${Math.floor(reply.statusCode / 100)}xx` })
    if (!request.routeOptions.url?.endsWith('/events')) batchSeconds.observe({ stage: 'api' }, reply.elapsedTime / 1000)
  })
}
