import { traceRequest, tracesAreOn, type RequestTrace } from '../infra/traces.ts'
import type { App } from './request/deps.ts'

/** Paths are left out: they contain ids of people and links to confirm. Neither probes nor event streams are traced. */
const isTraced = (route: string | undefined): route is string =>
  route !== undefined && route.startsWith('/api/v1/') && !route.endsWith('/events')

/** A span for each request to the API, in the trace that its header `traceparent` names. */
export function traceRequests(app: App): void {
  if (!tracesAreOn()) return
  const traces = new WeakMap<object, RequestTrace>()
  app.addHook('onRequest', (request, _reply, next) => {
    const { method, headers, routeOptions } = request
    if (!isTraced(routeOptions.url)) return next()
    const attributes = { 'http.request.method': method, 'http.route': routeOptions.url, 'url.scheme': request.protocol }
    const trace = traceRequest(`${method} ${routeOptions.url}`, { headers, attributes })
    traces.set(request, trace)
    trace.enter(next)
  })
  // The body arrives in events of the socket, which belong to no span.
  app.addHook('preValidation', (request, _reply, next) => {
    const trace = traces.get(request)
    if (trace) trace.enter(next)
    else next()
  })
  app.addHook('onResponse', async (request, { statusCode }) =>
    traces.get(request)?.end({ 'http.response.status_code': statusCode }, statusCode >= 500),
  )
}
