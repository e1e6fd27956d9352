import type { FastifyRequest } from 'fastify'
import type { Alert } from '../../alerts/alert/alert.ts'
import type { CommandName } from '../../alerts/alert/alert-command.ts'
import type { Organisation, Person } from '../../alerts/organisation/organisation.ts'
import { refusal } from '../../alerts/organisation/permission.ts'
import { visibilityOf } from '../../alerts/organisation/visibility.ts'
import { isLoopback } from '../../infra/public-address.ts'
import { namedByProxy } from '../identity/proxy.ts'
import type { SessionRow } from '../identity/session-table.ts'
import { signedInPerson } from '../identity/signed-in-person.ts'
import { includes, neededScope, type Scope } from '../identity/scope.ts'
import type { ApiDeps } from './deps.ts'
import type { Identity } from './identity.ts'
import { Problem } from './problem.ts'
import { seesAll, type Visibility } from '../../alerts/alert/visibility.ts'

/** The caller of a request: the one place that says who asks, and what the credential allows. */
export interface RequestContext {
  /** Undefined if people are configured and the request names none. Narrowed to the department of its API key. */
  person: Person | undefined
  /** The alerts that the caller sees. */
  visibility: Visibility
  /** What identified the caller. */
  by: 'key' | 'provider' | 'proxy' | 'name'
  /** What the credential may be used for. */
  scope: Scope
  /** The only department that the credential is for; '' = all of the person's. */
  department: string
  /** The session of the browser, if there is one. */
  session?: SessionRow
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: RequestContext
  }
  interface FastifyContextConfig {
    /** The scope that the route needs, if not `read` or `write` by its method. */
    scope?: Scope
  }
}

const header = 'x-groundswell-person'
const keyNeeded = 'requests from another machine need an API key; create one with `groundswell keys create PERSON`'

/** What a credential says: who asks, for what, and in which department ('' = all of the person's). */
interface Credential {
  name: string | undefined
  by: RequestContext['by']
  scope: Scope
  department: string
  session?: SessionRow
}

export type Auth = (request: FastifyRequest) => Promise<RequestContext>

/**
 * Returns a function that identifies the caller of a request: by the API key, by the header of a proxy that proves itself, or by the cookie of
 * a session. As long as no key was ever created and no sign-in is configured, the header X-Groundswell-Person (percent-encoded, because
 * headers are Latin-1) will do, from this machine only. Otherwise requests from other machines are refused; with `withoutKey` and without
 * configured people, they come from "someone". Asked again about a request, it says whether its session goes on.
 * @throws Problem 401 if the credential is missing or invalid, or the person is unknown.
 */
export function openAuth(
  { organisation, url, withoutKey = false, provider, proxy }: ApiDeps,
  { keys, sessions, cookie }: Identity,
): Auth {
  const isBehindProxy = url !== undefined && !isLoopback(new URL(url).hostname)

  const byKey = async (presented: string): Promise<Credential> => {
    const key = await keys.find(presented)
    if (!key) throw new Problem(401, unknownKey)
    return { name: key.person, by: 'key', scope: key.scope, department: key.department }
  }

  const sessionOf = async (request: FastifyRequest): Promise<SessionRow | undefined> => {
    const known = request.caller?.session
    if (known) return (await sessions.goesOn(known)) ? known : undefined
    const token = cookie.read(request)
    return token === undefined ? undefined : sessions.find(token)
  }

  /** A session from a key may do what the key may, and ends with it. One from a provider ends when another is configured. */
  const bySession = async (request: FastifyRequest): Promise<Credential | undefined> => {
    const session = await sessionOf(request)
    if (session && session.issuer !== '')
      return session.issuer === provider?.issuer
        ? { ...everything, name: session.person, by: 'provider', session }
        : undefined
    const key = session && (await keys.byId(session.keyId))
    return key && { name: session.person, by: 'key', scope: key.scope, department: key.department, session }
  }

  const byProxy = (request: FastifyRequest): Credential | undefined => {
    const name = proxy && namedByProxy(proxy, request.raw.rawHeaders)
    if (name === undefined) return undefined
    const person = name === '' ? undefined : signedInPerson(organisation, nameIn(name) ?? '')
    if (person === undefined) throw new Problem(401, name === '' ? unnamed : unknownPerson(name))
    return { ...everything, name: person, by: 'proxy' }
  }

  const unsigned = (request: FastifyRequest): Credential => {
    const isLocal = !isBehindProxy && isFromThisMachine(request)
    // Without configured people there is no one to impersonate.
    if (!isLocal && !(withoutKey && organisation.isOpen)) throw new Problem(401, keyNeeded)
    return { name: isLocal ? nameIn(decoded(one(request.headers[header]))) : undefined, by: 'name', ...everything }
  }

  const credentialOf = async (request: FastifyRequest): Promise<Credential> => {
    const keysExist = await keys.exist()
    const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    // A proxy may use the Authorization header for its own sign-in.
    if (key !== undefined && (keysExist || key.startsWith('gsw_'))) return byKey(key)
    const signedIn = byProxy(request) ?? (await bySession(request))
    if (signedIn) return signedIn
    if (provider || proxy) throw new Problem(401, 'sign in, or send an API key: Authorization: Bearer gsw_…')
    if (keysExist) throw new Problem(401, 'an API key is required: Authorization: Bearer gsw_…')
    return unsigned(request)
  }

  return async (request) => toContext(organisation, await credentialOf(request))
}

