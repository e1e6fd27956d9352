import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import etag from '@fastify/etag'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { fastifySSE } from '@fastify/sse'
import swagger from '@fastify/swagger'
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import underPressure from '@fastify/under-pressure'
import fastifyCookie from '@fastify/cookie'
import fastify from 'fastify'
import { measureRequests } from './measure.ts'
import { describeRoutes, openapi } from './openapi.ts'
import { servePages } from './pages.ts'
import { serveReference } from './reference.ts'
import type { ApiDeps, App } from './request/deps.ts'
import { refuseOddShape } from './request/body-shape.ts'
import { refuseOtherSites } from './request/browsers.ts'
import { keepSession, openIdentity, type Identity } from './request/identity.ts'
import { faultOf, problemHandler } from './request/problem.ts'
import { answerUnparsed, answerUnrouted } from './request/unrouted.ts'
import { accountRoutes } from './routes/accounts.ts'
import { alertCommandRoutes } from './routes/alert-commands.ts'
import { alertQualityRoutes } from './routes/alert-quality.ts'
import { alertRoutes } from './routes/alerts.ts'
import { assessmentRoutes } from './routes/assessment.ts'
import { auditRoutes } from './routes/audit.ts'
import { authorPageRoute } from './routes/author-page.ts'
import { authorRoutes } from './routes/authors.ts'
import { backtestRoutes } from './routes/backtests.ts'
import { boardRoutes } from './routes/board.ts'
import { comparisonRoutes } from './routes/comparison.ts'
import { confirmationRoutes } from './routes/confirmations.ts'
import { correctionRoutes } from './routes/corrections.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { eventRoutes } from './routes/events.ts'
import { impactRoutes } from './routes/impacts.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { keyRoutes } from './routes/keys.ts'
import { companyEventRoutes } from './routes/company-events.ts'
import { mcpRoutes } from './routes/mcp.ts'
import { mentionPageRoutes } from './routes/mention-page.ts'
import { mentionExportRoutes } from './routes/mention-export.ts'
import { mentionRoutes } from './routes/mentions.ts'
import { organisationRoutes } from './routes/organisation.ts'
import { probeRoutes } from './routes/probes.ts'
import { reportRoutes } from './routes/report.ts'
import { dismissalRoutes } from './routes/dismissals.ts'
import { reviewRoutes } from './routes/review.ts'
import { savedViewRoutes } from './routes/saved-views.ts'
import { seriesExportRoutes } from './routes/series-export.ts'
import { seriesRoutes } from './routes/series.ts'
import { sessionRoutes } from './routes/session.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { silenceRoutes } from './routes/silences.ts'
import { sourceRoutes } from './routes/sources.ts'
import { taxonomyRoutes } from './routes/taxonomy.ts'
import { sqlRoute } from './routes/sql.ts'
import { totalRoutes } from './routes/totals.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { traceRequests } from './trace-requests.ts'
import { allowScope, openAuth, type Auth } from './request/auth.ts'
import { auditChanges } from './request/audit-changes.ts'
import { clientOf } from './request/forwarded.ts'
import { requirePermission, watchPermissions } from './request/permissions.ts'

export type { ApiDeps } from './request/deps.ts'

const bodyLimit = 1_000_000
const requestTimeoutMs = 30_000
const heartbeatMs = 15_000
const requestsPerMinute = 1_200
/** A helpdesk sends a request for each change of a ticket, all from one address. Their load is bounded by what waits to be stored. */
const webhooksPerMinute = 60_000

/** Of answers only: a compressed request could grow without bound. Quality 4 costs a tenth of the time of the default, 11. */
const compression = {
  threshold: 1_024,
  globalDecompression: false,
  encodings: ['br' as const, 'gzip' as const],
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
}

/** Starts the API and the dashboard. `stop` ends event streams and waits for open requests. */
export async function startApi(deps: ApiDeps): Promise<{ url: string; stop(): Promise<void> }> {
  const app = await buildApi(deps)
  const url = await app.listen({ host: deps.host, port: deps.port })
  return { url, stop: () => app.close() }
}

