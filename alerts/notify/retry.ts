import { DeliveryFailed, type Notification, type Notifier } from './notifier.ts'
import type { Delivery } from './delivery-table.ts'

/** Standard Webhooks' retry schedule; its last interval goes on until the first try is 31 hours and 35 minutes ago, then it is given up and said so. */
const retryAfterMs = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400].map((seconds) => seconds * 1000)
const giveUpAfterMs = retryAfterMs.reduce((sum, ms) => sum + ms, 0)
const jitter = 0.1

/** What came of telling once: the references of messages by alert id, or why not. */
export type Outcome = { taken: true; references: ReadonlyMap<string, string> } | { taken: false; error: DeliveryFailed }

export async function attempt(notifier: Notifier | undefined, notification: Notification): Promise<Outcome> {
  try {
    if (!notifier) throw new DeliveryFailed('no longer in the configuration', { permanent: true })
    return { taken: true, references: (await notifier.notify(notification)) ?? new Map() }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { taken: false, error: error instanceof DeliveryFailed ? error : new DeliveryFailed(reason) }
  }
}

/**
 * A delivery as it stands after an attempt: pure, but for the jitter that is handed in (0…1). What was told in one message gets the same,
 * so that it is told in one message again.
 */
export function after<T extends Delivery>(
  delivery: T,
  outcome: Outcome,
  { now, random }: { now: number; random: number },
): T {
  const firstAttemptAt = delivery.firstAttemptAt || now
  const next = { ...delivery, firstAttemptAt, attempt: delivery.attempt + 1, version: delivery.version + 1 }
  if (outcome.taken)
    return { ...next, state: 'sent', reason: '', sentAt: now, reference: outcome.references.get(next.alertId) ?? '' }
  const { message: reason, retryAt = 0, permanent } = outcome.error
  if (permanent || now - firstAttemptAt >= giveUpAfterMs) return { ...next, state: 'failed', reason }
  const afterMs = retryAfterMs[Math.min(delivery.attempt, retryAfterMs.length - 1)]!
  const dueAt = Math.round(now + afterMs * (1 + jitter * (2 * random - 1)))
  return { ...next, dueAt: Math.max(dueAt, retryAt), reason }
}
