import { Type } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Alert } from './alert.ts'

/** The alerts with text, author and url of removed mentions blanked. */
export async function withoutRemoved(store: Store, alerts: readonly Alert[]): Promise<Alert[]> {
  const quotes = alerts.flatMap(({ evidence }) => evidence)
  if (quotes.length === 0) return [...alerts]
  const times = quotes.map(({ createdAt }) => createdAt)
  // Without FINAL: a removed mention never returns.
  const rows = await selectIn(
    store,
    Type.Object({ id: Type.String() }),
    `SELECT DISTINCT id FROM mentions
     WHERE created_at >= {fromAt: DateTime64(3)} AND created_at <= {toAt: DateTime64(3)} AND id IN {ids: Array(String)} AND removed_at IS NOT NULL`,
    {
      name: 'ids',
      list: new Set(quotes.map(({ mentionId }) => mentionId)),
      fromAt: Math.min(...times),
      toAt: Math.max(...times),
    },
  )
  const removed = new Set(rows.map(({ id }) => id))
  return alerts.map((alert) => ({
    ...alert,
    evidence: alert.evidence.map((quote) =>
      removed.has(quote.mentionId) ? { ...quote, text: '', author: '', url: '' } : quote,
    ),
  }))
}
