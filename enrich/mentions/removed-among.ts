import { Type } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'

/** The ids of those of the mentions that were removed. `createdAt` (epoch ms) is that of the stored mention. */
export async function removedAmong(
  store: Store,
  mentions: readonly { mentionId: string; createdAt: number }[],
): Promise<Set<string>> {
  const times = mentions.map(({ createdAt }) => createdAt)
  // Without FINAL: a removed mention never returns.
  const rows = await selectIn(
    store,
    Type.Object({ id: Type.String() }),
    `SELECT DISTINCT id FROM mentions
     WHERE created_at >= {fromAt: DateTime64(3)} AND created_at <= {toAt: DateTime64(3)} AND id IN {ids: Array(String)} AND removed_at IS NOT NULL`,
    {
      name: 'ids',
      list: mentions.map(({ mentionId }) => mentionId),
      fromAt: Math.min(...times),
      toAt: Math.max(...times),
    },
  )
  return new Set(rows.map(({ id }) => id))
}
