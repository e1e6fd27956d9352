import type { Static, TObject } from 'typebox'
import type { attemptFields } from './delivery-table.ts'
import { DeliveryFailed, type Notification, type Notifier } from './notifier.ts'

/**
 * The retry schedule of Standard Webhooks (standardwebhooks.com, "Retries"). Its last interval repeats until the first attempt is 31
 * hours and 35 minutes ago; then the delivery has failed.
 */
const retryAfterMs = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400].map((seconds) => seconds * 1000)
const failAfterMs = retryAfterMs.reduce((sum, ms) => sum + ms, 0)
const jitter = 0.1

/** The result of one attempt: the references of messages by alert id, or the error. */
export type Outcome = { sent: true; references: ReadonlyMap<string, string> } | { sent: false; error: DeliveryFailed }

/** Sends once. Never rejects. @param notifier absent: the receiver is no longer in the configuration, which is permanent. */
export async function attempt(notifier: Notifier | undefined, notification: Notification): Promise<Outcome> {
  try {
    if (!notifier) throw new DeliveryFailed('no longer in the configuration', { permanent: true })
    return { sent: true, references: (await notifier.notify(notification)) ?? new Map() }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { sent: false, error: error instanceof DeliveryFailed ? error : new DeliveryFailed(reason) }
  }
}

type Attempted = Static<TObject<typeof attemptFields>>

/**
 * The delivery after an attempt. `now` in epoch ms; `random` (0…1) sets the jitter: pass the same value for all deliveries of a message,
 * so that they are retried together. Pure.
 */
export function afterAttempt<T extends Attempted>(
  delivery: T,
  outcome: Outcome,
  { now, random }: { now: number; random: number },
): T {
  const firstAttemptAt = delivery.firstAttemptAt || now
  const next = { ...delivery, firstAttemptAt, attempt: delivery.attempt + 1, version: delivery.version + 1 }
  if (outcome.sent) return { ...next, state: 'sent', reason: '', sentAt: now }
  const { message: reason, retryAt = 0, permanent } = outcome.error
  if (permanent || now - firstAttemptAt >= failAfterMs) return { ...next, state: 'failed', reason }
  const afterMs = retryAfterMs[Math.min(delivery.attempt, retryAfterMs.length - 1)]!
  const dueAt = Math.round(now + afterMs * (1 + jitter * (2 * random - 1)))
  return { ...next, dueAt: Math.max(dueAt, retryAt), reason }
}
