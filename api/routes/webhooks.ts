import { Type } from 'typebox'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound } from '../request/problem.ts'
import { NoQuery, problems, Word } from '../request/schemas.ts'

/** Receives webhooks of other systems. The signature covers the raw body, so it is not parsed here. */
export async function webhookRoutes(app: App, deps: ApiDeps): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post(
    '/webhooks/:source',
    {
      schema: {
        operationId: 'receiveWebhook',
        summary: 'Receive a webhook (Standard Webhooks); 202 once durable',
        params: Type.Object({ source: Word }),
        querystring: NoQuery,
        response: { 202: Type.Object({ accepted: Type.Integer() }), ...problems },
      },
    },
    async ({ params: { source }, headers, body }, reply) => {
      const receiver = deps.webhooks.get(source)
      if (!receiver) throw notFound('webhook', source)
      const single = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
      )
      const raws = receiver.receive({
        headers: single,
        body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
        now: deps.clock(),
      })
      await deps.publish(source, raws)
      return reply.code(202).send({ accepted: raws.length })
    },
  )
}
