import { Type } from 'typebox'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound } from '../request/problem.ts'
import { NoQuery, problems, Word } from '../request/schemas.ts'

/** What other systems push to us; the signature covers the bytes as they came, so the body stays raw. */
export async function webhookRoutes(app: App, parts: ApiDeps): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post(
    '/webhooks/:source',
    {
      schema: {
        operationId: 'receiveWebhook',
        summary: 'Standard Webhooks; 202 once durable',
        params: Type.Object({ source: Word }),
        querystring: NoQuery,
        response: { 202: Type.Object({ accepted: Type.Integer() }), ...problems },
      },
    },
    async ({ params: { source }, headers, body }, reply) => {
      const receiver = parts.webhooks.get(source)
      if (!receiver) throw notFound('webhook', source)
      const single = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
      )
      const raws = receiver.receive({
        headers: single,
        body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
        now: parts.clock(),
      })
      await parts.publish(source, raws)
      return reply.code(202).send({ accepted: raws.length })
    },
  )
}
