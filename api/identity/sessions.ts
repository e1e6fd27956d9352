import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import { openLastUse } from './last-use.ts'
import { hashOf, saveSession, sessionRows, type SessionRow } from './session-table.ts'

/** How long sessions are read from memory: a sign-out takes effect within two seconds, in every process. */
const cachedMs = 2_000
const mostCached = 10_000
const tokenBytes = 32
/** After an hour of use a session gets a new cookie. */
const rotateAfterMs = 3_600_000
/** A cookie is accepted this long after the browser has shown that it has the next one: requests may be on their way. */
const graceMs = 60_000
/** How long to wait before the next new cookie, if the browser never shows the last one. */
const rotateAgainMs = 60_000

export interface SessionLimits {
  /** Without a request for this long, a session ends. */
  idleMs: number
  /** A session ends this long after the sign-in. */
  longestMs: number
}

export const sessionDefaults: SessionLimits = { idleMs: 8 * 3_600_000, longestMs: 7 * 86_400_000 }

/** A cookie to set. */
interface NewCookie {
  token: string
  /** Epoch ms. */
  expiresAt: number
}

/** Sessions of browsers (OWASP ASVS 5.0, chapter 7: random, rotated, with an idle and an absolute limit, revocable). */
export interface Sessions {
  /** Starts a session of a person who has just proved who they are. */
  start(by: Pick<SessionRow, 'person' | 'keyId' | 'issuer'>): Promise<NewCookie>
  /** The session of a cookie; undefined if it is unknown, idle for too long, expired or revoked. */
  find(token: string): Promise<SessionRow | undefined>
  /** Whether a session that was found goes on, perhaps under another cookie. Does not count as a use. */
  goesOn(row: SessionRow): Promise<boolean>
  /** Notes a use. Resolves to the next cookie when it is time for one. */
  use(row: SessionRow): Promise<NewCookie | undefined>
  /** Ends the session with all its cookies. */
  end(row: SessionRow): Promise<void>
}

interface SessionDeps {
  reader: Store
  store: Store
  /** Real time, epoch ms. */
  clock: Clock
  logger: Logger
  limits: SessionLimits
}

export function openSessions({ reader, store, clock, logger, limits }: SessionDeps): Sessions {
  const read = openCache(reader)
  const rotatedAt = new Map<string, number>()
  const noteUse = openLastUse({ clock, logger })
  const isAlive = (rows: readonly SessionRow[]) =>
    rows.every(({ revokedAt }) => revokedAt === undefined) &&
    rows.some(({ usedAt }) => usedAt + limits.idleMs > clock())

  const create = async (row: Omit<SessionRow, 'hash' | 'createdAt' | 'usedAt'>): Promise<NewCookie> => {
    const [token, at] = [randomBytes(tokenBytes).toString('base64url'), clock()]
    await saveSession(store, { ...row, hash: hashOf(token), createdAt: at, usedAt: at }, { rank: 'live', at })
    return { token, expiresAt: row.expiresAt }
  }

  /** Shortens the life of the cookie before this one, now that the browser has shown that it has this one. */
  const retireOlder = async ({ hash, replaces }: SessionRow): Promise<void> => {
    const [older, at] = [(await read(hash)).find((row) => row.hash === replaces), clock()]
    if (!older || older.expiresAt <= at + graceMs) return
    await saveSession(store, { ...older, expiresAt: at + graceMs }, { rank: 'replaced', at })
    read.forget()
  }

  return {
    start(by) {
      const at = clock()
      return create({ ...by, session: randomUUID(), signedInAt: at, expiresAt: at + limits.longestMs, replaces: '' })
    },
    async find(token) {
      const hash = hashOf(token)
      const rows = await read(hash)
      const row = rows.find((each) => each.hash === hash)
      return row && row.expiresAt > clock() && isAlive(rows) ? row : undefined
    },
    goesOn: async (row) => row.signedInAt + limits.longestMs > clock() && isAlive(await read(row.hash)),
    async use(row) {
      noteUse(row.hash, (at) => saveSession(store, { ...row, usedAt: at }, { rank: 'live', at }))
      if (row.replaces !== '') await retireOlder(row)
      const at = clock()
      const isDue = at - row.createdAt > rotateAfterMs && at - (rotatedAt.get(row.hash) ?? 0) > rotateAgainMs
      if (!isDue || row.expiresAt <= at + graceMs) return undefined
      if (rotatedAt.size >= mostCached) rotatedAt.clear()
      rotatedAt.set(row.hash, at)
      return create({ ...row, replaces: row.hash })
    },
    async end(row) {
      const at = clock()
      await saveSession(store, { ...row, revokedAt: at }, { rank: 'revoked', at })
      read.forget()
    },
  }
}

type Read = ((hash: string) => Promise<SessionRow[]>) & { forget(): void }

/** Reads the cookies of a session, from memory for two seconds. Unknown ones are asked for again: another process may have made them. */
function openCache(reader: Store): Read {
  const cached = new Map<string, { rows: SessionRow[]; readAt: number }>()
  const read = async (hash: string) => {
    const known = cached.get(hash)
    if (known && performance.now() - known.readAt <= cachedMs) return known.rows
    const rows = await sessionRows(reader, hash)
    if (cached.size >= mostCached) cached.clear()
    if (rows.length > 0) cached.set(hash, { rows, readAt: performance.now() })
    else cached.delete(hash)
    return rows
  }
  return Object.assign(read, { forget: () => cached.clear() })
}
