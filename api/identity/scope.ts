/**
 * What a credential may be used for; each includes those before it. `read`: GET. `write`: commands, corrections, silences and other
 * changes. `admin`: erasure and the list of keys. The role of the person limits it further.
 */
export const scopes = ['read', 'write', 'admin'] as const
export type Scope = (typeof scopes)[number]

export const includes = (granted: Scope, needed: Scope): boolean => scopes.indexOf(granted) >= scopes.indexOf(needed)

/** The scope that a route needs: what its configuration says, otherwise `read` or `write` by its method. */
export const neededScope = (method: string, own: Scope | undefined): Scope =>
  own ?? (['GET', 'HEAD'].includes(method) ? 'read' : 'write')
