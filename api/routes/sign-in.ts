import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SignInFailed, type Provider } from '../identity/provider.ts'
import { signedInPerson } from '../identity/signed-in-person.ts'
import { cookieNamed } from '../request/cookies.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { startSession, type Identity } from '../request/identity.ts'

const page = { description: 'A page with a sentence', content: { 'text/html': { schema: { type: 'string' } } } }
const answers = { 302: { description: 'A redirect' }, '4xx': page, '5xx': page }

const startSchema = {
  operationId: 'startSignIn',
  tags: ['Sign-in'],
  description: 'Afterwards the browser returns to the path `to`.',
  summary: 'Send the browser to the OpenID provider',
  querystring: Type.Object({
    to: Type.Optional(Type.String(doc('The path to return to; absent: the first page', '/alerts'))),
  }),
  response: answers,
}

/** Sign-in at an OpenID provider: the browser goes there and comes back with a code, and gets a session. */
export function signInRoutes(app: App, deps: ApiDeps, identity: Identity, provider: Provider): void {
  const { organisation, logger, url: publicUrl } = deps
  const attemptCookie = cookieNamed('groundswell-sign-in', publicUrl)
  const originOf = ({ headers }: FastifyRequest) => publicUrl ?? `http://${headers.host}`
  const refuse = refuser(logger)

  app.get('/sign-in', { config: { permission: 'public' }, schema: startSchema }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    try {
      const { url, kept, until } = await provider.begin(`${originOf(request)}${callback}`, request.query.to)
      attemptCookie.set(reply, kept, until)
      return await reply.redirect(url)
    } catch (error) {
      return refuse(reply, error)
    }
  })

  app.get(
    '/sign-in/callback',
    {
      config: { permission: 'public', audit: true },
      schema: {
        operationId: 'finishSignIn',
        tags: ['Sign-in'],
        description: 'For the OpenID provider. The code in the address is exchanged for a session.',
        summary: 'Where the OpenID provider sends the browser back to',
        querystring: Type.Object({}),
        response: answers,
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      attemptCookie.clear(reply)
      try {
        const url = new URL(request.url, originOf(request))
        const { name, to } = await provider.finish(url, attemptCookie.read(request))
        const person = signedInPerson(organisation, name)
        request.audited = { person: person ?? '' }
        if (person === undefined) throw new SignInFailed(unknownPerson(name, provider.host))
        await startSession(identity, { person, keyId: '', issuer: provider.issuer }, { request, reply })
        return await reply.redirect(to)
      } catch (error) {
        return refuse(reply, error)
      }
    },
  )
}

/** Answers a failed sign-in with a page; other errors are thrown on. */
const refuser =
  (logger: ApiDeps['logger']) =>
  (reply: FastifyReply, error: unknown): FastifyReply => {
    if (!(error instanceof SignInFailed)) throw error
    logger.warn({ err: error }, 'a sign-in failed')
    return sendPage(reply, error)
  }

const callback = '/api/v1/sign-in/callback'

const unknownPerson = (name: string, host: string) =>
  `${host} signed you in as ${name}, but Groundswell does not know you. Ask an administrator to add you to organisation.people.`

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The page of a failed sign-in. */
const sendPage = (reply: FastifyReply, { statusCode, message }: SignInFailed) =>
  reply.code(statusCode).type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign-in failed · Groundswell</title>
<main>
<h1>Sign-in failed</h1>
<p>${escaped(message)}</p>
<p><a href="/">Back to Groundswell</a></p>
</main>
</html>
`)
