import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import type { AlertCommand } from '../../../alerts/alert/alert-command.ts'
import {
  areSplit,
  changesOf,
  hasMergedSubject,
  mergeRefusal,
  partsOf,
  splitRefusal,
  unmerged,
} from '../../../alerts/alert/merge.ts'
import type { Subject } from '../../../alerts/series/subject.ts'
import { alertNow } from '../make.ts'

const now = Date.UTC(2026, 9, 15, 12)
const subjectOf = (id: string, over: Partial<Subject> = {}): Subject => ({
  kind: 'topic',
  id,
  dimension: '',
  value: '',
  ...over,
})
function alertOf(id: string, topic: string, over: Partial<Alert> = {}): Alert {
  const alert = alertNow({ id, title: `About ${id}`, topic })
  return { ...alert, facts: { ...alert.facts, subject: subjectOf(topic) }, ...over }
}
const command = (name: 'merge' | 'split', over: Partial<AlertCommand> = {}): AlertCommand => ({
  commandId: 'c',
  alertId: 'x',
  command: name,
  by: 'mara',
  at: now,
  ...over,
})
/** The alerts after a command, by id. */
function after(alert: Alert, made: AlertCommand, others: Parameters<typeof changesOf>[2]): Record<string, Alert> {
  return Object.fromEntries(
    changesOf(alert, made, others).map(({ alert: each, change }) => [each.id, { ...each, ...change.set }]),
  )
}

const late = alertOf('late', 'delivery.late')
const lost = alertOf('lost', 'delivery.lost', {
  also: ['app.crash', 'delivery.late'],
  departments: ['product', 'support'],
  owner: 'ana',
})

describe('a merge', () => {
  test('resolves the alert as part of the other, which takes its topics and is told so', () => {
    const changes = changesOf(lost, command('merge', { into: 'late', reason: 'one strike' }), { into: late })
    expect(changes.map(({ alert, change }) => [alert.id, change.change, change.reason, change.related])).toEqual([
      ['late', 'joined', 'one strike', { alertId: 'lost', name: 'About lost' }],
      ['lost', 'resolved', 'one strike', { alertId: 'late', name: 'About late' }],
    ])
    const { late: into, lost: part } = after(lost, command('merge', { into: 'late' }), { into: late })
    expect(into).toMatchObject({
      status: 'open',
      also: ['delivery.lost', 'app.crash'],
      departments: ['logistics', 'support', 'product'],
    })
    expect(part).toMatchObject({ status: 'resolved', mergedInto: 'late', resolvedAt: now, owner: 'ana' })
    expect(hasMergedSubject(into!, subjectOf('delivery.lost'))).toBe(true)
    expect(hasMergedSubject(into!, subjectOf('delivery.lost', { dimension: 'carrier', value: 'Nordfracht' }))).toBe(
      true,
    )
    expect(hasMergedSubject(into!, subjectOf('app.crash'))).toBe(false)
    expect(hasMergedSubject({ ...into!, status: 'resolved' }, subjectOf('delivery.lost'))).toBe(false)
  })

  test('takes along what was merged before, so that no chain arises', () => {
    const { lost: withBroken } = after(alertOf('broken', 'product.broken'), command('merge'), { into: lost })
    const { late: into, lost: part } = after(withBroken!, command('merge'), { into: late })
    expect(into!.merged.map(({ alertId }) => alertId)).toEqual(['lost', 'broken'])
    expect(part!.merged).toEqual([])
  })

  test('leads on from an alert that is merged itself', async () => {
    const alerts = new Map(
      [late, { ...lost, mergedInto: 'late' }, alertOf('loop', 'app', { mergedInto: 'loop' })].map((a) => [a.id, a]),
    )
    const find = async (id: string) => alerts.get(id)
    expect((await unmerged(find, 'lost'))?.id).toBe('late')
    expect(await unmerged(find, 'nobody')).toBeUndefined()
    expect((await unmerged(find, 'loop'))?.id).toBe('loop')
  })

  test.each<[string, Alert, Alert | undefined, RegExp]>([
    ['an unknown alert', lost, undefined, /^there is no such alert/],
    ['itself', lost, lost, /itself/],
    ['a resolved one', lost, { ...late, status: 'resolved' }, /^"About late" is resolved/],
    ['another when it is resolved', { ...lost, status: 'resolved' }, late, /^the alert is resolved/],
    ['a drop', lost, { ...late, kind: 'drop' }, /too few/],
  ])('is refused into %s', (_, alert, into, reason) => {
    expect(mergeRefusal(alert, into)).toMatch(reason)
    expect(changesOf(alert, command('merge'), { into })).toEqual([])
  })

  test('has no effect while somebody else has claimed one of the two', () => {
    const claim = { by: 'ana', until: now + 1 }
    expect(changesOf({ ...lost, claim }, command('merge'), { into: late })).toEqual([])
    expect(changesOf(lost, command('merge'), { into: { ...late, claim } })).toEqual([])
    expect(changesOf(lost, command('merge', { by: 'ana' }), { into: { ...late, claim } })).toHaveLength(2)
  })
})

