import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import type { Mention } from '../mention/mention.ts'

/** Keeps erased people and mentions from coming back with a later poll, webhook or import. */
export interface Suppressions {
  /**
   * The mentions that were not erased and are not by an erased author. The list is at most `suppressionsFreshMs` old; while the store is out
   * of reach, it is the last one known. Never rejects.
   */
  withoutErased(mentions: readonly Mention[]): Promise<Mention[]>
}

/** For tests and tools that have no list. */
export const noSuppressions: Suppressions = { withoutErased: async (mentions) => [...mentions] }

const refreshMs = 1_000
/** After so long every process knows a new entry of the list: nothing is checked against an older one. */
export const suppressionsFreshMs = 2 * refreshMs
const firstLoadMs = 1_500
/** Rows become visible a moment after their time, and clocks differ. */
const overlapMs = 60_000

type Kind = 'author' | 'mention'

/** A keyed hash: without the secret nobody can tell who was erased. */
const hashOf = (secret: Buffer, kind: Kind, id: string): string =>
  createHmac('sha256', secret).update(`erased ${kind}\u0001${id}`).digest('hex')

/** Adds authors (by key) and mentions (by id) to the list. `at` in epoch ms. */
export async function suppress(
  store: Store,
  secret: Buffer,
  { authorKeys, ids, at }: { authorKeys: Iterable<string>; ids: Iterable<string>; at: number },
): Promise<void> {
  const rows = (kind: Kind, values: Iterable<string>) =>
    Array.from(values, (id) => ({ hash: hashOf(secret, kind, id), kind, addedAt: at }))
  await store.insert('suppressions', [...rows('author', authorKeys), ...rows('mention', ids)])
}

const Size = Type.Object({ n: Type.Integer() })
async function sizeOf(store: Store): Promise<number> {
  const [row] = await store.select(Size, 'SELECT uniqExact(hash) AS n FROM suppressions')
  return row!.n
}

/** The list of the store, in memory. It is read again in the background. */
export function openSuppressions(store: Store, secret: Buffer): Suppressions {
  const hashes = new Set<string>()
  let newestAt = 0
  let startedAt = -Infinity
  /** When the load of the list that is known was started. */
  let knownSince = -Infinity
  let loading: Promise<void> | undefined

  const read = async (sinceAt: number) => {
    const rows = await store.select(
      Type.Object({ hash: Type.String(), addedAt: Type.Integer() }),
      'SELECT hash, added_at FROM suppressions WHERE added_at >= {sinceAt: DateTime64(3)}',
      { sinceAt },
    )
    for (const { hash, addedAt } of rows) {
      hashes.add(hash)
      newestAt = Math.max(newestAt, addedAt)
    }
  }
  const load = async (since: number) => {
    await read(Math.max(0, newestAt - overlapMs))
    // An entry may be older than the newest: of a clock that was set back, or of another machine.
    if (hashes.size < (await sizeOf(store))) await read(0)
    knownSince = since
  }

  const refresh = async (): Promise<void> => {
    const now = performance.now()
    if (!loading && now - startedAt >= refreshMs) {
      startedAt = now
      loading = load(now)
        .catch(() => {})
        .finally(() => (loading = undefined))
    }
    // A busy store takes a while to answer. Nobody waits for it before the list is too old.
    if (now - knownSince < suppressionsFreshMs) return
    // A store that is out of reach must not hold webhooks back: enrich looks again before it stores.
    const mostMs = knownSince === -Infinity ? firstLoadMs : refreshMs
    await Promise.race([loading, pause(mostMs, undefined, { ref: false })])
  }

  const isErased = ({ id, author }: Mention) =>
    hashes.has(hashOf(secret, 'mention', id)) ||
    (author !== undefined && hashes.has(hashOf(secret, 'author', author.key)))

  return {
    async withoutErased(mentions) {
      await refresh()
      return hashes.size === 0 ? [...mentions] : mentions.filter((mention) => !isErased(mention))
    },
  }
}
