import type { FastifyRequest } from 'fastify'
import type { Alert } from '../../alerts/alert/alert.ts'
import type { CommandName } from '../../alerts/alert/alert-command.ts'
import type { Organisation, Person } from '../../alerts/organisation/organisation.ts'
import { refusal } from '../../alerts/organisation/permission.ts'
import { visibilityOf } from '../../alerts/organisation/visibility.ts'
import { isLoopback } from '../../infra/public-address.ts'
import { allKeys, personOfKey, type ApiKey } from './key-table.ts'
import type { ApiDeps } from './deps.ts'
import { Problem } from './problem.ts'
import { seesAll, type Visibility } from '../../alerts/alert/visibility.ts'

/** The caller of a request. */
export interface RequestContext {
  /** Undefined if people are configured and the request names none. */
  person: Person | undefined
  /** The alerts that the caller sees. */
  visibility: Visibility
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: RequestContext
  }
}

const header = 'x-groundswell-person'
const keysCachedMs = 2_000
const keyNeeded = 'requests from another machine need an API key; create one with `groundswell keys create PERSON`'

/**
 * Returns a function that identifies the caller of a request: by the API key, or, as long as no key was ever created, by the header
 * X-Groundswell-Person (percent-encoded, because headers are Latin-1), which is accepted only from this machine. Without a key, requests
 * from other machines are refused; with `withoutKey` and without configured people, they come from "someone".
 * @throws Problem 401 if the key is missing or invalid, or the person is unknown.
 */
export function openAuth({
  reader,
  organisation,
  url,
  withoutKey = false,
}: Pick<ApiDeps, 'reader' | 'organisation' | 'url' | 'withoutKey'>) {
  const isBehindProxy = url !== undefined && !isLoopback(new URL(url).hostname)
  let known: { keys: ApiKey[]; readAt: number } | undefined
  const knownKeys = async () => {
    if (!known || performance.now() - known.readAt > keysCachedMs)
      known = { keys: await allKeys(reader), readAt: performance.now() }
    return known.keys
  }

  const nameOf = async (request: FastifyRequest): Promise<string | undefined> => {
    const keys = await knownKeys()
    const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    // A proxy may use the Authorization header for its own sign-in.
    const isGroundswellKey = key !== undefined && (keys.length > 0 || key.startsWith('gsw_'))
    if (!isGroundswellKey) {
      // Revoked keys count, too: revoking the last key must not open the API.
      if (keys.length > 0) throw new Problem(401, 'an API key is required: Authorization: Bearer gsw_…')
      const isLocal = !isBehindProxy && isFromThisMachine(request)
      // Without configured people there is no one to impersonate.
      if (!isLocal && !(withoutKey && organisation.people.size === 0)) throw new Problem(401, keyNeeded)
      return isLocal ? nameIn(request.headers[header]) : undefined
    }
    const name = personOfKey(keys, key)
    if (name === undefined) throw new Problem(401, 'the API key is unknown or revoked')
    return name
  }

  return async (request: FastifyRequest): Promise<RequestContext> => {
    const name = await nameOf(request)
    if (organisation.people.size === 0) return { person: anybody(name ?? 'someone'), visibility: seesAll }
    if (name === undefined) return { person: undefined, visibility: seesAll }
    const person = organisation.people.get(name)
    if (!person)
      throw new Problem(401, `there is no person ${JSON.stringify(name)} in the configuration (organisation.people)`)
    return { person, visibility: visibilityOf(organisation, person) }
  }
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

/** Whether the request comes from the loopback interface without a proxy. */
const isFromThisMachine = ({ socket: { remoteAddress }, headers }: FastifyRequest) =>
  remoteAddress !== undefined &&
  isLoopback(remoteAddress) &&
  isLoopback((headers.host ?? '').replace(/:\d+$/, '')) &&
  !Object.keys(headers).some((name) => proxyHeader.test(name))

function nameIn(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value
  return (
    decoded(text ?? '')
      .replace(/\p{C}/gu, '')
      .trim()
      .slice(0, 100) || undefined
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
