import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { scopes, type Scope } from './scope.ts'

const ApiKey = Type.Object({
  id: Type.String(),
  person: Type.String(),
  hash: Type.String(),
  scope: Type.Enum([...scopes]),
  /** '' = all departments of the person. */
  department: Type.String(),
  createdAt: Type.Integer(),
  expiresAt: Type.Optional(Type.Integer()),
  revokedAt: Type.Optional(Type.Integer()),
})
export type ApiKey = Static<typeof ApiKey>

/** Two active keys per person, so a key can be rotated. */
export const maxKeysPerPerson = 2
const secretBytes = 32
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

interface NewKey {
  person: string
  scope?: Scope
  department?: string | undefined
  /** Epoch ms; absent: never. */
  expiresAt?: number | undefined
}

/** Creates a key of 256 random bits. Only its hash is stored. @returns the key */
export async function createKey(
  store: Store,
  { person, scope = 'admin', department = '', expiresAt }: NewKey,
  now: number,
): Promise<string> {
  const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(secretBytes).toString('base64url')]
  const key: ApiKey = { id, person, hash: hashOf(secret), scope, department, createdAt: now }
  await store.insert('api_keys', [{ ...key, ...(expiresAt !== undefined && { expiresAt }), version: 1 }])
  return `gsw_${id}_${secret}`
}

export async function revokeKey(store: Store, key: ApiKey, now: number): Promise<void> {
  await store.insert('api_keys', [{ ...key, revokedAt: now, version: 2 }])
}

/** Oldest first, including expired and revoked keys. */
export async function allKeys(store: Store): Promise<ApiKey[]> {
  return store.select(
    ApiKey,
    'SELECT id, person, hash, scope, department, created_at, expires_at, revoked_at FROM api_keys FINAL ORDER BY created_at',
    {},
  )
}

export const saveKeyUse = (store: Store, id: string, usedAt: number): Promise<void> =>
  store.insert('api_key_uses', [{ id, usedAt }])

/** When each key was last used, epoch ms, to a minute; keys that never were are missing. */
export async function lastKeyUses(store: Store): Promise<Map<string, number>> {
  const Use = Type.Object({ id: Type.String(), usedAt: Type.Integer() })
  const uses = await store.select(Use, 'SELECT id, used_at FROM api_key_uses FINAL')
  return new Map(uses.map(({ id, usedAt }) => [id, usedAt]))
}

/** `now` in epoch ms. */
export const isActive = ({ revokedAt, expiresAt }: ApiKey, now: number): boolean =>
  revokedAt === undefined && (expiresAt === undefined || expiresAt > now)

/** The active key that was presented; undefined for an unknown, expired or revoked one. */
export function findKey(keys: readonly ApiKey[], presented: string, now: number): ApiKey | undefined {
  const [, id, secret] = /^gsw_([0-9a-f]{12})_([\w-]{43})$/.exec(presented) ?? []
  const key = keys.find((each) => each.id === id && isActive(each, now))
  if (!key || secret === undefined) return undefined
  return timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(key.hash, 'hex')) ? key : undefined
}
