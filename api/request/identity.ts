import type { FastifyReply, FastifyRequest } from 'fastify'
import { openKeys, type Keys } from '../identity/keys.ts'
import { openSessions, sessionDefaults, type Sessions } from '../identity/sessions.ts'
import { sessionCookie, type Cookie } from './cookies.ts'
import type { ApiDeps } from './deps.ts'

/** What identifies callers, shared by all routes. */
export interface Identity {
  keys: Keys
  sessions: Sessions
  /** The cookie that holds a session. */
  cookie: Cookie
}

export function openIdentity(deps: ApiDeps): Identity {
  const clock = deps.realClock ?? Date.now
  return {
    keys: openKeys({ ...deps, clock }),
    sessions: openSessions({ ...deps, clock, limits: deps.session ?? sessionDefaults }),
    cookie: sessionCookie(deps.url),
  }
}

/** Notes that the session of the caller was used, and gives the browser the next cookie when it is time. */
export async function keepSession(
  { sessions, cookie }: Identity,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { session } = request.caller
  const next = session && (await sessions.use(session))
  if (next) cookie.set(reply, next.token, next.expiresAt)
}

/** Starts a session in the cookie of the reply. One that the browser had before ends. @returns when it ends, epoch ms */
export async function startSession(
  { sessions, cookie }: Identity,
  by: Parameters<Sessions['start']>[0],
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<number> {
  await endSession({ sessions, cookie }, request)
  const { token, expiresAt } = await sessions.start(by)
  cookie.set(reply, token, expiresAt)
  return expiresAt
}

/** Ends the session of the request's cookie, if there is one. @returns it */
export async function endSession(
  { sessions, cookie }: Pick<Identity, 'sessions' | 'cookie'>,
  request: FastifyRequest,
): ReturnType<Sessions['find']> {
  const token = cookie.read(request)
  const session = token === undefined ? undefined : await sessions.find(token)
  if (session) await sessions.end(session)
  return session
}
