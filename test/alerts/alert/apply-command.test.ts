import { describe, expect, test } from 'vitest'
import { statuses, type Alert } from '../../../alerts/alert/alert.ts'
import {
  ownCommands,
  type AlertCommand,
  type CommandName,
  type OwnCommandName,
} from '../../../alerts/alert/alert-command.ts'
import { openReplayAlertStore } from '../../../alerts/alert-store.ts'
import { applyCommand } from '../../../alerts/alert/apply-command.ts'
import { escalation, nextChange, type Change, type EscalationStep } from '../../../alerts/alert/lifecycle.ts'
import { alertNow } from '../make.ts'
import { crackedHoppers } from '../notifications.ts'

const now = Date.UTC(2026, 9, 15, 12)
const minute = 60_000

const command = (name: CommandName, over: Partial<AlertCommand> = {}): AlertCommand => ({
  commandId: 'c1',
  alertId: 'a',
  command: name,
  by: 'mara',
  at: now,
  ...over,
})

/** A command with all that it needs to change something. */
const whole: Record<OwnCommandName, Partial<AlertCommand>> = {
  acknowledge: {},
  assign: { owner: 'jonas' },
  snooze: { until: now + minute },
  resolve: {},
  reopen: {},
  handover: { department: 'product' },
  comment: { reason: 'seen' },
  claim: { until: now + 30 * minute },
  release: {},
  impact: { impact: 'confirmed' },
  verdict: { verdict: 'useful' },
}
const active = (status: Alert['status'], over: Partial<Alert> = {}): Alert =>
  crackedHoppers({
    status,
    departments: ['procurement'],
    owner: status === 'open' ? null : 'ana',
    resolvedAt: status === 'resolved' ? now - minute : null,
    snoozedUntil: status === 'snoozed' ? now + minute : null,
    ...over,
  })
/** `change → status, owner`, or a dash. */
const said = (alert: Alert, made: Change | undefined) => {
  const after = { ...alert, ...made?.set }
  return made ? `${made.change} → ${after.status}, ${after.owner ?? 'nobody'}` : '-'
}

describe('what a command changes', () => {
  // by status:                  open | acknowledged | snoozed | resolved
  const table: Record<OwnCommandName, [string, string, string, string]> = {
    acknowledge: ['acknowledged → acknowledged, mara', '-', 'acknowledged → acknowledged, ana', '-'],
    assign: ['assigned → acknowledged, jonas', 'assigned → acknowledged, jonas', 'assigned → snoozed, jonas', '-'],
    snooze: ['snoozed → snoozed, nobody', 'snoozed → snoozed, ana', 'snoozed → snoozed, ana', '-'],
    resolve: ['resolved → resolved, nobody', 'resolved → resolved, ana', 'resolved → resolved, ana', '-'],
    reopen: ['-', '-', '-', 'reopened → open, nobody'],
    handover: ['handedOver → open, nobody', 'handedOver → open, nobody', 'handedOver → open, nobody', '-'],
    comment: [
      'commented → open, nobody',
      'commented → acknowledged, ana',
      'commented → snoozed, ana',
      'commented → resolved, ana',
    ],
    claim: ['claimed → acknowledged, mara', 'claimed → acknowledged, mara', 'claimed → snoozed, mara', '-'],
    release: ['-', '-', '-', '-'],
    impact: [
      'assessed → open, nobody',
      'assessed → acknowledged, ana',
      'assessed → snoozed, ana',
      'assessed → resolved, ana',
    ],
    verdict: ['judged → open, nobody', 'judged → acknowledged, ana', 'judged → snoozed, ana', 'judged → resolved, ana'],
  }
  test.each(ownCommands)('%s', (name) => {
    const row = statuses.map((status) => {
      const alert = active(status)
      return said(alert, applyCommand(alert, command(name, whole[name])))
    })
    expect(row).toEqual(table[name])
  })

  test.each(ownCommands.filter((name) => !['acknowledge', 'resolve', 'reopen', 'claim', 'release'].includes(name)))(
    '%s without what it needs, or again, changes nothing',
    (name) => {
      const alert = active('acknowledged', { owner: 'jonas', departments: ['product'] })
      const empty = name === 'assign' ? { owner: 'jonas' } : name === 'handover' ? { department: 'product' } : {}
      expect(applyCommand(alert, command(name, empty))).toBeUndefined()
    },
  )

  test('why is kept as the change’s reason', () => {
    expect(
      applyCommand(active('open'), command('handover', { department: 'product', reason: 'a mould, not a lot' })),
    ).toMatchObject({
      change: 'handedOver',
      reason: 'a mould, not a lot',
    })
    expect(applyCommand(active('open'), command('resolve'))?.reason).toBe('')
  })
})

