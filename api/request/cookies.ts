import type { FastifyReply, FastifyRequest } from 'fastify'

/** A cookie of the dashboard. `expiresAt` in epoch ms. */
export interface Cookie {
  read(request: FastifyRequest): string | undefined
  set(reply: FastifyReply, value: string, expiresAt: number): void
  clear(reply: FastifyReply): void
}

/**
 * A cookie that only this origin sets and no script reads (RFC 6265bis: HttpOnly, SameSite=Lax, Path=/, prefix `__Host-`). The prefix needs
 * Secure, which not every browser accepts from http://127.0.0.1; where the public URL is not https, the cookie has neither.
 */
export function cookieNamed(name: string, url: string | undefined): Cookie {
  const secure = url?.startsWith('https:') ?? false
  const fullName = secure ? `__Host-${name}` : name
  const attributes = { path: '/', httpOnly: true, secure, sameSite: 'lax' } as const
  return {
    read: ({ cookies }) => cookies[fullName],
    set: (reply, value, expiresAt) =>
      void reply.setCookie(fullName, value, { ...attributes, expires: new Date(expiresAt) }),
    clear: (reply) => void reply.clearCookie(fullName, attributes),
  }
}

/** The cookie that holds a session. */
export const sessionCookie = (url: string | undefined): Cookie => cookieNamed('groundswell', url)
