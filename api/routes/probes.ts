import type { StageState } from '../../infra/log/group-watch.ts'
import fastify from 'fastify'
import { sharedFor } from '../../infra/shared-answer.ts'
import type { ApiDeps, App } from '../request/deps.ts'

export type ProbeDeps = Pick<ApiDeps, 'reader' | 'log' | 'storeState' | 'watch' | 'metrics'>

/** Serves only these, for a process without the API. `stop` closes it. */
export async function startProbes(
  deps: ProbeDeps,
  { host = '127.0.0.1', port }: { host?: string; port: number },
): Promise<{ url: string; stop(): Promise<void> }> {
  const app = fastify({ forceCloseConnections: true })
  probeRoutes(app, deps)
  return { url: await app.listen({ host, port }), stop: () => app.close() }
}

/** Anybody may ask, as often as they like: a write to the log and a look at all open alerts must not follow each time. */
const sharedMs = 1_000

/** Liveness, readiness and metrics. */
export function probeRoutes(app: Pick<App, 'get'>, deps: ProbeDeps): void {
  const { metrics } = deps
  const unlimited = { config: { rateLimit: false, permission: 'public' as const }, schema: { hide: true } }
  const reasons = sharedFor(sharedMs, () => unreachable(deps))
  const text = sharedFor(sharedMs, () => metrics.text())
  app.get('/healthz', unlimited, async (_request, reply) => reply.type('text/plain').send('alive\n'))
  app.get('/readyz', unlimited, async (_request, reply) => {
    const missing = [...(await reasons()), ...notRunning(deps)]
    return reply
      .code(missing.length > 0 ? 503 : 200)
      .type('text/plain')
      .send(missing.length > 0 ? `${missing.join('\n')}\n` : 'ready\n')
  })
  app.get('/metrics', unlimited, async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await text()),
  )
}

const unreachable = async ({ reader, log }: ProbeDeps): Promise<string[]> =>
  (await Promise.all([reasonOf('store', () => reader.check()), reasonOf('log', () => log.check())])).filter(
    (reason) => reason !== undefined,
  )

/** What is known without asking. */
const notRunning = ({ storeState, watch }: ProbeDeps): string[] => [
  ...(storeState() === 'ready' ? [] : ['store: restarting']),
  ...watch.stages().filter(isStuck).map(toLine),
]

const isStuck = ({ state }: StageState) => state === 'stopped' || state === 'stalled'
const toLine = ({ stage, state, since, lag, reason }: StageState) =>
  `${stage}: ${state} since ${new Date(since).toISOString()}, ${lag} waiting: ${reason}`

async function reasonOf(part: string, check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check()
    return undefined
  } catch (error) {
    const { code } = error as { code?: unknown }
    return `${part}: no response${typeof code === 'string' ? ` (${code})` : ''}`
  }
}