/** The API and the dashboard without a listening socket, for `inject` in tests. */
export async function buildApi(deps: ApiDeps): Promise<App> {
  const app: App = fastify({
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 6_000 },
    schemaErrorFormatter: (faults, part) => faultOf(faults, part),
    frameworkErrors: answerUnrouted(deps.logger),
    clientErrorHandler: answerUnparsed,
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  // Responses come from typed `to…Dto` functions; tests check them against the schemas.
  app.setSerializerCompiler(() => (body) => JSON.stringify(body))
  app.setErrorHandler(problemHandler(deps.logger))
  app.removeContentTypeParser('text/plain')
  measureRequests(app, deps.metrics)
  traceRequests(app)
  await addProtections(app, deps)
  const identity = openIdentity(deps)
  app.addHook('onRequest', refuseOtherSites(deps, identity.keys))
  await app.register(fastifyCookie)
  // Weak, because the compressed answer has the same one.
  await app.register(etag, { weak: true })
  await app.register(compress, compression)
  await app.register(fastifySSE, { heartbeatInterval: heartbeatMs })
  await app.register(swagger, openapi(deps))
  const checkPermissions = watchPermissions(app)
  await app.register(async (api) => apiRoutes(api as unknown as App, deps, identity), { prefix: '/api/v1' })
  probeRoutes(app, deps)
  checkPermissions()
  await serveReference(app)
  await servePages(app, deps.dashboard)
  return app
}

/** Security headers, a rate limit, and refusal under overload. */
async function addProtections(app: App, deps: ApiDeps): Promise<void> {
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
    // The server speaks plain HTTP. A TLS proxy in front of it sets this header.
    strictTransportSecurity: false,
  })
  await app.register(rateLimit, { global: false })
  // As a hook of the whole server it runs before those that refuse a request: refused ones count, too.
  const limitOf = (max: number) =>
    app.rateLimit({ max, timeWindow: 60_000, keyGenerator: (request) => clientOf(request, deps.url) })
  const ofPeople = limitOf(deps.requestsPerMinute ?? requestsPerMinute)
  const ofSenders = limitOf(deps.webhooksPerMinute ?? webhooksPerMinute)
  app.addHook('onRequest', async function (request, reply) {
    const config = request.routeOptions.config ?? {}
    // Scripts and fonts of the pages: a team behind one address opens many at once, and a browser keeps them.
    if (config.rateLimit === false || request.url.startsWith('/assets/')) return
    await (config.isWebhook ? ofSenders : ofPeople).call(this, request, reply)
  })
  await app.register(underPressure, { maxEventLoopDelay: 5_000, retryAfter: 5 })
}

function apiRoutes(api: App, deps: ApiDeps, identity: Identity): void {
  // Answers are of one person: no cache on the way may keep them, and a browser asks whether they have changed.
  api.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'private, no-cache'))
  api.addHook('preValidation', async ({ body }) => refuseOddShape(body))
  describeRoutes(api)
  const auth = openAuth(deps, identity)
  auditChanges(api, deps)
  void api.register(async (identified) => {
    identified.addHook('onRequest', async (request, reply) => {
      request.caller = await auth(request)
      allowScope(request)
      requirePermission(request)
      await keepSession(identity, request, reply)
    })
    identifiedRoutes(identified, deps, auth)
  })
  sessionRoutes(api, deps, { ...identity, auth })
  if (deps.provider) signInRoutes(api, deps, identity, deps.provider)
  confirmationRoutes(api, deps)
  void api.register(async (hooks) => webhookRoutes(hooks as unknown as App, deps))
  api.get('/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, async () => api.swagger())
}

/** Routes that identify their caller. */
function identifiedRoutes(api: App, deps: ApiDeps, auth: Auth): void {
  alertRoutes(api, deps)
  alertCommandRoutes(api, deps)
  silenceRoutes(api, deps)
  companyEventRoutes(api, deps)
  incidentRoutes(api, deps)
  impactRoutes(api, deps)
  deliveryRoutes(api, deps)
  organisationRoutes(api, deps)
  seriesRoutes(api, deps)
  seriesExportRoutes(api, deps)
  totalRoutes(api, deps)
  comparisonRoutes(api, deps)
  savedViewRoutes(api, deps)
  taxonomyRoutes(api, deps)
  mentionRoutes(api, deps)
  mentionExportRoutes(api, deps)
  mentionPageRoutes(api, deps)
  authorPageRoute(api, deps)
  reviewRoutes(api, deps)
  dismissalRoutes(api, deps)
  correctionRoutes(api, deps)
  boardRoutes(api, deps)
  sourceRoutes(api, deps)
  accountRoutes(api, deps)
  auditRoutes(api, deps)
  authorRoutes(api, deps)
  reportRoutes(api, deps)
  sqlRoute(api, deps)
  alertQualityRoutes(api, deps)
  assessmentRoutes(api, deps)
  backtestRoutes(api, deps)
  eventRoutes(api, deps, auth)
  keyRoutes(api, deps)
  mcpRoutes(api, deps.version)
}
