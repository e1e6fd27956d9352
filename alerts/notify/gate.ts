import type { Alert, ChangeName } from '../alert/alert.ts'
import { isPersonalRequest } from './direct.ts'
import type { Mute, MuteOf } from './mute.ts'
import type { NotificationState } from './notification-log.ts'
import { updateKey, type Pending } from './pending.ts'

/** Why a due delivery is held or dropped: the reasons of `gates`, in the order in which they are asked, and labels of a metric. */
export type GateReason =
  | 'maintenance'
  | 'silence'
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
  /** When to ask the gates again about a muted delivery, epoch ms. */
  nextCheckAt(delivery: Pending): number
  /** The changes that a receiver is notified of. */
  notifyOn(receiver: string): readonly ChangeName[]
}

/** `until`: held until then (epoch ms), and asked again. Without it: dropped for good. */
interface Verdict {
  text: string
  until?: number
}

interface Case {
  delivery: Pending
  /** As it is now. */
  alert: Alert
  state: GateState
  rules: Rules
}

type GateState = Pick<NotificationState, 'pending' | 'active' | 'sent'>

interface Gate {
  reason: GateReason
  /** Undefined lets the delivery through to the next gate. */
  ask(delivery: Case): Verdict | undefined
}

/** The gates in order, as a pipeline of Alertmanager: the first that answers decides. */
export const gates: readonly Gate[] = [
  { reason: 'maintenance', ask: (each) => muted(each, 'maintenance') },
  { reason: 'silence', ask: (each) => muted(each, 'silence') },
  { reason: 'inhibition', ask: (each) => muted(each, 'inhibition') },
  { reason: 'resolved_before_sent', ask: resolvedBeforeSent },
  { reason: 'opening_not_sent', ask: openingNotSent },
  { reason: 'quiet_hours', ask: quietHours },
]

/** What is muted is asked again later, until the alert is resolved; then it is dropped unless the receiver knows of the alert already. */
function muted({ delivery, alert, state, rules }: Case, by: Mute['by']): Verdict | undefined {
  const mute = isPersonalRequest(delivery) ? undefined : rules.mute(alert)
  if (mute?.by !== by) return undefined
  const isPointless = alert.status === 'resolved' && !isKnown(delivery, state)
  return isPointless ? { text: mute.reason } : { text: mute.reason, until: rules.nextCheckAt(delivery) }
}

const beginnings: readonly ChangeName[] = ['opened', 'reopened', 'worsened']

/** A receiver that is not notified of the end needs no beginning of an alert that is over. */
function resolvedBeforeSent({ delivery, alert, rules }: Case): Verdict | undefined {
  if (alert.status !== 'resolved' || delivery.mode !== 'now' || isPersonalRequest(delivery)) return undefined
  const wanted = rules.notifyOn(delivery.receiver)
  const isBeginning = beginnings.includes(delivery.change.change)
  return isBeginning && wanted.length > 0 && !wanted.includes('resolved')
    ? { text: 'resolved before it was sent' }
    : undefined
}

/** The end of an alert goes only to receivers that got its beginning. */
function openingNotSent({ delivery, alert, state, rules }: Case): Verdict | undefined {
  if (alert.status !== 'resolved' || delivery.mode !== 'now' || isPersonalRequest(delivery)) return undefined
  const hasOnlyEnds = state.pending.about(updateKey(delivery)).every(({ change }) => change.change === 'resolved')
  const isUnknown = hasOnlyEnds && rules.notifyOn(delivery.receiver).includes('opened') && !isKnown(delivery, state)
  return isUnknown ? { text: 'the opening of the alert was not sent' } : undefined
}

function quietHours({ delivery, alert, rules }: Case): Verdict | undefined {
  const until = delivery.mode === 'now' ? rules.quietUntil(delivery, alert.severity) : 0
  return until > rules.now ? { text: 'quiet hours', until } : undefined
}

/** Whether the receiver knows that the alert is going on. */
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

/** Asks the gates about every due delivery. Pure. */
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
  for (const { reason, ask } of gates) {
    const verdict = ask(each)
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
