import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { toWireAlert } from '../../../alerts/alert/wire-alert.ts'
import { WireAlert } from '../../../alerts/alert/wire-alert-schema.ts'
import { crackedHoppers } from '../notifications.ts'

const at = Date.UTC(2026, 9, 14, 10)

/** An alert in which every optional part is present. */
const full = (): Alert =>
  crackedHoppers({
    cut: { dimension: 'product', value: 'CM-40' },
    drivers: [
      {
        dimension: 'lot',
        value: '2610-B',
        share: 0.78,
        adds: 0.78,
        lift: 31,
        z: 9,
        now: 32,
        expected: 0.4,
        also: [{ dimension: 'product', value: 'CM-40', share: 0.7 }],
      },
    ],
    similar: [{ alertId: 'past', title: 'Past', openedAt: at, resolvedAt: at, owner: null, verdict: null, score: 0.5 }],
    snoozedUntil: at,
    snoozedWorse: { percent: 50, excess: 10 },
    claim: { by: 'kim', until: at },
    escalation: { step: 1, at, to: ['kim'] },
    ownAccounts: [{ platform: 'forum', handle: 'halden', owner: null, flags: ['idle'], mentions: 3 }],
    verdict: { verdict: 'duplicate', reason: '', duplicateOf: 'past', by: 'kim', at },
    resolvedAt: at,
    reopenedAt: at,
    novelty: { status: 'known', issue: { id: 'i', kind: 'incident', name: 'Hoppers' }, at },
    merged: [{ alertId: 'm', title: 'Merged', topic: 'app.crash', subject }],
    mergedInto: 'other',
    splitTopics: ['app.login'],
  })

const subject = { kind: 'topic' as const, id: 'app.crash', dimension: '', value: '' }

/** The value with a field in each of its objects that no schema knows. */
function planted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(planted)
  if (value === null || typeof value !== 'object') return value
  return { ...Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, planted(inner)])), internal: 'leak' }
}

describe('the wire form of an alert', () => {
  test('has exactly the fields of its schema', () => {
    const wire = toWireAlert(full())
    expect(Object.keys(wire).toSorted()).toEqual(Object.keys(WireAlert.properties).toSorted())
    expect([...Value.Errors(WireAlert, wire)]).toEqual([])
  })

  test('loses nothing that is public', () => {
    const wire = toWireAlert(full())
    const { facts: _facts, changeNumber: _number, ...alert } = full()
    expect(Object.keys(wire).toSorted()).toEqual([...Object.keys(alert), 'figure', 'sentence', 'window'].toSorted())
    expect(wire).toMatchObject({ drivers: alert.drivers, card: alert.card!, ownAccounts: alert.ownAccounts })
    expect(wire.verdict).toEqual({ ...alert.verdict, at: new Date(at).toISOString() })
  })

  test('does not leak a new internal field, at any depth', () => {
    expect(toWireAlert(planted(full()) as Alert)).toEqual(toWireAlert(full()))
  })
})
