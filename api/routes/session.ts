import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { SessionDto } from '../dto/session-dto.ts'
import type { Provider } from '../identity/provider.ts'
import { unknownKey, type Auth, type RequestContext } from '../request/auth.ts'
import { endSession, startSession, type Identity } from '../request/identity.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { closed, NoQuery, problems, textOrNull, toIso, toIsoOrNull } from '../request/schemas.ts'

/** Anybody may send it. */
const bodyLimit = 2_000
const Body = Type.Object(
  { key: Type.String({ minLength: 1, maxLength: 100, ...doc('The API key', 'gsw_3f9a1c0b77de_…') }) },
  { ...closed, description: 'An API key' },
)

const SignedOut = Type.Object(
  {
    providerUrl: textOrNull(
      'The page that also ends the session at the OpenID provider; null: none',
      'https://login.halden.example/logout',
    ),
  },
  doc('The session has ended'),
)

/** The session of a browser: who is signed in, signing in with an API key, signing out. */
export function sessionRoutes(app: App, { url, provider }: ApiDeps, identity: Identity & { auth: Auth }): void {
  const toSessionDto = toDtoWith(provider)
  const { auth } = identity
  app.get(
    '/session',
    {
      config: { permission: 'public' },
      schema: {
        operationId: 'getSession',
        tags: ['Sign-in'],
        description: 'Answers also without a credential.',
        summary: 'Who the caller is, and by what',
        querystring: NoQuery,
        response: { 200: SessionDto, ...problems },
      },
    },
    async (request, reply) => reply.send(toSessionDto(await unlessRefused(auth(request)))),
  )
  signInRoute(app, { identity, toSessionDto })
  signOutRoute(app, { identity, url, provider })
}

interface SignInDeps {
  identity: Identity
  toSessionDto: ReturnType<typeof toDtoWith>
}

function signInRoute(app: App, { identity, toSessionDto }: SignInDeps): void {
  const { keys } = identity
  app.post(
    '/session',
    {
      bodyLimit,
      config: { permission: 'public' },
      schema: {
        operationId: 'signIn',
        tags: ['Sign-in'],
        description:
          'The cookie is `__Host-groundswell` over https, `groundswell` over http. The session ends with the key.',
        summary: 'Exchange an API key for a session in a cookie',
        querystring: NoQuery,
        body: Body,
        response: { 200: SessionDto, ...problems },
      },
    },
    async (request, reply) => {
      const key = await keys.find(request.body.key.trim())
      if (!key) throw new Problem(401, unknownKey)
      const { id, person, scope } = key
      request.audited = { person, credential: id }
      const expiresAt = await startSession(identity, { person, keyId: id, issuer: '' }, { request, reply })
      return reply.send({ ...toSessionDto(undefined), person, by: 'key' as const, scope, expiresAt: toIso(expiresAt) })
    },
  )
}

function signOutRoute(
  app: App,
  { identity, url, provider }: Pick<ApiDeps, 'url' | 'provider'> & { identity: Identity },
): void {
  const { cookie } = identity
  app.delete(
    '/session',
    {
      config: { permission: 'public' },
      schema: {
        operationId: 'signOut',
        tags: ['Sign-in'],
        description: 'Answers also without a session.',
        summary: 'End the session of the cookie',
        querystring: NoQuery,
        response: { 200: SignedOut, ...problems },
      },
    },
    async (request, reply) => {
      const session = await endSession(identity, request)
      if (session) request.audited = { person: session.person }
      cookie.clear(reply)
      const isTheirs = provider !== undefined && session?.issuer === provider.issuer
      const after = `${url ?? `http://${request.headers.host}`}/`
      // A provider that does not answer keeps nobody signed in here.
      const theirs = isTheirs ? await provider.signOutUrl(after).catch(() => undefined) : undefined
      return reply.send({ providerUrl: theirs ?? null })
    },
  )
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

const toDtoWith =
  (provider: Provider | undefined) =>
  (caller: RequestContext | undefined): SessionDto => ({
    person: caller?.person?.id ?? null,
    by: caller?.by ?? null,
    scope: caller?.scope ?? null,
    expiresAt: toIsoOrNull(caller?.session?.expiresAt),
    provider: provider?.host ?? null,
  })
