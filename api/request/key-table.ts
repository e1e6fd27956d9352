import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'

const ApiKey = Type.Object({
  id: Type.String(),
  person: Type.String(),
  hash: Type.String(),
  createdAt: Type.Integer(),
  revokedAt: Type.Optional(Type.Integer()),
})
export type ApiKey = Static<typeof ApiKey>

/** Two active keys per person, so a key can be rotated. */
export const maxKeysPerPerson = 2
const secretBytes = 32
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

/** Creates a key of 256 random bits. Only its hash is stored. @returns the key */
export async function createKey(store: Store, person: string, now: number): Promise<string> {
  const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(secretBytes).toString('base64url')]
  await store.insert('api_keys', [{ id, person, hash: hashOf(secret), createdAt: now, version: 1 }])
  return `gsw_${id}_${secret}`
}

export async function revokeKey(store: Store, { id, person, hash, createdAt }: ApiKey, now: number): Promise<void> {
  await store.insert('api_keys', [{ id, person, hash, createdAt, revokedAt: now, version: 2 }])
}

/** Oldest first, including revoked keys. */
export async function allKeys(store: Store): Promise<ApiKey[]> {
  return store.select(
    ApiKey,
    'SELECT id, person, hash, created_at, revoked_at FROM api_keys FINAL ORDER BY created_at',
    {},
  )
}

export const isActive = ({ revokedAt }: ApiKey): boolean => revokedAt === undefined

/** The person of an active key; undefined for an unknown or revoked one. */
export function personOfKey(keys: readonly ApiKey[], presented: string): string | undefined {
  const [, id, secret] = /^gsw_([0-9a-f]{12})_([\w-]{43})$/.exec(presented) ?? []
  const key = keys.find((each) => each.id === id && isActive(each))
  if (!key || secret === undefined) return undefined
  return timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(key.hash, 'hex')) ? key.person : undefined
}
