import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Alert } from '../../alerts/alert/alert.ts'
import { maySee } from '../../alerts/organisation/permission.ts'
import { doc } from '../../infra/doc.ts'
import type { Auth } from '../request/auth.ts'
import { openChanges, type Change, type Changes } from '../request/changes.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { NoQuery, problems } from '../request/schemas.ts'

/** A client with more unsent bytes than this is disconnected; the dashboard reconnects. */
const mostWaiting = 1_000_000
/** How often the credential of an open stream is checked. With the cache of two seconds, a stream ends within four seconds of its revocation. */
const checkEveryMs = 2_000

const LastEventId = Type.Object({
  'last-event-id': Type.Optional(Type.String(doc('Id of the last event that was received', '1796047500000'))),
})

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
        tags: ['Live'],
        summary: 'What changes, as server-sent events',
        description:
          'Events: `alert.changed {id, change, status, title}`, where change is `updated` for new figures; `source.changed {source, health}`; `counts.changed {}`; `ready {}` at the beginning. Every event has an id. A client that comes back with the last one in `Last-Event-ID` gets first what it may have missed, at least once: the alerts that changed since, the health of every source, and `counts.changed`; or, after more than a day or 200 alerts, `reset {}`: load everything again. A line with `:` keeps the connection alive.',
        headers: LastEventId,
        querystring: NoQuery,
        response: {
          200: {
            description: 'A stream that does not end',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          ...problems,
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
      const send = senderOf(reply, close)
      const onChange = ({ alert, ...message }: Change) => {
        if (!alert || sees(alert)) send(message)
      }
      const stop = changes.subscribe(onChange)
      // A store that is out of reach revokes nothing.
      const check = () => auth(request).catch((error: unknown) => void (error instanceof Problem && close()))
      const checking = setInterval(() => void check(), checkEveryMs)
      open.add(close)
      sse.onClose(() => {
        clearInterval(checking)
        stop()
        open.delete(close)
      })
      // After the subscription: what happens while the missed events are read must not be lost.
      await begin(changes, { lastId: sse.lastEventId, send, onChange }).catch(close)
    },
  )
}

type Send = (message: { event: string; data: object; id: string }) => void

const senderOf =
  ({ sse, raw }: FastifyReply, close: () => void): Send =>
  (message) => {
    if (raw.writableLength > mostWaiting) close()
    else if (sse.isConnected) void sse.send(message).catch(close)
  }

/** Sends the first events: to a client that comes back, what it has missed. */
async function begin(
  changes: Changes,
  { lastId, send, onChange }: { lastId: string | null; send: Send; onChange: (change: Change) => void },
): Promise<void> {
  const id = changes.nowId()
  if (lastId === null) return send({ event: 'ready', data: {}, id })
  const missed = await changes.missedSince(lastId)
  if (missed === undefined) send({ event: 'reset', data: {}, id })
  for (const change of missed ?? []) onChange(change)
  send({ event: 'ready', data: {}, id })
}
