import type { ApiDeps, App } from '../request/deps.ts'

/** Liveness, readiness and metrics. */
export function probeRoutes(app: App, { reader, log, storeState, metrics }: ApiDeps): void {
  const unlimited = { config: { rateLimit: false }, schema: { hide: true } }
  app.get('/healthz', unlimited, async (_request, reply) => reply.type('text/plain').send('alive\n'))
  app.get('/readyz', unlimited, async (_request, reply) => {
    const missing = (
      await Promise.all([reasonOf('store', () => reader.check()), reasonOf('log', () => log.check())])
    ).filter((reason) => reason !== undefined)
    if (storeState() !== 'ready') missing.push('store: restarting')
    return reply
      .code(missing.length > 0 ? 503 : 200)
      .type('text/plain')
      .send(missing.length > 0 ? `${missing.join('\n')}\n` : 'ready\n')
  })
  app.get('/metrics', unlimited, async (_request, reply) =>
    reply.header('content-type', metrics.contentType).send(await metrics.text()),
  )
}

async function reasonOf(part: string, check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check()
    return undefined
  } catch (error) {
    const { code } = error as { code?: unknown }
    return `${part}: no response${typeof code === 'string' ? ` (${code})` : ''}`
  }
}
