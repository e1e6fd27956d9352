import type { Alert } from '../../alerts/alert/alert.ts'
import { maySee } from '../../alerts/organisation/permission.ts'
import type { Auth } from '../request/auth.ts'
import { openChanges } from '../request/changes.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { NoQuery } from '../request/schemas.ts'

/** A client with more unsent bytes than this is disconnected; the dashboard reconnects. */
const mostWaiting = 1_000_000
/** How often the credential of an open stream is checked. With the cache of two seconds, a stream ends within four seconds of its revocation. */
const checkEveryMs = 2_000

/** Server-sent events: the dashboard reloads the data that has changed. */
export function eventRoutes(app: App, deps: ApiDeps, auth: Auth): void {
  const changes = openChanges(deps)
  const open = new Set<() => void>()
  // Ends the streams before the server waits for open connections.
  app.addHook('preClose', async () => {
    changes.close()
    for (const close of open) close()
  })
  app.get(
    '/events',
    {
      sse: 'only',
      config: { rateLimit: false, permission: 'alerts.read' },
      schema: {
        operationId: 'listenToEvents',
        summary:
          'Server-sent events alert.changed {id, change, status, title}, source.changed {source, health}, counts.changed {}',
        querystring: NoQuery,
        response: {
          200: {
            description: 'A stream that does not end',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
        },
      },
    },
    async (request, reply) => {
      const { sse } = reply
      const { person } = request.caller
      const sees = (alert: Alert) => !person || maySee(deps.organisation, person, alert)
      sse.keepAlive()
      sse.sendHeaders()
      // Otherwise they wait for the first event or heartbeat, and the dashboard for its stream.
      reply.raw.flushHeaders()
      const close = () => sse.close()
      const stop = changes.subscribe(({ event, data, alert }) => {
        if (alert && !sees(alert)) return
        if (reply.raw.writableLength > mostWaiting) close()
        else if (sse.isConnected) void sse.send({ event, data }).catch(close)
      })
      // A store that is out of reach revokes nothing.
      const check = () => auth(request).catch((error: unknown) => void (error instanceof Problem && close()))
      const checking = setInterval(() => void check(), checkEveryMs)
      open.add(close)
      sse.onClose(() => {
        clearInterval(checking)
        stop()
        open.delete(close)
      })
    },
  )
}
