import type { Alert, AlertChange, ChangeName } from '../../alert/alert.ts'
import { clip } from '../../../infra/plain-text.ts'
import { lastingOf, momentOf } from './words.ts'

const mostNotes = 3
const ourselves = 'groundswell'

/** What people did and said since the receiver was last told, one sentence each, oldest first; and whom Groundswell called. */
export function notesOf(changes: readonly AlertChange[]): string[] {
  return changes.flatMap(noteOf).slice(-mostNotes)
}

/** `Nobody has taken it for 45 minutes.` */
export function waitingOf({ facts }: Alert, now: number): string {
  const lasting = lastingOf(now - facts.waitingSince)
  return lasting ? `Nobody has taken it for ${lasting}.` : 'Nobody has taken it yet.'
}

function noteOf({ change, by, reason, alert }: AlertChange): string[] {
  if (change === 'escalated' && alert.escalation)
    return [`Nobody took it, so ${alert.escalation.to.join(', ')} was called.`]
  const deed = by === ourselves ? undefined : handlers[change]?.(alert)
  if (deed === undefined) return []
  return [reason ? `${by} ${deed}: “${clip(reason, 280)}”` : `${by} ${deed}.`]
}

const handlers: Partial<Record<ChangeName, (alert: Alert) => string>> = {
  acknowledged: () => 'took it',
  assigned: ({ owner }) => `gave it to ${owner}`,
  claimed: ({ claim }) => (claim ? `claimed it until ${momentOf(claim.until)}` : 'claimed it'),
  released: () => 'gave it back',
  snoozed: ({ snoozedUntil }) =>
    snoozedUntil === null ? 'put it off until it is worse' : `put it off until ${momentOf(snoozedUntil)}`,
  handedOver: ({ departments }) => `handed it over to ${departments[0]}`,
  commented: () => 'says',
  assessed: ({ impact }) => `calls the impact ${impact?.status ?? 'unknown'}`,
  judged: ({ verdict }) => `calls it ${verdict?.verdict ?? 'nothing'}`,
  resolved: () => 'closed it',
  reopened: () => 'opened it again',
}
