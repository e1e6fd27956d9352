import { createPrivateKey, sign, type KeyObject } from 'node:crypto'

export interface Jwt {
  algorithm: 'ES256' | 'RS256'
  /** `kid`: which key of the account it is. */
  keyId?: string
  key: KeyObject
  claims: Record<string, string | number>
}

/** A signed JSON Web Token (RFC 7519; the signature of ES256 is r and s, RFC 7518 §3.4). */
export function signedJwt({ algorithm, keyId, key, claims }: Jwt): string {
  const header = { alg: algorithm, typ: 'JWT', ...(keyId !== undefined && { kid: keyId }) }
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

/** What of a private key in PEM must not be seen: the whole, and each of its lines. */
export const secretsOfKey = (pem: string): string[] => [
  pem,
  ...pem.split(/\\n|\s+/).filter((line) => line.length >= leastSecret && !line.startsWith('-')),
]
const leastSecret = 16

/** A private key in PEM; line ends may be written as `\n`, as environment variables hold them. Undefined if it is none. */
export function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem.replaceAll(String.raw`\n`, '\n'))
  } catch {
    return undefined
  }
}
