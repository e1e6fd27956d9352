import type { FastifyRequest, RouteOptions } from 'fastify'
import { roles } from '../../alerts/organisation/options.ts'
import { personOf } from './auth.ts'
import type { App } from './deps.ts'
import { Problem } from './problem.ts'

interface Needs {
  /** The least role; undefined: nobody is identified, because a signature or a link decides, or the answer is nobody's secret. */
  role: (typeof roles)[number] | undefined
  /** What it is, for the sentence of a refusal. */
  to: string
  /** Whether the service team has it, whatever the role. */
  hub?: true
}

/** What a route lets people do. Which mentions and alerts they may do it with is the business of the tables' queries (`Visibility`). */
const permissions = {
  public: { role: undefined, to: 'come here' },
  'company.read': { role: 'viewer', to: 'read this' },
  'alerts.read': { role: 'viewer', to: 'read alerts' },
  'alerts.write': { role: 'responder', to: 'change alerts' },
  'mentions.read': { role: 'viewer', to: 'read mentions' },
  'mentions.write': { role: 'responder', to: 'correct labels' },
  'silences.read': { role: 'viewer', to: 'read silences' },
  'silences.write': { role: 'responder', to: 'create silences' },
  'companyEvents.write': { role: 'responder', to: 'report events' },
  'views.write': { role: 'viewer', to: 'save views' },
  'terms.write': { role: 'responder', to: 'dismiss terms' },
  'taxonomy.write': { role: 'admin', to: 'change topics', hub: true },
  'authors.erase': { role: 'admin', to: 'erase what people wrote' },
  'keys.read': { role: 'admin', to: 'list API keys' },
  'backtests.run': { role: 'admin', to: 'try other settings', hub: true },
  'audit.read': { role: 'admin', to: 'read the audit log', hub: true },
} as const satisfies Record<string, Needs>
type Permission = keyof typeof permissions

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Required of every route; the server does not start without it. */
    permission?: Permission
  }
}

/**
 * Notes all routes that are added from now on. The returned function throws if one of them has no permission, and names it.
 * Files of the dashboard, which are public, are added afterwards.
 */
export function watchPermissions(app: App): () => void {
  const routes: Pick<RouteOptions, 'method' | 'url' | 'config'>[] = []
  app.addHook('onRoute', (route) => void routes.push(route))
  return () => {
    const bare = routes.find(({ config }) => config?.permission === undefined)
    if (bare) throw new Error(`the route ${String(bare.method)} ${bare.url} has no permission (config.permission)`)
  }
}

/** @throws Problem 401 if the request names no person but must, 403 if their role does not suffice; the message says whose does. */
export function requirePermission(request: FastifyRequest): void {
  const { role, to, hub }: Needs = permissions[request.routeOptions.config.permission!]
  if (role === undefined || role === 'viewer') return
  const person = personOf(request)
  if (role === 'admin' && request.caller.department !== '')
    throw new Problem(403, `an API key of one department may not ${to}`)
  if (roles.indexOf(person.role) >= roles.indexOf(role) || (hub && person.hub)) return
  throw new Problem(
    403,
    role === 'admin'
      ? `only admins ${hub ? 'and the service team ' : ''}may ${to}`
      : `viewers may not ${to}; responders and admins may`,
  )
}
