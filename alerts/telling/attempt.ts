import { NotTaken, type Notice, type Notifier } from '../notifier.ts'
import type { DeliveryRow } from './delivery-table.ts'

/** Standard Webhooks' retry schedule; its last interval goes on until what was filed is a day and a half old, then it is given up and said so. */
const retryAfterMs = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400].map((seconds) => seconds * 1000)
const giveUpAfterMs = retryAfterMs.reduce((sum, ms) => sum + ms, 0)
const jitter = 0.1

/** What came of telling once: the references of messages by alert id, or why not. */
export type Outcome = { taken: true; references: ReadonlyMap<string, string> } | { taken: false; error: NotTaken }

export async function attempt(notifier: Notifier | undefined, notice: Notice): Promise<Outcome> {
  try {
    if (!notifier) throw new NotTaken('no longer in the configuration', { forGood: true })
    return { taken: true, references: (await notifier.notify(notice)) ?? new Map() }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { taken: false, error: error instanceof NotTaken ? error : new NotTaken(reason) }
  }
}

/** A row as it stands after an attempt: pure, but for the jitter that is handed in (0…1). */
export function after(
  row: DeliveryRow,
  outcome: Outcome,
  { now, random }: { now: number; random: number },
): DeliveryRow {
  const next = { ...row, attempt: row.attempt + 1, version: row.version + 1 }
  if (outcome.taken)
    // What was told stands in the alert's history; here it need not be kept a second time.
    return {
      ...next,
      state: 'told',
      reason: '',
      toldAt: now,
      reference: outcome.references.get(row.alertId) ?? '',
      change: '',
    }
  const { message: reason, notBefore = 0, forGood } = outcome.error
  if (forGood || now - row.filedAt >= giveUpAfterMs) return { ...next, state: 'given up', reason }
  const afterMs = retryAfterMs[Math.min(row.attempt, retryAfterMs.length - 1)]!
  const dueAt = Math.round(now + afterMs * (1 + jitter * (2 * random - 1)))
  return { ...next, dueAt: Math.max(dueAt, notBefore), reason }
}
