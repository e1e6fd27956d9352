import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { AuditEntry } from '../../infra/audit/audit-row.ts'
import { changeOf } from './change-of.ts'
import type { ApiDeps, App } from './deps.ts'
import { forwardedOf } from './forwarded.ts'
import { Problem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether its requests are noted in the audit log; absent: those that are no reading. */
    audit?: boolean
  }
  interface FastifyRequest {
    /** The noted intention; null before, and for what changes nothing. */
    intended: AuditEntry | null
    /** Whether its outcome is noted. */
    isSettled: boolean
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
  app.decorateRequest('isSettled', false)
  app.decorateRequest('audited')
  app.addHook('onRequest', async (request) => void (request.audited = {}))
  if (!audit) return
  const entryOf = (request: FastifyRequest): AuditEntry => ({
    request: randomUUID(),
    person: request.caller?.person?.id ?? '',
    credential: credentialOf(request),
    address: request.socket.remoteAddress ?? '',
    forwarded: forwardedOf(request, url),
    operation: request.routeOptions.schema?.operationId ?? `${request.method} ${request.routeOptions.url}`,
    subject: subjectOf(request, audit.pseudonymOf),
    change: changeOf(request),
    outcome: 'intended',
    status: 0,
  })
  const settle = async (request: FastifyRequest, status: number): Promise<void> => {
    const isRefused = status === 401 || status === 403
    if (request.isSettled || (!request.intended && !isRefused)) return
    request.isSettled = true
    const outcome = isRefused ? 'refused' : status < 400 ? 'done' : 'failed'
    const entry = { ...(request.intended ?? refused(entryOf(request))), ...request.audited, outcome, status } as const
    await audit
      .record(entry)
      .catch((error: unknown) => logger.error({ err: error }, 'the outcome of a change was not noted'))
  }
  app.addHook('preHandler', async (request) => {
    if (!isChange(request)) return
    request.intended = entryOf(request)
    await within(audit.record(request.intended))
    // Whoever left while the audit log was out of reach does not expect the change any more.
    if (request.socket.destroyed) throw new Problem(503, 'the client has left')
  })
  app.addHook('onSend', async (request, reply, payload) => {
    // Nothing is sent to a client that has left, and `onResponse` is not called.
    if (reply.raw.destroyed && isChange(request)) await settle(request, reply.statusCode)
    return payload
  })
  app.addHook('onResponse', async (request, { statusCode }) => {
    if (isChange(request)) await settle(request, statusCode)
  })
}

const mostMs = 5_000

/** @throws Problem 503 when it takes longer; what was to be noted is noted when the store is back */
async function within(noting: Promise<void>): Promise<void> {
  const late = AbortSignal.timeout(mostMs)
  const isLate = new Promise<never>((_, reject) =>
    late.addEventListener('abort', () =>
      reject(new Problem(503, 'the audit log cannot be written; try again in a moment', retryAfterSeconds)),
    ),
  )
  noting.catch(() => {})
  await Promise.race([noting, isLate])
}
const retryAfterSeconds = 5

/** What nobody has checked, and may be any text: only an id that looks like one is noted. */
const refused = (entry: AuditEntry): AuditEntry => ({
  ...entry,
  change: '{}',
  subject: /^[\w:.-]{1,200}$/.test(entry.subject) ? entry.subject : '',
})

const isChange = ({ method, routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.audit ?? !['GET', 'HEAD', 'OPTIONS'].includes(method)

/** The id of the API key that the request presents, valid or not, never its secret; else what identified the caller. */
const credentialOf = ({ headers, caller }: FastifyRequest): string =>
  /^Bearer gsw_([0-9a-f]{12})_/i.exec(headers.authorization ?? '')?.[1] ??
  caller?.session?.keyId ??
  (caller?.by === 'provider' || caller?.by === 'proxy' ? caller.by : '')

/** Ids of mentions and authors may hold handles of customers. */
const personalIds = /^\/api\/v1\/(mentions|authors)\//
const longestSubject = 200

/** The id in the path. The token of a link is a secret, and no subject. */
function subjectOf({ params, routeOptions }: FastifyRequest, pseudonymOf: (id: string) => string): string {
  const { id } = (params ?? {}) as { id?: string }
  if (id === undefined) return ''
  return personalIds.test(routeOptions.url ?? '') ? pseudonymOf(id) : id.slice(0, longestSubject)
}
