import type { Alert } from '../../alerts/alert/alert.ts'
import { maySee } from '../../alerts/organisation/permission.ts'
import { openChanges } from '../request/changes.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { NoQuery } from '../request/schemas.ts'

/** A listener that reads so slowly that this many bytes wait is let go; its page connects again. */
const mostWaiting = 1_000_000

/** Server-sent events: what changed, so that a page asks again for just that. */
export function eventRoutes(app: App, parts: ApiDeps): void {
  const changes = openChanges(parts)
  const open = new Set<() => void>()
  // Before the server waits for its connections to end.
  app.addHook('preClose', async () => {
    changes.close()
    for (const close of open) close()
  })
  app.get(
    '/events',
    {
      sse: 'only',
      config: { rateLimit: false },
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
    async ({ asking: { person } }, reply) => {
      const { sse } = reply
      const sees = (alert: Alert) => !person || maySee(parts.organisation, person, alert)
      sse.keepAlive()
      sse.sendHeaders()
      const close = () => sse.close()
      const stop = changes.listen(({ event, data, alert }) => {
        if (alert && !sees(alert)) return
        if (reply.raw.writableLength > mostWaiting) close()
        else if (sse.isConnected) void sse.send({ event, data }).catch(close)
      })
      open.add(close)
      sse.onClose(() => {
        stop()
        open.delete(close)
      })
    },
  )
}
