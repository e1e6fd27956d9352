import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import type { AlertCommand } from '../../../alerts/alert/alert-command.ts'
import { applyCommand } from '../../../alerts/alert/apply-command.ts'
import { calmSince, defaultPolicy, nextChange, type Evaluation } from '../../../alerts/alert/lifecycle.ts'
import { alertNow } from '../make.ts'

const now = Date.UTC(2026, 9, 15, 12)
const evaluation = (over: Partial<Evaluation> = {}): Evaluation => ({
  spike: true,
  above: true,
  blind: false,
  excess: 10,
  ...over,
})
const command = (name: AlertCommand['command'], over: Partial<AlertCommand> = {}): AlertCommand => ({
  commandId: 'c1',
  alertId: 'a',
  command: name,
  by: 'mara',
  at: now,
  ...over,
})
const calm = evaluation({ spike: false, above: false, excess: 0 })

describe('what a look changes', () => {
  const open = alertNow({ openedAt: now - 3_600_000 })

  test('nothing, while it goes on as it was told', () => {
    expect(nextChange(open, evaluation(), now)).toBeUndefined()
  })

  test('it worsened when the excess doubled, and eased when it halved', () => {
    expect(nextChange(open, evaluation({ excess: 20 }), now)?.change).toBe('worsened')
    expect(nextChange(open, evaluation({ spike: false, excess: 4 }), now)?.change).toBe('eased')
  })

  test('it is resolved after an hour within the band, not before', () => {
    const since = (ms: number): Alert => ({ ...open, facts: { ...open.facts, calmSince: now - ms } })
    expect(nextChange(since(30 * 60_000), calm, now)).toBeUndefined()
    expect(nextChange(since(defaultPolicy.calmMs), calm, now)).toMatchObject({
      change: 'resolved',
      set: { status: 'resolved', resolvedAt: now },
    })
  })

  test('one bucket above the band begins the calm anew', () => {
    const almost = { ...open, facts: { ...open.facts, calmSince: now - 50 * 60_000 } }
    expect(calmSince(almost, evaluation({ spike: false }), now)).toBeNull()
    expect(calmSince(almost, calm, now)).toBe(now - 50 * 60_000)
  })

  test('blindness is never calm: it closes nothing, eases nothing, and a spike still speaks', () => {
    const blind = { ...calm, blind: true }
    const long = { ...open, facts: { ...open.facts, calmSince: now - 10 * 3_600_000 } }
    expect(nextChange(long, blind, now)).toBeUndefined()
    expect(calmSince(open, blind, now)).toBeNull()
    expect(nextChange(open, evaluation({ blind: true, spike: false, excess: 1 }), now)).toBeUndefined()
    expect(nextChange(open, evaluation({ blind: true, excess: 30 }), now)?.change).toBe('worsened')
  })

  test('a new spike within a day of the end reopens it, later it does not', () => {
    const over = (ms: number): Alert => ({
      ...open,
      status: 'resolved',
      resolvedAt: now - ms,
      facts: { ...open.facts, calmSince: now - ms },
    })
    const reopened = { change: 'reopened', set: { status: 'open', resolvedAt: null } }
    expect(nextChange(over(3_600_000), evaluation(), now)).toMatchObject(reopened)
    expect(nextChange(over(25 * 3_600_000), evaluation(), now)).toBeUndefined()
  })

  test('what a person resolved while it goes on stays resolved, until it was calm once or clearly grew', () => {
    const over: Alert = { ...open, status: 'resolved', resolvedAt: now - 60_000 }
    expect(nextChange(over, evaluation(), now)).toBeUndefined()
    expect(nextChange(over, evaluation({ excess: 25 }), now)?.change).toBe('reopened')
    const calmed = { ...over, facts: { ...over.facts, calmSince: calmSince(over, calm, now) } }
    expect(nextChange(calmed, evaluation(), now)?.change).toBe('reopened')
  })

  test('swinging between what was told already is no news', () => {
    const eased = { ...open, facts: { ...open.facts, notifiedExcess: 10, peakExcess: 40 } }
    expect(nextChange(eased, evaluation({ excess: 30 }), now)).toBeUndefined()
    expect(nextChange(eased, evaluation({ excess: 45 }), now)?.change).toBe('worsened')
  })

  test('a snoozed alert is quiet, however it grows', () => {
    const snoozed = { ...open, status: 'snoozed' as const, snoozedUntil: now + 3_600_000 }
    expect(nextChange(snoozed, evaluation({ excess: 100 }), now)).toBeUndefined()
  })

  test('a snooze ends when its time is over and it still goes on', () => {
    const snoozed = { ...open, status: 'snoozed' as const, snoozedUntil: now }
    expect(nextChange(snoozed, evaluation(), now - 1)).toBeUndefined()
    expect(nextChange(snoozed, evaluation(), now)).toMatchObject({
      change: 'reopened',
      set: { status: 'open', snoozedUntil: null },
    })
  })
})

describe('what a person changes', () => {
  const open = alertNow({})

  test('taking it makes the taker its owner', () => {
    expect(applyCommand(open, command('acknowledge'))).toMatchObject({
      change: 'acknowledged',
      set: { status: 'acknowledged', owner: 'mara' },
    })
  })

  test('assigning an open alert acknowledges it; a snoozed one stays snoozed', () => {
    expect(applyCommand(open, command('assign', { owner: 'jonas' }))?.set).toEqual({
      owner: 'jonas',
      status: 'acknowledged',
      claim: null,
    })
    expect(applyCommand({ ...open, status: 'snoozed' }, command('assign', { owner: 'jonas' }))?.set.status).toBe(
      'snoozed',
    )
  })

  test('snoozing keeps the time and the reason', () => {
    expect(applyCommand(open, command('snooze', { until: now + 1, reason: 'known' }))).toEqual({
      change: 'snoozed',
      set: { status: 'snoozed', snoozedUntil: now + 1, snoozedWorse: null },
      reason: 'known',
    })
  })

  test('a verdict is kept with who, when and why, also when it is over; a later one replaces it', () => {
    const judge = (verdict: 'noise' | 'useful', over: Partial<AlertCommand> = {}) =>
      command('verdict', { verdict, ...over })
    const over: Alert = { ...open, status: 'resolved', resolvedAt: now - 90 * 24 * 3_600_000 }
    const noise = { verdict: 'noise', reason: 'a giveaway', by: 'mara', at: now } as const
    expect(applyCommand(over, judge('noise', { reason: 'a giveaway' }))).toEqual({
      change: 'judged',
      set: { verdict: noise },
      reason: 'a giveaway',
    })
    const judged: Alert = { ...over, verdict: noise }
    expect(applyCommand(judged, judge('noise', { by: 'jonas' }))).toBeUndefined()
    expect(applyCommand(judged, judge('noise', { reason: 'a test' }))?.set.verdict?.reason).toBe('a test')
    expect(applyCommand(judged, judge('useful', { by: 'jonas' }))?.set.verdict).toMatchObject({
      verdict: 'useful',
      by: 'jonas',
    })
  })

  test('what is already so changes nothing', () => {
    expect(applyCommand({ ...open, status: 'acknowledged' }, command('acknowledge'))).toBeUndefined()
    expect(applyCommand({ ...open, status: 'resolved' }, command('resolve'))).toBeUndefined()
    expect(applyCommand({ ...open, status: 'resolved' }, command('snooze', { until: now + 1 }))).toBeUndefined()
  })
})