describe('snoozing', () => {
  const evaluation = { spike: true, above: true, blind: false }
  const asleep = (over: Partial<AlertCommand>) => {
    const alert = alertNow({ observed: 50, expected: 10 })
    return { ...alert, ...applyCommand(alert, command('snooze', over))!.set }
  }
  const after = (alert: Alert, excess: number, at = now) => nextChange(alert, { ...evaluation, excess }, at)

  test('until it is worse by so many percent of the excess of then ends above that, not at it', () => {
    const alert = asleep({ worseBy: 50 })
    expect(alert).toMatchObject({ snoozedUntil: null, snoozedWorse: { percent: 50, excess: 40 } })
    expect(after(alert, 60)).toBeUndefined()
    expect(after(alert, 61, now + 100 * 24 * 60 * minute)).toMatchObject({
      change: 'reopened',
      set: { status: 'open', snoozedUntil: null, snoozedWorse: null },
      reason: 'volume rose by more than 50 % since the snooze',
    })
  })

  test('until a time or until worse ends with whichever comes first', () => {
    const alert = asleep({ worseBy: 50, until: now + minute })
    expect(after(alert, 100)?.reason).toContain('volume rose')
    expect(after(alert, 20)).toBeUndefined()
    expect(after(alert, 20, now + minute)?.reason).toBe('the snooze ended and it is still active')
  })

  test('who takes it, or gets it handed over, wakes it', () => {
    const alert = asleep({ worseBy: 50, until: now + minute })
    for (const over of [command('acknowledge'), command('handover', { department: 'product' }), command('resolve')])
      expect(applyCommand(alert, over)?.set).toMatchObject({ snoozedUntil: null, snoozedWorse: null })
  })
})

describe('handing over', () => {
  test('the new department comes first, the old ones are told still, and whoever had it has it no longer', () => {
    const alert = active('acknowledged', { departments: ['logistics', 'support', 'product'] })
    expect(applyCommand(alert, command('handover', { department: 'product' }))?.set).toEqual({
      departments: ['product', 'logistics', 'support'],
      status: 'open',
      owner: null,
      claim: null,
      escalation: null,
      snoozedUntil: null,
      snoozedWorse: null,
    })
  })
})

describe('a claim', () => {
  const claimed = active('acknowledged', { owner: 'ana', claim: { by: 'ana', until: now + minute } })

  test('keeps others from what is handling it until it expires, and from nothing else', () => {
    const free = (alert: Alert) =>
      ownCommands.filter((name) => applyCommand({ ...alert, status: 'open' }, command(name, whole[name])) !== undefined)
    expect(free(claimed)).toEqual(['comment', 'impact', 'verdict'])
    expect(free({ ...claimed, claim: { by: 'ana', until: now } })).toContain('acknowledge')
    expect(
      applyCommand({ ...claimed, claim: { by: 'ana', until: now } }, command('claim', whole.claim))?.set,
    ).toMatchObject({
      claim: { by: 'mara', until: whole.claim.until },
      owner: 'mara',
    })
  })

  test('holds for its holder, who may make it longer', () => {
    const again = applyCommand(claimed, command('claim', { by: 'ana', until: now + 5 * minute }))
    expect(again?.set.claim).toEqual({ by: 'ana', until: now + 5 * minute })
    expect(applyCommand(claimed, command('resolve', { by: 'ana' }))?.set.claim).toBeNull()
  })

  test('given back by its holder waits for somebody again, with its escalation from the start', async () => {
    const called = { ...claimed, escalation: { step: 2, at: now - minute, to: ['hub'] } }
    const made = applyCommand(called, command('release', { by: 'ana' }))!
    expect(made).toMatchObject({
      change: 'released',
      set: { claim: null, owner: null, status: 'open', escalation: null },
    })
    const book = openReplayAlertStore()
    await book.change(called, made, { name: 'ana', commandId: 'c', at: now })
    expect(book.active.get(called.id)!.facts.waitingSince).toBe(now)
    expect(applyCommand(claimed, command('release', { by: 'mara' }))).toBeUndefined()
    expect(applyCommand({ ...claimed, owner: 'jonas' }, command('release', { by: 'ana' }))?.set).toEqual({
      claim: null,
      owner: 'jonas',
    })
  })
})

