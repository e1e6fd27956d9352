import { existsSync } from 'node:fs'
import { join } from 'node:path'
import serveStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isPage, thingAt } from './dashboard/lib/paths.ts'
import { isOfSubjects } from './dashboard/lib/subjects.ts'
import type { App } from './request/deps.ts'
import { toProblem } from './request/problem.ts'

/** Serves the dashboard's files, and index.html for every other path outside the API: 404 with it where there is no such page. */
export async function servePages(app: App, folder: string): Promise<void> {
  const built = existsSync(join(folder, 'index.html'))
  if (built) {
    await app.register(serveStatic, {
      root: folder,
      cacheControl: false,
      // Asset names change with their content; the page itself must be revalidated.
      setHeaders: (reply, path) =>
        void reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    })
  }
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const isBrowsed = request.method === 'GET' && !/^\/(api|assets)\//.test(request.url)
    if (isBrowsed && built) {
      const path = request.url.replace(/\?.*$/, '')
      const found = isPage(path) || thingAt(path) !== undefined || isOfSubjects(path)
      return reply
        .code(found ? 200 : 404)
        .header('cache-control', 'no-cache')
        .sendFile('index.html')
    }
    if (isBrowsed && request.url === '/')
      return reply
        .type('text/plain')
        .send('Groundswell is running, but the dashboard is not built. API description: /api/v1/openapi.json\n')
    return reply
      .code(404)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify(toProblem(404, 'no such path')))
  })
}
