import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { AuditEntry } from '../../infra/audit/audit-row.ts'
import { isLoopback, isPublic } from '../../infra/public-address.ts'
import { changeOf } from './change-of.ts'
import type { ApiDeps, App } from './deps.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether its requests are noted in the audit log; absent: those that are no reading. */
    audit?: boolean
  }
  interface FastifyRequest {
    /** The noted intention; null before, and for what changes nothing. */
    intended: AuditEntry | null
    /** What only the handler knows: who a link identifies, and what it is about. */
    audited: Partial<Pick<AuditEntry, 'person' | 'subject' | 'credential'>>
  }
}

/**
 * Notes every request that may change something: the intention once it is allowed and read, before its handler, and the outcome after the
 * answer; of a refused one (401, 403) the refusal. While the intention cannot be stored, nothing is changed.
 */
export function auditChanges(app: App, { audit, logger, url }: ApiDeps): void {
  app.decorateRequest('intended', null)
  app.decorateRequest('audited')
  app.addHook('onRequest', async (request) => void (request.audited = {}))
  if (!audit) return
  const isBehindProxy = url !== undefined && !isLoopback(new URL(url).hostname)
  const entryOf = (request: FastifyRequest): AuditEntry => ({
    request: randomUUID(),
    person: request.caller?.person?.id ?? '',
    credential: credentialOf(request),
    address: request.socket.remoteAddress ?? '',
    forwarded: isBehindProxy ? forwardedOf(request) : '',
    operation: request.routeOptions.schema?.operationId ?? `${request.method} ${request.routeOptions.url}`,
    subject: subjectOf(request, audit.pseudonymOf),
    change: changeOf(request),
    outcome: 'intended',
    status: 0,
  })
  app.addHook('preHandler', async (request) => {
    if (!isChange(request)) return
    const entry = entryOf(request)
    await audit.record(entry)
    request.intended = entry
  })
  app.addHook('onResponse', async (request, { statusCode: status }) => {
    if (!isChange(request)) return
    const isRefused = status === 401 || status === 403
    if (!request.intended && !isRefused) return
    const outcome = isRefused ? 'refused' : status < 400 ? 'done' : 'failed'
    const entry = { ...(request.intended ?? entryOf(request)), ...request.audited, outcome, status } as const
    await audit
      .record(entry)
      .catch((error: unknown) => logger.error({ err: error }, 'the outcome of a change was not noted'))
  })
}

const isChange = ({ method, routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.audit ?? !['GET', 'HEAD', 'OPTIONS'].includes(method)

/** The id of the API key that the request presents, valid or not, never its secret; else what identified the caller. */
const credentialOf = ({ headers, caller }: FastifyRequest): string =>
  /^Bearer gsw_([0-9a-f]{12})_/i.exec(headers.authorization ?? '')?.[1] ??
  caller?.session?.keyId ??
  (caller?.by === 'provider' || caller?.by === 'proxy' ? caller.by : '')

/** The address that the nearest proxy added. The ones before it are what the client claims. */
function forwardedOf({ headers, socket }: FastifyRequest): string {
  const isProxy = socket.remoteAddress !== undefined && !isPublic(socket.remoteAddress)
  const last = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)!.trim()
  return isProxy && isIP(last) !== 0 ? last : ''
}

/** Ids of mentions and authors may hold handles of customers. */
const personalIds = /^\/api\/v1\/(mentions|authors)\//
const longestSubject = 200

/** The id in the path. The token of a link is a secret, and no subject. */
function subjectOf({ params, routeOptions }: FastifyRequest, pseudonymOf: (id: string) => string): string {
  const { id } = (params ?? {}) as { id?: string }
  if (id === undefined) return ''
  return personalIds.test(routeOptions.url ?? '') ? pseudonymOf(id) : id.slice(0, longestSubject)
}
