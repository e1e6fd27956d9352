import { removedAmong } from '../../enrich/mentions/removed-among.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Alert } from './alert.ts'

/** The alerts with text, author and url of removed mentions blanked. */
export async function withoutRemoved(store: Store, alerts: readonly Alert[]): Promise<Alert[]> {
  const quotes = alerts.flatMap(({ evidence }) => evidence)
  if (quotes.length === 0) return [...alerts]
  const removed = await removedAmong(store, quotes)
  return alerts.map((alert) => ({
    ...alert,
    evidence: alert.evidence.map((quote) =>
      removed.has(quote.mentionId) ? { ...quote, text: '', author: '', url: '' } : quote,
    ),
  }))
}
