import { createHash } from 'node:crypto'

/** How requests are authenticated. */
export interface Credential {
  /** The same for the same secret, and not the secret: requests with one key share a pace. */
  key: string
  /** For an error: which option is wrong, and how to mend it. A sentence. */
  remedy: string
  /** Every text that must not appear in a message. */
  secrets(): string[]
  /** Headers for the next request. @throws SourceFailed when a token cannot be had */
  headers(signal: AbortSignal): Promise<Record<string, string>>
  /** Forgets a token that the server refused. False: there is none, so that the credential itself is refused. */
  renew(): boolean
}

/** The same headers with every request. `secrets`: what in them is secret. */
export function fixedCredential(parts: {
  headers: Record<string, string>
  secrets: readonly string[]
  remedy: string
}): Credential {
  const secrets = parts.secrets.filter((secret) => secret !== '')
  return {
    key: keyOf(secrets),
    remedy: parts.remedy,
    secrets: () => secrets,
    headers: async () => parts.headers,
    renew: () => false,
  }
}

/** `authorization: Bearer` with a token, or nothing without one. */
export const bearer = (token: string | undefined, remedy: string): Credential =>
  fixedCredential({
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    secrets: token === undefined ? [] : [token],
    remedy,
  })

/** RFC 7617. */
export function basic(user: string, password: string, remedy: string): Credential {
  const encoded = Buffer.from(`${user}:${password}`).toString('base64')
  return fixedCredential({ headers: { authorization: `Basic ${encoded}` }, secrets: [encoded, password, user], remedy })
}

/** A token, and the time (epoch ms) until which it may be used. */
export interface Token {
  token: string
  until: number
}

/** A bearer token that `obtain` gets when there is none, or the last one is over. One is got at a time. */
export function tokenCredential(parts: {
  secrets: readonly string[]
  remedy: string
  clock: () => number
  obtain(signal: AbortSignal): Promise<Token>
}): Credential {
  let current: Token | undefined
  let pending: Promise<Token> | undefined
  const obtain = (signal: AbortSignal) => {
    pending ??= parts.obtain(signal).finally(() => (pending = undefined))
    return pending
  }
  return {
    key: keyOf(parts.secrets),
    remedy: parts.remedy,
    secrets: () => [...parts.secrets, ...(current ? [current.token] : [])],
    async headers(signal) {
      if (!current || current.until <= parts.clock()) current = await obtain(signal)
      return { authorization: `Bearer ${current.token}` }
    },
    renew() {
      const hadToken = current !== undefined
      current = undefined
      return hadToken
    },
  }
}

const keyOf = (secrets: readonly string[]) =>
  createHash('sha256').update(secrets.join('\u0001')).digest('base64url').slice(0, 16)