describe('an impact', () => {
  const withImpact = (status: NonNullable<Alert['impact']>['status'], expectedUntil: number | null = null) =>
    active('open', {
      impact: { status, expectedUntil, owner: 'petra', by: 'groundswell', reason: '', at: now - minute },
    })
  const impactOf = (alert: Alert, over: Partial<AlertCommand>) =>
    applyCommand(alert, command('impact', over))?.set.impact

  test('is confirmed with how long it lasts, made longer, and restored, with who and why each time', () => {
    expect(
      impactOf(withImpact('potential'), { impact: 'confirmed', expectedUntil: now + minute, reason: 'a mould' }),
    ).toEqual({
      status: 'confirmed',
      expectedUntil: now + minute,
      owner: 'petra',
      by: 'mara',
      reason: 'a mould',
      at: now,
    })
    const confirmed = withImpact('confirmed', now + minute)
    expect(impactOf(confirmed, { impact: 'confirmed', expectedUntil: now + 2 * minute })?.expectedUntil).toBe(
      now + 2 * minute,
    )
    expect(impactOf(confirmed, { impact: 'confirmed', owner: 'luca' })).toMatchObject({
      owner: 'luca',
      expectedUntil: now + minute,
    })
    expect(impactOf(confirmed, { impact: 'restored' })).toMatchObject({ status: 'restored', expectedUntil: null })
  })

  test('the same again is nothing, and so is a step that does not follow', () => {
    const confirmed = withImpact('confirmed', now + minute)
    expect(impactOf(confirmed, { impact: 'confirmed' })).toBeUndefined()
    expect(impactOf(confirmed, { impact: 'confirmed', reason: 'still' })).toMatchObject({ reason: 'still' })
    expect(impactOf(withImpact('potential'), { impact: 'restored' })).toBeUndefined()
    expect(impactOf(withImpact('restored'), { impact: 'none' })).toBeUndefined()
    expect(impactOf(alertNow({}), { impact: 'confirmed' })).toBeUndefined()
  })
})

test('a verdict says of what it is a duplicate, and another one of that is another verdict', () => {
  const judge = (alert: Alert, duplicateOf?: string) =>
    applyCommand(alert, command('verdict', { verdict: 'duplicate', ...(duplicateOf && { duplicateOf }) }))
  const first = judge(active('open'), 'b2')!
  expect(first.set.verdict).toEqual({ verdict: 'duplicate', duplicateOf: 'b2', reason: '', by: 'mara', at: now })
  const judged = { ...active('open'), ...first.set }
  expect(judge(judged, 'b2')).toBeUndefined()
  expect(judge(judged, 'b3')?.set.verdict?.duplicateOf).toBe('b3')
})

describe('who is called when nobody takes it', () => {
  const steps: EscalationStep[] = [
    { afterMs: 10 * minute, to: ['ana'] },
    { afterMs: 30 * minute, to: ['hub', 'pager'] },
  ]
  const waiting = (over: Partial<Alert> = {}) => {
    const alert = alertNow({ openedAt: now, ...over })
    return { ...alert, facts: { ...alert.facts, waitingSince: now } }
  }
  const called = (alert: Alert, minutes: number) => escalation(alert, steps, now + minutes * minute)

  test('is one step after the other, each once and none early', () => {
    expect(called(waiting(), 9)).toBeUndefined()
    const first = called(waiting(), 10)!
    expect(first).toEqual({
      change: 'escalated',
      set: { escalation: { step: 1, at: now + 10 * minute, to: ['ana'] } },
      reason: 'not acknowledged for 10 minutes',
    })
    const once = { ...waiting(), ...first.set }
    expect(called(once, 29)).toBeUndefined()
    expect(called(once, 30)?.set.escalation).toMatchObject({ step: 2, to: ['hub', 'pager'] })
    expect(called({ ...once, ...called(once, 30)!.set }, 600)).toBeUndefined()
  })

  test('is nobody while somebody has it, or it sleeps, or it is over', () => {
    for (const status of statuses.filter((each) => each !== 'open'))
      expect(called(waiting({ status }), 60), status).toBeUndefined()
    expect(escalation(waiting(), [], now + 60 * minute)).toBeUndefined()
  })

  test('begins anew after a snooze, a hand-over, a release and a reopening', () => {
    const spent = { escalation: { step: 2, at: now, to: ['hub'] } }
    const snoozed = waiting({ ...spent, status: 'snoozed', snoozedUntil: now })
    const woken = nextChange(snoozed, { spike: true, above: true, blind: false, excess: 1 }, now)!
    const over = waiting({ ...spent, status: 'resolved', resolvedAt: now })
    const handed = applyCommand(waiting(spent), command('handover', { department: 'product' }))!
    const reopened = applyCommand(over, command('reopen'))!
    for (const { change, set } of [woken, handed, reopened])
      expect(called({ ...waiting(spent), ...set }, 10)?.set.escalation?.step, change).toBe(1)
  })
})
