import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { fastifySSE } from '@fastify/sse'
import swagger from '@fastify/swagger'
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import underPressure from '@fastify/under-pressure'
import fastify from 'fastify'
import { measureRequests } from './measure.ts'
import { servePages } from './pages.ts'
import type { ApiDeps, App } from './request/deps.ts'
import { faultOf, Problem, problemHandler } from './request/problem.ts'
import { accountRoutes } from './routes/accounts.ts'
import { alertCommandRoutes } from './routes/alert-commands.ts'
import { alertRoutes } from './routes/alerts.ts'
import { boardRoutes } from './routes/board.ts'
import { confirmationRoutes } from './routes/confirmations.ts'
import { correctionRoutes } from './routes/corrections.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { eventRoutes } from './routes/events.ts'
import { impactRoutes } from './routes/impacts.ts'
import { mentionRoutes } from './routes/mentions.ts'
import { organisationRoutes } from './routes/organisation.ts'
import { probeRoutes } from './routes/probes.ts'
import { reportRoutes } from './routes/report.ts'
import { reviewRoutes } from './routes/review.ts'
import { seriesRoutes } from './routes/series.ts'
import { silenceRoutes } from './routes/silences.ts'
import { sourceRoutes } from './routes/sources.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { openAuth } from './request/auth.ts'

export type { ApiDeps } from './request/deps.ts'

const bodyLimit = 1_000_000
const requestTimeoutMs = 30_000
const heartbeatMs = 15_000
const requestsPerMinute = 1_200

/** The API and the pages on their address; `stop` ends streams and waits for the requests under way. */
export async function startApi(parts: ApiDeps): Promise<{ url: string; stop(): Promise<void> }> {
  const app = await buildApi(parts)
  const url = await app.listen({ host: parts.host, port: parts.port })
  return { url, stop: () => app.close() }
}

/** The same without an address, for `inject`. */
export async function buildApi(parts: ApiDeps): Promise<App> {
  const app: App = fastify({
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 6_000 },
    schemaErrorFormatter: (faults, part) => faultOf(faults, part),
    frameworkErrors: (error, request, reply) => problemHandler(parts.logger)(error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  // Answers are made by `to…Dto` functions and checked against their schemas by the tests.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
  app.setErrorHandler(problemHandler(parts.logger))
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', refuseOtherSites)
  measureRequests(app, parts.metrics)
  await guard(app, parts)
  await app.register(fastifySSE, { heartbeatInterval: heartbeatMs })
  await app.register(swagger, { openapi: description })
  await app.register(async (api) => apiRoutes(api as unknown as App, parts), { prefix: '/api/v1' })
  probeRoutes(app, parts)
  await servePages(app, parts.dashboard)
  return app
}

async function guard(app: App, parts: ApiDeps): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    // We speak plain HTTP on the loopback address; whoever puts TLS before us says so.
    strictTransportSecurity: false,
  })
  await app.register(rateLimit, { max: parts.requestsPerMinute ?? requestsPerMinute, timeWindow: 60_000 })
  await app.register(underPressure, { maxEventLoopDelay: 5_000, retryAfter: 5 })
}

function apiRoutes(api: App, parts: ApiDeps): void {
  void api.register(async (asked) => {
    const who = openAuth(parts)
    asked.addHook('onRequest', async (request) => void (request.asking = await who(request)))
    askedRoutes(asked, parts)
  })
  confirmationRoutes(api, parts)
  void api.register(async (hooks) => webhookRoutes(hooks as unknown as App, parts))
  api.get('/openapi.json', { schema: { hide: true } }, async () => api.swagger())
}

/** Those that ask who asks. */
function askedRoutes(api: App, parts: ApiDeps): void {
  alertRoutes(api, parts)
  alertCommandRoutes(api, parts)
  silenceRoutes(api, parts)
  impactRoutes(api, parts)
  deliveryRoutes(api, parts)
  organisationRoutes(api, parts)
  seriesRoutes(api, parts)
  mentionRoutes(api, parts)
  reviewRoutes(api, parts)
  correctionRoutes(api, parts)
  boardRoutes(api, parts)
  sourceRoutes(api, parts)
  accountRoutes(api, parts)
  reportRoutes(api, parts)
  eventRoutes(api, parts)
}

const description = {
  openapi: '3.1.0',
  info: {
    title: 'Groundswell',
    version: '1',
    description: 'Early warning from what customers say in public. Times are ISO 8601 UTC.',
  },
}

/** A page of another site must not act through a browser that reaches us. */
async function refuseOtherSites(request: {
  method: string
  headers: Record<string, string | string[] | undefined>
}): Promise<void> {
  const site = request.headers['sec-fetch-site']
  if (request.method !== 'GET' && site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Problem(403, 'only our own pages may do that from a browser')
}
