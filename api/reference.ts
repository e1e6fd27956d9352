import swaggerUi from '@fastify/swagger-ui'
import type { App } from './request/deps.ts'

/** What the page may load: its own files, and pictures within its styles. */
const policy =
  "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; img-src 'self' data:"

/** The reference of the API for people, from the description of this server, at `/docs/api`. Nothing is loaded from elsewhere. */
export async function serveReference(app: App): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs/api',
    staticCSP: policy,
    theme: { title: 'API · Groundswell' },
    // Without the bar on top: its logo has a style of its own, which the policy refuses.
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'list',
      filter: true,
      validatorUrl: null,
      persistAuthorization: false,
    },
  })
}
