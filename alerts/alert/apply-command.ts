import { excessOf, type Alert } from './alert.ts'
import type { AlertCommand, CommandName } from './alert-command.ts'
import { heldBy } from './claim.ts'
import { reopenedFields, type Change } from './lifecycle.ts'
import { mayFollow } from './impact.ts'

/** The change that a person's command makes. Pure. Undefined when it changes nothing: already so, already resolved, or claimed by somebody else. */
export function applyCommand(alert: Alert, command: AlertCommand): Change | undefined {
  if (heldBy(alert, command)) return undefined
  const change = handlers[command.command](alert, command)
  return change && { ...change, reason: command.reason ?? '' }
}

type Handler = (alert: Alert, command: AlertCommand) => Omit<Change, 'reason'> | undefined

/** For commands that make no sense on a resolved alert. */
const whileUnresolved =
  (deed: Handler): Handler =>
  (alert, command) =>
    alert.status === 'resolved' ? undefined : deed(alert, command)

const awake = { snoozedUntil: null, snoozedWorse: null }

const handlers: Record<CommandName, Handler> = {
  acknowledge: whileUnresolved((alert, { by }) =>
    alert.status === 'acknowledged'
      ? undefined
      : { change: 'acknowledged', set: { ...awake, status: 'acknowledged', owner: alert.owner ?? by } },
  ),

  /** To the same person again only with a note. */
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
    set: { ...awake, status: 'resolved', resolvedAt: at, claim: null },
  })),

  reopen: (alert, { at }) =>
    alert.status === 'resolved' ? { change: 'reopened', set: reopenedFields(alert, at) } : undefined,

  /** The departments before stay notified; the new one has to take it. */
  handover: whileUnresolved((alert, { department }) => {
    if (department === undefined || alert.departments[0] === department) return undefined
    const departments = [department, ...alert.departments.filter((each) => each !== department)]
    return {
      change: 'handedOver',
      set: { ...awake, departments, status: 'open', owner: null, claim: null, escalation: null },
    }
  }),

  comment: (_, { reason }) => (reason ? { change: 'commented', set: {} } : undefined),

  claim: whileUnresolved((alert, { by, until }) => {
    if (until === undefined) return undefined
    const status = alert.status === 'open' ? 'acknowledged' : alert.status
    return { change: 'claimed', set: { claim: { by, until }, owner: by, status } }
  }),

  /** Nobody owns it then, so it waits for somebody again. */
  release: (alert, { by }) => {
    if (alert.claim?.by !== by) return undefined
    const isGivenBack = alert.owner === by && alert.status === 'acknowledged'
    const waits: Partial<Alert> = isGivenBack ? { status: 'open', escalation: null } : {}
    return { change: 'released', set: { claim: null, owner: alert.owner === by ? null : alert.owner, ...waits } }
  },

  impact: ({ impact: before }, { impact: status, expectedUntil, owner, by, at, reason = '' }) => {
    if (!before || status === undefined || !mayFollow(before.status, status)) return undefined
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
