import { excessOf, type Alert } from './alert.ts'
import type { AlertCommand, CommandName, OwnCommandName } from './alert-command.ts'
import { blockingClaim } from './claim.ts'
import { reopenedFields, type Change } from './lifecycle.ts'
import { isTransition } from './impact.ts'

/**
 * The change that a command on one alert makes, or undefined if it changes nothing: no difference, alert resolved, or claimed by somebody
 * else. Pure. Merges and splits change several alerts: see merge.ts.
 */
export function applyCommand(alert: Alert, command: AlertCommand): Change | undefined {
  if (!isOwn(command.command) || blockingClaim(alert, command)) return undefined
  const change = handlers[command.command](alert, command)
  return change && { ...change, reason: command.reason ?? '' }
}

const isOwn = (name: CommandName): name is OwnCommandName => name !== 'merge' && name !== 'split'

type Handler = (alert: Alert, command: AlertCommand) => Omit<Change, 'reason'> | undefined

/** Ignores the command on a resolved alert. */
const whileUnresolved =
  (handler: Handler): Handler =>
  (alert, command) =>
    alert.status === 'resolved' ? undefined : handler(alert, command)

const notSnoozed = { snoozedUntil: null, snoozedWorse: null }

const handlers: Record<OwnCommandName, Handler> = {
  acknowledge: whileUnresolved((alert, { by }) =>
    alert.status === 'acknowledged'
      ? undefined
      : { change: 'acknowledged', set: { ...notSnoozed, status: 'acknowledged', owner: alert.owner ?? by } },
  ),

  /** Assigning to the current owner changes something only with a note. */
  assign: whileUnresolved((alert, { owner: given, by, reason = '' }) => {
    const owner = given ?? by
    const status = alert.status === 'open' ? 'acknowledged' : alert.status
    if (owner === alert.owner && status === alert.status && reason === '') return undefined
    const claim = alert.claim?.by === owner ? alert.claim : null
    return { change: 'assigned', set: { owner, status, claim } }
  }),

  snooze: whileUnresolved((alert, { until, worseBy }) => {
    if (until === undefined && worseBy === undefined) return undefined
    const excess = excessOf(alert.kind, alert.observed, alert.expected)
    const snoozedWorse = worseBy === undefined ? null : { percent: worseBy, excess }
    return { change: 'snoozed', set: { status: 'snoozed', snoozedUntil: until ?? null, snoozedWorse } }
  }),

  resolve: whileUnresolved((_, { at }) => ({
    change: 'resolved',
    set: { ...notSnoozed, status: 'resolved', resolvedAt: at, claim: null },
  })),

  reopen: (alert, { at }) =>
    alert.status === 'resolved' && alert.mergedInto === null
      ? { change: 'reopened', set: reopenedFields(alert, at) }
      : undefined,

  /** The new department becomes the owner; the previous ones keep watching. */
  handover: whileUnresolved((alert, { department }) => {
    if (department === undefined || alert.departments[0] === department) return undefined
    const departments = [department, ...alert.departments.filter((each) => each !== department)]
    return {
      change: 'handedOver',
      set: { ...notSnoozed, departments, status: 'open', owner: null, claim: null, escalation: null },
    }
  }),

  comment: (_, { reason }) => (reason ? { change: 'commented', set: {} } : undefined),

  claim: whileUnresolved((alert, { by, until }) => {
    if (until === undefined) return undefined
    const status = alert.status === 'open' ? 'acknowledged' : alert.status
    return { change: 'claimed', set: { claim: { by, until }, owner: by, status } }
  }),

  /** Removes the owner, so the alert waits for a new one. */
  release: (alert, { by }) => {
    if (alert.claim?.by !== by) return undefined
    const waitsAgain = alert.owner === by && alert.status === 'acknowledged'
    const waits: Partial<Alert> = waitsAgain ? { status: 'open', escalation: null } : {}
    return { change: 'released', set: { claim: null, owner: alert.owner === by ? null : alert.owner, ...waits } }
  },

  impact: ({ impact: before }, { impact: status, expectedUntil, owner, by, at, reason = '' }) => {
    if (!before || status === undefined || !isTransition(before.status, status)) return undefined
    const until = status === 'confirmed' ? (expectedUntil ?? before.expectedUntil) : null
    const impact = { status, expectedUntil: until, owner: owner ?? before.owner, by, reason, at }
    const isSame = before.status === status && before.expectedUntil === until && before.owner === impact.owner
    return isSame && reason === '' ? undefined : { change: 'assessed', set: { impact } }
  },

  /** Possible at any time, also on a resolved alert; the last one counts. */
  verdict: ({ verdict: before }, { verdict, duplicateOf, reason = '', by, at }) => {
    const isSame =
      before?.verdict === verdict && before?.duplicateOf === duplicateOf && (reason === '' || reason === before?.reason)
    if (verdict === undefined || isSame) return undefined
    return {
      change: 'judged',
      set: { verdict: { verdict, reason, by, at, ...(duplicateOf !== undefined && { duplicateOf }) } },
    }
  },
}
