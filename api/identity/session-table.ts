import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'

const SessionRow = Type.Object({
  /** Of the cookie. */
  hash: Type.String(),
  session: Type.String(),
  /** The id of a configured person; without configured people any name. */
  person: Type.String(),
  /** '' = signed in at the provider. */
  keyId: Type.String(),
  /** '' = signed in with an API key. */
  issuer: Type.String(),
  signedInAt: Type.Integer(),
  createdAt: Type.Integer(),
  usedAt: Type.Integer(),
  expiresAt: Type.Integer(),
  /** Hash of the cookie before; '' = the first. */
  replaces: Type.String(),
  revokedAt: Type.Optional(Type.Integer()),
})
export type SessionRow = Static<typeof SessionRow>

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const ranks = ['live', 'replaced', 'revoked'] as const
/** More than any epoch ms, so that a rank outweighs the time. */
const rankStep = 1e15

/** Stores a row. A replacement outranks every use, and a revocation both, whichever process writes last. `at` in epoch ms. */
export async function saveSession(
  store: Store,
  row: SessionRow,
  { rank, at }: { rank: (typeof ranks)[number]; at: number },
): Promise<void> {
  await store.insert('sessions', [{ ...row, version: ranks.indexOf(rank) * rankStep + at }])
}

/** All cookies of the session to which the cookie with this hash belongs; empty for an unknown one. */
export const sessionRows = (reader: Store, hash: string): Promise<SessionRow[]> =>
  reader.select(
    SessionRow,
    `SELECT hash, session, person, key_id, issuer, signed_in_at, created_at, used_at, expires_at, replaces, revoked_at
    FROM sessions FINAL WHERE session IN (SELECT session FROM sessions WHERE hash = {hash: String})`,
    { hash },
  )
