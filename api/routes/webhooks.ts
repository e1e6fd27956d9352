import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { openBodiesInFlight, readBody, tooLarge } from '../request/bodies-in-flight.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { enrichGroup } from '../../enrich/enrich.ts'
import { notFound, Problem } from '../request/problem.ts'
import { NoQuery, problems, word } from '../request/schemas.ts'
import type { WebhookReceiver } from '../../ingest/mention/source.ts'

const mostErrors = 20
declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether other systems send here: more requests are allowed than to people. */
    isWebhook?: boolean
  }
}

/** A batch; other requests are at most a tenth of it. */
const bodyLimit = 10_000_000
/** Of all bodies that are being read or worked on: whoever sends them may be anybody until the last byte is checked. */
const mostBytes = 200_000_000
/** With more published mentions than this not yet stored, a webhook answers 503 until they are: its sender keeps its own and tries again. */
const mostWaiting = 200_000
const retryAfterSeconds = 30

/** Rejected items are kept beside the data; sending them again does not help. */
const Receipt = Type.Object(
  {
    accepted: Type.Integer(doc('Mentions that are durable now', 12)),
    rejected: Type.Integer(doc('Items that were refused for good', 1)),
    errors: Type.Array(Type.String(), doc('The first rejected items, each as a sentence', ['items[3] has no text'])),
  },
  doc('What was received'),
)

/**
 * Receives webhooks of other systems. The signature covers the raw body, so it is not parsed here. What the head of a request shows, its body
 * is not read for: a source that does not exist, a signature that is missing, too much that waits.
 */
export async function webhookRoutes(app: App, deps: ApiDeps): Promise<void> {
  const bodies = openBodiesInFlight(deps.mostWebhookBytes ?? mostBytes)
  app.addHook('onRequest', async ({ params, headers, raw }, reply) => {
    receiverOf(deps, params).admit?.(single(headers))
    refuseWhileMuchWaits(deps)
    const length = Number(headers['content-length'] ?? 0)
    if (length > bodyLimit) throw tooLarge(bodyLimit)
    bodies.refuseBeyond(length)
    reply.raw.once('close', () => bodies.release(raw))
  })
  app.addHook('onResponse', async ({ raw }) => bodies.release(raw))
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', async ({ raw }: { raw: object }, stream: Readable) =>
    readBody(stream, { limit: bodyLimit, take: (bytes) => bodies.take(raw, bytes) }),
  )
  app.post(
    '/webhooks/:source',
    {
      bodyLimit,
      config: { permission: 'public', audit: false, isWebhook: true },
      schema: {
        operationId: 'receiveWebhook',
        tags: ['Webhooks'],
        description:
          'Signed as Standard Webhooks say, or as the preset of the source says. Answers once the mentions are durable. The body is what the sender makes, at most 10 MB.',
        summary: 'Receive a webhook',
        params: Type.Object({ source: word('Name of the source', 'helpdesk') }),
        querystring: NoQuery,
        response: { 202: Receipt, ...problems },
      },
    },
    async ({ params, headers, body }, reply) => {
      const received = receiverOf(deps, params).receive({
        headers: single(headers),
        body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
        now: deps.clock(),
      })
      await deps.publish(params.source, received)
      const errors = received.rejected.slice(0, mostErrors).map(({ at, reason }) => `${at} ${reason}`)
      return reply.code(202).send({ accepted: received.mentions.length, rejected: received.rejected.length, errors })
    },
  )
}

function receiverOf({ webhooks }: ApiDeps, params: unknown): WebhookReceiver {
  const { source } = params as { source: string }
  const receiver = webhooks.get(source)
  if (!receiver) throw notFound('webhook', source.slice(0, 200))
  return receiver
}

function refuseWhileMuchWaits(deps: ApiDeps): void {
  const waiting = deps.watch.lag(enrichGroup)
  if (waiting > (deps.mostWaiting ?? mostWaiting))
    throw new Problem(503, `${waiting} mentions wait to be stored; send this again later`, retryAfterSeconds)
}

const single = (headers: IncomingHttpHeaders): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]))
