import type { FastifyRequest } from 'fastify'
import type { Alert } from '../../alerts/alert/alert.ts'
import type { CommandName } from '../../alerts/alert/alert-command.ts'
import type { Organisation, Person } from '../../alerts/organisation/organisation.ts'
import { refusal } from '../../alerts/organisation/permission.ts'
import { visibilityOf } from '../../alerts/organisation/visibility.ts'
import { allKeys, personOfKey, type ApiKey } from './key-table.ts'
import type { ApiDeps } from './deps.ts'
import { Problem } from './problem.ts'
import { seesAll, type Visibility } from '../../alerts/alert/visibility.ts'

/** Who asks, and what of the alerts they see. */
export interface RequestContext {
  /** Nobody in particular where people are configured and none is named. */
  person: Person | undefined
  visibility: Visibility
}

declare module 'fastify' {
  interface FastifyRequest {
    asking: RequestContext
  }
}

const header = 'x-groundswell-person'
const keysGoodForMs = 2_000
const wantsKey = 'from another machine a person is named by an API key (groundswell keys create)'

/**
 * The one place that tells who asks (a sign-in for browsers will be another way here): the person of the API key shown; or, while there has never been a key,
 * the person that the header X-Groundswell-Person names (percent-encoded: headers are Latin-1), from this machine alone where people are configured.
 * @throws Problem 401 with what is missing.
 */
export function openAuth({ reader, organisation, url }: Pick<ApiDeps, 'reader' | 'organisation' | 'url'>) {
  let known: { keys: ApiKey[]; readAt: number } | undefined
  const knownKeys = async () => {
    if (!known || performance.now() - known.readAt > keysGoodForMs)
      known = { keys: await allKeys(reader), readAt: performance.now() }
    return known.keys
  }

  const nameOf = async (request: FastifyRequest): Promise<string | undefined> => {
    const keys = await knownKeys()
    const shown = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    // A proxy's own sign-on may use the same header.
    const isOurs = shown !== undefined && (keys.length > 0 || shown.startsWith('gsw_'))
    if (!isOurs) {
      // Also when all of them were revoked: who revokes the last one does not mean to open the door.
      if (keys.length > 0) throw new Problem(401, 'an API key is needed: Authorization: Bearer gsw_…')
      // Nobody is who they are not, where nobody is configured.
      const isVouched = organisation.people.size === 0 || (url === undefined && isFromHere(request))
      if (!isVouched) throw new Problem(401, wantsKey)
      return isFromHere(request) ? given(request.headers[header]) : undefined
    }
    const name = personOfKey(keys, shown)
    if (name === undefined) throw new Problem(401, 'the API key is not known, or was revoked')
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

/** Who wants to change something. @throws Problem 401 where nobody is named. */
export function personOf({ asking }: FastifyRequest): Person {
  if (!asking.person)
    throw new Problem(401, 'say who you are: the header X-Groundswell-Person names a person of the configuration')
  return asking.person
}

/** @throws Problem 403 with a sentence that says who may. */
export function allow(
  organisation: Organisation,
  person: Person,
  asked: { alert: Alert; command: CommandName; at: number },
): void {
  const sentence = refusal(organisation, person, asked)
  if (sentence !== undefined) throw new Problem(403, sentence)
}

/** Where nobody is configured everybody may do everything, under the name they give. */
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

/** Set by what passes on requests of others: a proxy on this machine is not this machine's person. */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip'] as const

/** `inject` of tests and the loopback interface. */
const isFromHere = ({ socket: { remoteAddress }, headers }: FastifyRequest) =>
  (remoteAddress === undefined || /^(::ffff:)?127\.|^::1$/.test(remoteAddress)) &&
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '') &&
  passedOn.every((name) => headers[name] === undefined)

function given(value: string | string[] | undefined): string | undefined {
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
