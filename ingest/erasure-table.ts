import { Type } from 'typebox'
import type { Store } from '../infra/store/store.ts'

/** What an erasure found in a place, and what is left of it. */
export interface ErasedPlace {
  place: string
  found: number
  remaining: number
}

/** A round of an erasure. */
export interface ErasureRecord {
  id: string
  by: string
  /** `removed`: quotes of mentions that were removed at their source, or whose retention is over. */
  kind: 'author' | 'mention' | 'match' | 'removed'
  mentions: number
  places: readonly ErasedPlace[]
  finished: boolean
  /** Epoch ms. */
  erasedAt: number
}

export async function saveErasure(store: Store, { places, ...record }: ErasureRecord): Promise<void> {
  const held = places.filter(({ found, remaining }) => found + remaining > 0)
  await store.insert('erasures', [
    {
      ...record,
      places: held.map(({ place }) => place),
      found: held.map(({ found }) => found),
      remaining: held.map(({ remaining }) => remaining),
    },
  ])
}

async function erasureRounds(store: Store): Promise<number> {
  const [row] = await store.select(Type.Object({ rounds: Type.Integer() }), 'SELECT count() AS rounds FROM erasures')
  return row?.rounds ?? 0
}

/**
 * For a process that keeps texts in memory. The returned function calls `forget` if there was a round of an erasure since the last call; when
 * `forget` rejects, so does the call, and the next one tries again. Calls follow one another.
 */
export async function watchErasures(store: Store): Promise<(forget: () => Promise<void>) => Promise<void>> {
  let seen = await erasureRounds(store)
  let queue: Promise<void> = Promise.resolve()
  const look = async (forget: () => Promise<void>): Promise<void> => {
    const rounds = await erasureRounds(store)
    if (rounds === seen) return
    await forget()
    seen = rounds
  }
  return (forget) => {
    const before = queue.catch(() => {})
    queue = before.then(() => look(forget))
    return queue
  }
}
