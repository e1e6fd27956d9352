import type { Alert, AlertChange, ChangeName } from '../../alert/alert.ts'
import { clip } from '../../../infra/plain-text.ts'
import { momentOf, spanOf } from '../../../infra/format.ts'

const mostNotes = 3
const minuteMs = 60_000
const ownName = 'groundswell'

/** One sentence for each of the last changes by people, and for escalations; oldest first. */
export function notesOf(changes: readonly AlertChange[]): string[] {
  return changes.flatMap(noteOf).slice(-mostNotes)
}

/** `Not acknowledged for 45 min.` */
export function waitingOf({ facts }: Alert, now: number): string {
  const waitedMs = now - facts.waitingSince
  return waitedMs < minuteMs ? 'Not acknowledged yet.' : `Not acknowledged for ${spanOf(waitedMs)}.`
}

function noteOf({ change, by, reason, alert }: AlertChange): string[] {
  if (change === 'escalated' && alert.escalation)
    return [`Not acknowledged: escalated to ${alert.escalation.to.join(', ')}.`]
  const action = by === ownName ? undefined : actions[change]?.(alert)
  if (action === undefined) return []
  return [reason ? `${by} ${action}: “${clip(reason, 280)}”` : `${by} ${action}.`]
}

const actions: Partial<Record<ChangeName, (alert: Alert) => string>> = {
  acknowledged: () => 'acknowledged it',
  assigned: ({ owner }) => `assigned it to ${owner}`,
  claimed: ({ claim }) => (claim ? `claimed it until ${momentOf(claim.until)}` : 'claimed it'),
  released: () => 'released it',
  snoozed: ({ snoozedUntil }) => `snoozed it until ${snoozedUntil === null ? 'volume rises' : momentOf(snoozedUntil)}`,
  handedOver: ({ departments }) => `handed it over to ${departments[0]}`,
  commented: () => 'commented',
  assessed: ({ impact }) =>
    impact?.status === 'none' ? 'reported no impact' : `marked the impact ${impact?.status ?? 'unknown'}`,
  judged: ({ verdict }) => `rated it ${verdict?.verdict ?? 'unknown'}`,
  resolved: () => 'resolved it',
  reopened: () => 'reopened it',
}
