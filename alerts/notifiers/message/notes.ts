import type { Alert, AlertChange, ChangeName } from '../../alert/alert.ts'
import { wordOf } from '../../alert/sentence.ts'
import { clip } from '../../../infra/plain-text.ts'
import { momentOf, spanOf } from '../../../infra/format.ts'

const mostNotes = 3
const minuteMs = 60_000
const ownName = 'groundswell'

/** One sentence for each of the last changes by people, for escalations and for steps of the severity; oldest first. */
export function notesOf(changes: readonly AlertChange[], timeZone?: string): string[] {
  return changes.flatMap((change) => noteOf(change, timeZone)).slice(-mostNotes)
}

/** `Not acknowledged for 45 min.` */
export function waitingOf({ facts }: Alert, now: number): string {
  const waitedMs = now - facts.waitingSince
  return waitedMs < minuteMs ? 'Not acknowledged yet.' : `Not acknowledged for ${spanOf(waitedMs)}.`
}

function noteOf({ change, by, reason, alert, related }: AlertChange, timeZone?: string): string[] {
  if (change === 'escalated' && alert.escalation)
    return [`Not acknowledged: escalated to ${alert.escalation.to.join(', ')}.`]
  if (change === 'raised' || change === 'lowered') return [`${wordOf(change)} ${reason}.`]
  const action = by === ownName ? undefined : actions[change]?.(alert, related?.name, timeZone)
  if (action === undefined) return []
  return [reason ? `${by} ${action}: “${clip(reason, 280)}”` : `${by} ${action}.`]
}

/** `other`: what else a merge or split is about, by name. */
const actions: Partial<Record<ChangeName, (alert: Alert, other?: string, timeZone?: string) => string>> = {
  acknowledged: () => 'acknowledged it',
  assigned: ({ owner }) => `assigned it to ${owner}`,
  claimed: ({ claim }, _, timeZone) => (claim ? `claimed it until ${momentOf(claim.until, timeZone)}` : 'claimed it'),
  released: () => 'released it',
  snoozed: ({ snoozedUntil }, _, timeZone) =>
    `snoozed it until ${snoozedUntil === null ? 'volume rises' : momentOf(snoozedUntil, timeZone)}`,
  handedOver: ({ departments }) => `handed it over to ${departments[0]}`,
  commented: () => 'commented',
  assessed: ({ impact }) =>
    impact?.status === 'none' ? 'reported no impact' : `marked the impact ${impact?.status ?? 'unknown'}`,
  judged: ({ verdict }) => `rated it ${verdict?.verdict ?? 'unknown'}`,
  resolved: (_, other) => (other === undefined ? 'resolved it' : `merged it into ${other}`),
  reopened: () => 'reopened it',
  joined: (_, other) => `merged ${other} into it`,
  split: (_, other) => `split it from ${other}`,
}
