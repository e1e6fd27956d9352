import type { Alert, ChangeName } from '../alert/alert.ts'
import { isPersonalRequest } from './direct.ts'
import type { Mute, MuteOf } from './mute.ts'
import type { NotificationState } from './notification-log.ts'
import { updateKey, type Pending } from './pending.ts'

/** Why a due delivery is held or dropped, in the order of `gates`. Also values of a metric label. */
export type GateReason =
  | 'maintenance'
  | 'silence'
  | 'dismissal'
  | 'inhibition'
  | 'resolved_before_sent'
  | 'opening_not_sent'
  | 'quiet_hours'

/** The configuration at the time of the gate. */
export interface Rules {
  /** Epoch ms. */
  now: number
  mute: MuteOf
  /** When the quiet hours of the receiver end for this severity, epoch ms; at or before `now` = none now. */
  quietUntil(delivery: Pick<Pending, 'receiver' | 'person'>, severity: Alert['severity']): number
  /** When to check a muted delivery again, epoch ms. */
  nextCheckAt(delivery: Pending): number
  /** The changes that a receiver is notified of. */
  notifyOn(receiver: string): readonly ChangeName[]
}

/** `until`: held until then (epoch ms), then checked again. Absent: dropped. */
interface Verdict {
  text: string
  until?: number
}

interface Case {
  delivery: Pending
  /** The current state. */
  alert: Alert
  state: GateState
  rules: Rules
}

type GateState = Pick<NotificationState, 'pending' | 'active' | 'sent'>

interface Gate {
  reason: GateReason
  /** Undefined lets the delivery through to the next gate. */
  check(delivery: Case): Verdict | undefined
}

/** The gates in order, as in Alertmanager's pipeline: the first verdict decides. */
export const gates: readonly Gate[] = [
  { reason: 'maintenance', check: (each) => muted(each, 'maintenance') },
  { reason: 'silence', check: (each) => muted(each, 'silence') },
  { reason: 'dismissal', check: (each) => muted(each, 'dismissal') },
  { reason: 'inhibition', check: (each) => muted(each, 'inhibition') },
  { reason: 'resolved_before_sent', check: resolvedBeforeSent },
  { reason: 'opening_not_sent', check: openingNotSent },
  { reason: 'quiet_hours', check: quietHours },
]

/** Holds a muted delivery and checks it again later. Once the alert is resolved, drops it unless the receiver knows of the alert. */
function muted({ delivery, alert, state, rules }: Case, by: Mute['by']): Verdict | undefined {
  const mute = isPersonalRequest(delivery) ? undefined : rules.mute(alert)
  if (mute?.by !== by) return undefined
  const isPointless = alert.status === 'resolved' && !isKnown(delivery, state)
  return isPointless ? { text: mute.reason } : { text: mute.reason, until: rules.nextCheckAt(delivery) }
}

const openings: readonly ChangeName[] = ['opened', 'reopened', 'worsened']

/** Drops the opening of a resolved alert for receivers that are not notified of resolutions. */
function resolvedBeforeSent({ delivery, alert, rules }: Case): Verdict | undefined {
  if (alert.status !== 'resolved' || delivery.mode !== 'now' || isPersonalRequest(delivery)) return undefined
  const wanted = rules.notifyOn(delivery.receiver)
  const isOpening = openings.includes(delivery.change.change)
  return isOpening && wanted.length > 0 && !wanted.includes('resolved')
    ? { text: 'resolved before it was sent' }
    : undefined
}

/** Drops the resolution for receivers that did not get the opening. */
function openingNotSent({ delivery, alert, state, rules }: Case): Verdict | undefined {
  if (alert.status !== 'resolved' || delivery.mode !== 'now' || isPersonalRequest(delivery)) return undefined
  const hasOnlyResolutions = state.pending
    .about(updateKey(delivery))
    .every(({ change }) => change.change === 'resolved')
  const isUnknown =
    hasOnlyResolutions && rules.notifyOn(delivery.receiver).includes('opened') && !isKnown(delivery, state)
  return isUnknown ? { text: 'the opening of the alert was not sent' } : undefined
}

function quietHours({ delivery, alert, rules }: Case): Verdict | undefined {
  const until = delivery.mode === 'now' ? rules.quietUntil(delivery, alert.severity) : 0
  return until > rules.now ? { text: 'quiet hours', until } : undefined
}

/** Whether the last message to the receiver said that the alert is active. */
function isKnown(delivery: Pending, { sent }: Pick<GateState, 'sent'>): boolean {
  const last = sent.get(updateKey(delivery))
  return last !== undefined && last.changeName !== 'resolved'
}

/** A delivery that a gate stopped, with the reason; a held one has its new `dueAt`, a dropped one is suppressed. */
export interface Stopped {
  delivery: Pending
  reason: GateReason
}

export interface Gated {
  passed: Pending[]
  held: Stopped[]
  dropped: Stopped[]
}

/** Applies the gates to every due delivery. Pure. */
export function passGates(due: readonly Pending[], state: GateState, rules: Rules): Gated {
  const gated: Gated = { passed: [], held: [], dropped: [] }
  for (const delivery of due) {
    const { alert } = state.active.get(delivery.alertId) ?? delivery.change
    const stopped = firstVerdict({ delivery, alert, state, rules })
    if (!stopped) gated.passed.push(delivery)
    else if (stopped.until === undefined)
      gated.dropped.push({ delivery: suppressed(delivery, stopped.text), reason: stopped.reason })
    else
      gated.held.push({ delivery: { ...delivery, reason: stopped.text, dueAt: stopped.until }, reason: stopped.reason })
  }
  return gated
}

function firstVerdict(each: Case): (Verdict & { reason: GateReason }) | undefined {
  for (const { reason, check } of gates) {
    const verdict = check(each)
    if (verdict) return { ...verdict, reason }
  }
  return undefined
}

const suppressed = (delivery: Pending, reason: string): Pending => ({
  ...delivery,
  state: 'suppressed',
  reason,
  version: delivery.version + 1,
})
