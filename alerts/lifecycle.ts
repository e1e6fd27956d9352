import type { Alert, AlertCommand, ChangeName } from './alert.ts'

/** What a look found out about an alert's subject, gates already applied. */
export interface Sight {
  spike: boolean
  /** Above the band still, even if it is no news any more. */
  above: boolean
  blind: boolean
  excess: number
}

export interface Policy {
  /** Back within the band for so long = over. */
  calmMs: number
  /** A spike so soon after the end is the same issue. */
  reopenMs: number
  /** So many times the excess of the last telling is worth another one. */
  worsenedBy: number
  easedBelow: number
}

export const defaultPolicy: Policy = { calmMs: 3_600_000, reopenMs: 24 * 3_600_000, worsenedBy: 2, easedBelow: 0.5 }

export interface Change {
  change: ChangeName
  /** What it alters in the alert, besides number and time. */
  set: Partial<Alert>
  reason: string
}

/** What a look changes in an alert, if anything: pure. Blindness forbids every calming change. */
export function nextChange(
  alert: Alert,
  sight: Sight,
  now: number,
  policy: Policy = defaultPolicy,
): Change | undefined {
  if (alert.status === 'resolved') {
    const recent = alert.resolvedAt !== null && now - alert.resolvedAt <= policy.reopenMs
    // A new spike: it had been calm since, or it is clearly larger than what was resolved.
    const isNew = alert.facts.calmSince !== null || sight.excess >= policy.worsenedBy * alert.facts.toldExcess
    if (!sight.spike || !recent || !isNew) return undefined
    return { change: 'reopened', set: { status: 'open', resolvedAt: null, owner: null }, reason: 'it spikes again' }
  }
  if (alert.status === 'snoozed' && alert.snoozedUntil !== null && now >= alert.snoozedUntil && sight.above) {
    return {
      change: 'reopened',
      set: { status: 'open', snoozedUntil: null },
      reason: 'the snooze is over and it goes on',
    }
  }
  if (!sight.above && !sight.blind && alert.facts.calmSince !== null && now - alert.facts.calmSince >= policy.calmMs) {
    return { change: 'resolved', set: { status: 'resolved', resolvedAt: now }, reason: 'back to usual' }
  }
  // Snoozed is quiet: nothing but its end is told.
  if (alert.status === 'snoozed') return undefined
  const grew = sight.excess >= policy.worsenedBy * alert.facts.toldExcess && sight.excess > alert.facts.mostExcess
  if (sight.spike && grew) {
    return { change: 'worsened', set: {}, reason: 'it grew' }
  }
  if (sight.above && !sight.blind && sight.excess <= policy.easedBelow * alert.facts.toldExcess) {
    return { change: 'eased', set: {}, reason: 'it shrank' }
  }
  return undefined
}

/** Since when the subject is back within its band; blindness is not calm. Of a resolved alert: since when first. */
export function calmSince(alert: Alert, sight: Sight, now: number): number | null {
  if (alert.status === 'resolved' && alert.facts.calmSince !== null) return alert.facts.calmSince
  if (sight.above) return null
  return sight.blind ? alert.facts.calmSince : (alert.facts.calmSince ?? now)
}

/** What a person's command changes: pure. Undefined when there is nothing to change (already so, or already over). */
export function commanded(alert: Alert, command: AlertCommand): Change | undefined {
  const { reason = '', owner = command.by, until, by } = command
  const over = alert.status === 'resolved'
  switch (command.command) {
    case 'acknowledge':
      if (over || alert.status === 'acknowledged') return undefined
      return {
        change: 'acknowledged',
        set: { status: 'acknowledged', snoozedUntil: null, owner: alert.owner ?? by },
        reason,
      }
    case 'assign':
      if (over) return undefined
      return {
        change: 'assigned',
        set: { owner, status: alert.status === 'open' ? 'acknowledged' : alert.status },
        reason,
      }
    case 'snooze':
      if (over || until === undefined) return undefined
      return { change: 'snoozed', set: { status: 'snoozed', snoozedUntil: until }, reason }
    case 'resolve':
      return over
        ? undefined
        : { change: 'resolved', set: { status: 'resolved', resolvedAt: command.at, snoozedUntil: null }, reason }
    case 'verdict':
      return judged(alert, command)
  }
}

/** A verdict may be given at any time, also when it is long over; the last one counts. */
function judged({ verdict: before }: Alert, { verdict, reason = '', by, at }: AlertCommand): Change | undefined {
  const isSame = before?.verdict === verdict && (reason === '' || reason === before?.reason)
  if (verdict === undefined || isSame) return undefined
  return { change: 'judged', set: { verdict: { verdict, reason, by, at } }, reason }
}