describe('a split', () => {
  const { late: both, lost: part } = after(lost, command('merge'), { into: late })

  test('takes a topic out for good, and frees its alert, which its next spike reopens', () => {
    const made = command('split', { topic: 'delivery.lost' })
    expect(partsOf(both!, made).map(({ alertId }) => alertId)).toEqual(['lost'])
    const { late: rest, lost: freed } = after(both!, made, { parts: [part!] })
    expect(rest).toMatchObject({ also: ['app.crash'], merged: [], splitTopics: ['delivery.lost'] })
    expect(freed).toMatchObject({ status: 'resolved', mergedInto: null, resolvedAt: now, facts: { calmSince: now } })
    expect(areSplit([rest!], 'delivery.late', 'delivery.lost')).toBe(true)
    expect(areSplit([rest!], 'delivery.lost', 'delivery.late')).toBe(true)
    expect(areSplit([rest!], 'delivery.late', 'app.crash')).toBe(false)
    // A person may merge again what a person has split.
    expect(after(lost, command('merge'), { into: rest! }).late!.splitTopics).toEqual([])
  })

  test('takes out a topic that joined by itself', () => {
    const { late: rest } = after({ ...late, also: ['app.crash'] }, command('split', { topic: 'app.crash' }), {})
    expect(rest).toMatchObject({ also: [], splitTopics: ['app.crash'] })
  })

  test('takes out an alert about a whole department by its id', () => {
    const support = alertOf('support', '', { departments: ['support'] })
    const subject = subjectOf('support', { kind: 'department' })
    const whole = { ...support, facts: { ...support.facts, subject } }
    const { late: into, support: gone } = after(whole, command('merge'), { into: late })
    expect(into!.also).toEqual([])
    expect(hasMergedSubject(into!, subject)).toBe(true)
    const made = command('split', { merged: 'support' })
    expect(changesOf(into!, made, { parts: [gone!] }).map(({ change }) => change.related)).toEqual([
      { alertId: 'support', name: 'About support' },
      { alertId: 'late', name: 'About late' },
    ])
    expect(after(into!, made, { parts: [gone!] }).late).toMatchObject({ merged: [], splitTopics: [] })
  })

  test('is refused for what has not joined', () => {
    expect(splitRefusal(both!, { topic: 'app' })).toBe('topic "app" has not joined this alert')
    expect(splitRefusal(both!, { merged: 'late' })).toBe('alert "late" is not merged into this one')
    expect(splitRefusal(both!, {})).toMatch(/^a split needs/)
    expect(changesOf(both!, command('split', { topic: 'app' }), {})).toEqual([])
  })
})

test('a merged alert is not reopened by hand', () => {
  const merged = { ...lost, status: 'resolved' as const, mergedInto: 'late' }
  const reopen: AlertCommand = { commandId: 'c', alertId: 'lost', command: 'reopen', by: 'mara', at: now }
  expect(changesOf(merged, reopen, {})).toEqual([])
  expect(changesOf({ ...merged, mergedInto: null }, reopen, {})).toHaveLength(1)
})
