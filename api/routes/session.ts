import { Type } from 'typebox'
import { SessionDto } from '../dto/session-dto.ts'
import { unknownKey, type Auth, type Identity, type RequestContext } from '../request/auth.ts'
import type { App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { closed, NoQuery, problems, toIsoOrNull } from '../request/schemas.ts'

const Body = Type.Object({ key: Type.String({ minLength: 1, maxLength: 100 }) }, closed)

/** The session of a browser: who is signed in, signing in with an API key, signing out. */
export function sessionRoutes(app: App, identity: Identity & { auth: Auth }): void {
  const { keys, sessions, cookie, auth } = identity
  app.get(
    '/session',
    {
      schema: {
        operationId: 'getSession',
        summary: 'Who the caller is, and by what; answers also without a credential',
        querystring: NoQuery,
        response: { 200: SessionDto, ...problems },
      },
    },
    async (request, reply) => reply.send(toSessionDto(await unlessRefused(auth(request)))),
  )
  app.post(
    '/session',
    {
      schema: {
        operationId: 'signIn',
        summary: 'Exchange an API key for a session in a cookie. The session ends with the key',
        querystring: NoQuery,
        body: Body,
        response: { 200: SessionDto, ...problems },
      },
    },
    async (request, reply) => {
      const key = await keys.find(request.body.key.trim())
      if (!key) throw new Problem(401, unknownKey)
      await endSession(identity, cookie.read(request))
      const { token, expiresAt } = await sessions.start({ person: key.person, keyId: key.id, issuer: '' })
      cookie.set(reply, token, expiresAt)
      return reply.send({ person: key.person, by: 'key' as const, scope: key.scope, expiresAt: toIsoOrNull(expiresAt) })
    },
  )
  app.delete(
    '/session',
    {
      schema: {
        operationId: 'signOut',
        summary: 'End the session of the cookie',
        querystring: NoQuery,
        response: { 200: Type.Object({}), ...problems },
      },
    },
    async (request, reply) => {
      await endSession(identity, cookie.read(request))
      cookie.clear(reply)
      return reply.send({})
    },
  )
}

/** Ends the session of a cookie, if there is one. */
async function endSession({ sessions }: Pick<Identity, 'sessions'>, token: string | undefined): Promise<void> {
  const session = token === undefined ? undefined : await sessions.find(token)
  if (session) await sessions.end(session)
}

/** Undefined for a caller whom the API does not accept. */
async function unlessRefused(asked: Promise<RequestContext>): Promise<RequestContext | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

const toSessionDto = (caller: RequestContext | undefined): SessionDto => ({
  person: caller?.person?.id ?? null,
  by: caller?.by ?? null,
  scope: caller?.scope ?? null,
  expiresAt: toIsoOrNull(caller?.session?.expiresAt),
})
