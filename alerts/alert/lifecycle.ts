import { Type, type Static } from 'typebox'
import type { Alert, ChangeName, Related } from './alert.ts'
import { reassessed } from './impact.ts'

/** The result of an evaluation for the subject of an alert, after the gates. */
export interface Evaluation {
  /** A spike that passes the gates; for a drop alert, a drop. */
  spike: boolean
  /** Above the expected range. */
  above: boolean
  /** Counts are incomplete (a source is down, or storage lags behind). */
  blind: boolean
  excess: number
}

/** When an alert resolves or reopens, and which changes are notified. */
export const LifecycleOptions = Type.Object(
  {
    calmMinutes: Type.Number({
      exclusiveMinimum: 0,
      description:
        'Minutes within the expected range until an alert resolves. A spike opens far above the range, so an alert does not flap at its edge.',
    }),
    reopenHours: Type.Number({
      minimum: 0,
      description: 'A spike within this many hours after an alert resolved reopens it.',
    }),
    worsenedBy: Type.Number({
      exclusiveMinimum: 1,
      description: 'A change is notified when the excess is this many times that of the last notification.',
    }),
    easedBelow: Type.Number({
      minimum: 0,
      exclusiveMaximum: 1,
      description: 'An alert eases when its excess falls to this share of the last notified one.',
    }),
  },
  { additionalProperties: false },
)

export interface Policy {
  calmMs: number
  reopenMs: number
  worsenedBy: number
  easedBelow: number
}

export const toPolicy = ({ calmMinutes, reopenHours, ...ratios }: Static<typeof LifecycleOptions>): Policy => ({
  calmMs: calmMinutes * 60_000,
  reopenMs: reopenHours * 3_600_000,
  ...ratios,
})

export const lifecycleDefaults = { calmMinutes: 60, reopenHours: 24, worsenedBy: 2, easedBelow: 0.5 }
export const defaultPolicy = toPolicy(lifecycleDefaults)

/** Notifies people or receivers (`to`, by name) when nobody has acknowledged an alert for `afterMs`. */
export interface EscalationStep {
  afterMs: number
  to: string[]
}

export interface Change {
  change: ChangeName
  /** The fields that it sets, besides number and time. */
  set: Partial<Alert>
  reason: string
  /** With a merge or a split. */
  related?: Related
}

/** The change that an evaluation makes to an alert, if any. Pure. While counts are incomplete (`blind`), no alert resolves or eases. */
export function nextChange(
  alert: Alert,
  evaluation: Evaluation,
  now: number,
  policy: Policy = defaultPolicy,
): Change | undefined {
  if (alert.status === 'resolved') return reopening(alert, evaluation, { now, policy })
  if (alert.status === 'snoozed' && evaluation.above) {
    const reason = endOfSnooze(alert, evaluation, now)
    const set = { status: statusAfterSnooze(alert), snoozedUntil: null, snoozedWorse: null, escalation: null }
    if (reason !== undefined) return { change: 'reopened', set, reason }
  }
  if (
    !evaluation.above &&
    !evaluation.blind &&
    alert.facts.calmSince !== null &&
    now - alert.facts.calmSince >= policy.calmMs
  ) {
    const set = { status: 'resolved' as const, resolvedAt: now, snoozedUntil: null, snoozedWorse: null, claim: null }
    return { change: 'resolved', set, reason: 'back within the expected range' }
  }
  // A snoozed alert changes only when its snooze ends.
  if (alert.status === 'snoozed') return undefined
  const grew =
    evaluation.excess >= policy.worsenedBy * alert.facts.notifiedExcess && evaluation.excess > alert.facts.peakExcess
  if (evaluation.spike && grew) {
    return { change: 'worsened', set: {}, reason: 'volume rose' }
  }
  if (evaluation.above && !evaluation.blind && evaluation.excess <= policy.easedBelow * alert.facts.notifiedExcess) {
    return { change: 'eased', set: {}, reason: 'volume fell' }
  }
  return undefined
}

/** A new spike reopens a resolved alert if it was calm in between, or if the excess is `worsenedBy` times the last notified one. */
function reopening(
  alert: Alert,
  evaluation: Evaluation,
  { now, policy }: { now: number; policy: Policy },
): Change | undefined {
  const recent = alert.resolvedAt !== null && now - alert.resolvedAt <= policy.reopenMs
  const isNew = alert.facts.calmSince !== null || evaluation.excess >= policy.worsenedBy * alert.facts.notifiedExcess
  if (!evaluation.spike || !recent || !isNew) return undefined
  return { change: 'reopened', set: reopenedFields(alert, now), reason: 'a new spike' }
}

/** An alert keeps its owner through a snooze. */
export const statusAfterSnooze = ({ owner }: Alert): Alert['status'] => (owner === null ? 'open' : 'acknowledged')

/** Fields that reopening sets: no owner, and the impact has to be assessed again. */
export function reopenedFields({ impact }: Alert, now: number): Partial<Alert> {
  return {
    status: 'open',
    resolvedAt: null,
    reopenedAt: now,
    mergedInto: null,
    owner: null,
    escalation: null,
    impact: impact && reassessed(impact, now),
  }
}

/** Releases an expired claim; the alert waits for an owner again. Pure. */
export function lapsedClaim({ claim, owner, status }: Alert, now: number): Change | undefined {
  if (!claim || claim.until > now || status === 'resolved') return undefined
  const waits: Partial<Alert> =
    owner === claim.by && status === 'acknowledged' ? { status: 'open', owner: null, escalation: null } : {}
  return { change: 'released', set: { claim: null, ...waits }, reason: 'the claim ended' }
}

function endOfSnooze({ snoozedUntil, snoozedWorse }: Alert, { excess }: Evaluation, now: number): string | undefined {
  if (snoozedUntil !== null && now >= snoozedUntil) return 'the snooze ended and it is still active'
  if (snoozedWorse && excess > snoozedWorse.excess * (1 + snoozedWorse.percent / 100))
    return `volume rose by more than ${snoozedWorse.percent} % since the snooze`
  return undefined
}

/** The next escalation step of an alert that nobody has acknowledged. One step per call, each once. Pure. */
export function escalation(alert: Alert, steps: readonly EscalationStep[], now: number): Change | undefined {
  const done = alert.escalation?.step ?? 0
  const next = steps[done]
  if (alert.status !== 'open' || !next || now - alert.facts.waitingSince < next.afterMs) return undefined
  // After hours of downtime the steps follow one after the other, not all at once.
  const apartMs = next.afterMs - (steps[done - 1]?.afterMs ?? 0)
  if (alert.escalation && now - alert.escalation.at < apartMs) return undefined
  const minutes = Math.round((now - alert.facts.waitingSince) / 60_000)
  const set = { escalation: { step: done + 1, at: now, to: next.to } }
  return { change: 'escalated', set, reason: `not acknowledged for ${minutes} minutes` }
}

/**
 * Since when the subject has been within its expected range (epoch ms); null if it is not. Blind time does not count. A resolved alert
 * keeps the first such time.
 */
export function calmSince(alert: Alert, evaluation: Evaluation, now: number): number | null {
  if (alert.status === 'resolved' && alert.facts.calmSince !== null) return alert.facts.calmSince
  if (evaluation.above) return null
  return evaluation.blind ? alert.facts.calmSince : (alert.facts.calmSince ?? now)
}
