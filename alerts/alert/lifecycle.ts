import { Type, type Static } from 'typebox'
import type { Alert, ChangeName } from './alert.ts'
import { inQuestionAgain } from './impact.ts'

/** What a look found out about an alert's subject, gates already applied. */
export interface Evaluation {
  spike: boolean
  /** Above the band still, even if it is no news any more. */
  above: boolean
  blind: boolean
  excess: number
}

/** When an alert is over, is the same again, and is worth telling again. */
export const LifecycleOptions = Type.Object(
  {
    /** Back within the band for so long = over. A spike opens far above the band, so an alert does not flap at its edge. */
    calmMinutes: Type.Number({ exclusiveMinimum: 0 }),
    /** A spike so soon after the end is the same issue. */
    reopenHours: Type.Number({ minimum: 0 }),
    /** So many times the excess of the last telling is worth another one. */
    worsenedBy: Type.Number({ exclusiveMinimum: 1 }),
    easedBelow: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
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

/** So long after it began to wait, the next ones up are called, by name of person or receiver. */
export interface EscalationStep {
  afterMs: number
  to: string[]
}

export interface Change {
  change: ChangeName
  /** What it alters in the alert, besides number and time. */
  set: Partial<Alert>
  reason: string
}

/** What a look changes in an alert, if anything: pure. Blindness forbids every calming change. */
export function nextChange(
  alert: Alert,
  evaluation: Evaluation,
  now: number,
  policy: Policy = defaultPolicy,
): Change | undefined {
  if (alert.status === 'resolved') return again(alert, evaluation, { now, policy })
  if (alert.status === 'snoozed' && evaluation.above) {
    const reason = endOfSnooze(alert, evaluation, now)
    const set = { status: awake(alert), snoozedUntil: null, snoozedWorse: null, escalation: null }
    if (reason !== undefined) return { change: 'reopened', set, reason }
  }
  if (
    !evaluation.above &&
    !evaluation.blind &&
    alert.facts.calmSince !== null &&
    now - alert.facts.calmSince >= policy.calmMs
  ) {
    const set = { status: 'resolved' as const, resolvedAt: now, snoozedUntil: null, snoozedWorse: null, claim: null }
    return { change: 'resolved', set, reason: 'back to usual' }
  }
  // Snoozed is quiet: nothing but its end is told.
  if (alert.status === 'snoozed') return undefined
  const grew =
    evaluation.excess >= policy.worsenedBy * alert.facts.notifiedExcess && evaluation.excess > alert.facts.peakExcess
  if (evaluation.spike && grew) {
    return { change: 'worsened', set: {}, reason: 'it grew' }
  }
  if (evaluation.above && !evaluation.blind && evaluation.excess <= policy.easedBelow * alert.facts.notifiedExcess) {
    return { change: 'eased', set: {}, reason: 'it shrank' }
  }
  return undefined
}

/** The same issue again: it had been calm since, or it is clearly larger than what was resolved. */
function again(
  alert: Alert,
  evaluation: Evaluation,
  { now, policy }: { now: number; policy: Policy },
): Change | undefined {
  const recent = alert.resolvedAt !== null && now - alert.resolvedAt <= policy.reopenMs
  const isNew = alert.facts.calmSince !== null || evaluation.excess >= policy.worsenedBy * alert.facts.notifiedExcess
  if (!evaluation.spike || !recent || !isNew) return undefined
  return { change: 'reopened', set: openedAgain(alert, now), reason: 'it spikes again' }
}

/** Who had it when it was snoozed has it still. */
const awake = ({ owner }: Alert): Alert['status'] => (owner === null ? 'open' : 'acknowledged')

/** What an alert that was over begins anew with: nobody has it, and what hangs on it is in question again. */
export function openedAgain({ impact }: Alert, now: number): Partial<Alert> {
  return {
    status: 'open',
    resolvedAt: null,
    owner: null,
    escalation: null,
    impact: impact && inQuestionAgain(impact, now),
  }
}

/** A claim that is over and that nobody gave back: the alert waits for somebody again. Pure. */
export function lapsedClaim({ claim, owner, status }: Alert, now: number): Change | undefined {
  if (!claim || claim.until > now || status === 'resolved') return undefined
  const waits: Partial<Alert> =
    owner === claim.by && status === 'acknowledged' ? { status: 'open', owner: null, escalation: null } : {}
  return { change: 'released', set: { claim: null, ...waits }, reason: 'the claim is over' }
}

function endOfSnooze({ snoozedUntil, snoozedWorse }: Alert, { excess }: Evaluation, now: number): string | undefined {
  if (snoozedUntil !== null && now >= snoozedUntil) return 'the snooze is over and it goes on'
  if (snoozedWorse && excess > snoozedWorse.excess * (1 + snoozedWorse.percent / 100))
    return `it is more than ${snoozedWorse.percent} % worse than when it was snoozed`
  return undefined
}

/** Who is called next because nobody took it: pure. One step at a time, each once. */
export function escalation(alert: Alert, steps: readonly EscalationStep[], now: number): Change | undefined {
  const done = alert.escalation?.step ?? 0
  const next = steps[done]
  if (alert.status !== 'open' || !next || now - alert.facts.waitingSince < next.afterMs) return undefined
  // After hours down the ladder is climbed step by step, not at once.
  const apartMs = next.afterMs - (steps[done - 1]?.afterMs ?? 0)
  if (alert.escalation && now - alert.escalation.at < apartMs) return undefined
  const minutes = Math.round((now - alert.facts.waitingSince) / 60_000)
  const set = { escalation: { step: done + 1, at: now, to: next.to } }
  return { change: 'escalated', set, reason: `nobody took it for ${minutes} minutes` }
}

/** Since when the subject is back within its band; blindness is not calm. Of a resolved alert: since when first. */
export function calmSince(alert: Alert, evaluation: Evaluation, now: number): number | null {
  if (alert.status === 'resolved' && alert.facts.calmSince !== null) return alert.facts.calmSince
  if (evaluation.above) return null
  return evaluation.blind ? alert.facts.calmSince : (alert.facts.calmSince ?? now)
}