/** What a credential without limits of its own allows. */
const everything = { scope: 'admin', department: '' } as const

const unnamed = 'the proxy names no person, more than one, or its secret is wrong (api.proxy)'
const unknownPerson = (name: string) =>
  `there is no person ${JSON.stringify(name)} in the configuration (organisation.people)`
export const unknownKey = 'the API key is unknown, expired or revoked'

/** @throws Problem 401 for a person who is not in the configuration */
function toContext(organisation: Organisation, { name, department, ...credential }: Credential): RequestContext {
  const { isOpen, people } = organisation
  if (name === undefined && !isOpen) return { ...credential, department, person: undefined, visibility: seesAll }
  const found = people.get(name ?? '') ?? (isOpen ? anybody(name ?? 'someone') : undefined)
  if (!found) throw new Problem(401, unknownPerson(name!))
  const person = department === '' ? found : narrowed(found, department)
  const visibility = isOpen && department === '' ? seesAll : visibilityOf(organisation, person)
  return { ...credential, department, person, visibility }
}

/** The person in one department only, and without the rights of the service team. */
const narrowed = (person: Person, department: string): Person => ({
  ...person,
  departments: [department].filter((id) => person.hub || person.departments.includes(id)),
  hub: false,
})

/** @throws Problem 403 if the credential of the request does not reach for its route */
export function allowScope({ caller, method, routeOptions: { config } }: FastifyRequest): void {
  const needed = neededScope(method, config.scope)
  if (includes(caller.scope, needed)) return
  throw new Problem(403, `the API key has the scope ${caller.scope}; this needs ${needed}`)
}

/** The caller as a person, for changes. @throws Problem 401 if the request names none. */
export function personOf({ caller }: FastifyRequest): Person {
  if (!caller.person)
    throw new Problem(
      401,
      'the request identifies no person: set the header X-Groundswell-Person to a configured person',
    )
  return caller.person
}

/** @throws Problem 403 if the person may not perform the command; the message says who may. */
export function allow(
  organisation: Organisation,
  person: Person,
  requested: { alert: Alert; command: CommandName; at: number },
): void {
  const sentence = refusal(organisation, person, requested)
  if (sentence !== undefined) throw new Problem(403, sentence)
}

/** Without configured people, everyone may do everything under any name. */
const anybody = (name: string): Person => ({
  id: name,
  name,
  departments: [],
  units: [],
  hub: true,
  role: 'admin',
  channels: [],
  subscriptions: [],
  quiet: {},
})

/** Headers that proxies and tunnels set. Such a request may come from another machine. */
const proxyHeader =
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|x-cluster-client-ip|cf-.*|x-envoy-.*|fly-.*|x-amzn-.*)$/

/** Whether the request comes from the loopback interface without a proxy. nginx before 1.29.7 speaks HTTP/1.0 by default, and sets no header; a newer one cannot be noticed without one. */
const isFromThisMachine = ({ socket: { remoteAddress }, headers, raw }: FastifyRequest) =>
  remoteAddress !== undefined &&
  raw.httpVersion !== '1.0' &&
  isLoopback(remoteAddress) &&
  isLoopback((headers.host ?? '').replace(/:\d+$/, '')) &&
  !Object.keys(headers).some((name) => proxyHeader.test(name))

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? ''

const nameIn = (text: string): string | undefined => text.replace(/\p{C}/gu, '').trim().slice(0, 100) || undefined

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
