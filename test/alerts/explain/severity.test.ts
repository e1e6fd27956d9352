import { describe, expect, test } from 'vitest'
import { severityOf, severityStep, type SeverityInput } from '../../../alerts/explain/severity.ts'
import { alertNow } from '../make.ts'

const input: SeverityInput = { topic: undefined, observed: 10, expected: 4, isExposureHigh: false }

test.each<[string, Partial<SeverityInput>, string]>([
  ['2.5 times the expected', {}, 'medium'],
  ['less than that, and fewer than 15', { expected: 5 }, 'low'],
  ['less than that, but 15', { observed: 15, expected: 10 }, 'medium'],
  ['4 times the expected and 15', { observed: 16 }, 'high'],
  ['4 times the expected, fewer than 15', { observed: 14, expected: 2 }, 'medium'],
  ['an expectation near 0 counts as a half', { observed: 15, expected: 0 }, 'high'],
  ['a topic that is more severe than the spike', { topic: 'critical' }, 'critical'],
  ['a topic that is less severe', { topic: 'low' }, 'medium'],
  ['a high exposure', { isExposureHigh: true }, 'high'],
  ['a high exposure of what is critical already', { topic: 'critical', isExposureHigh: true }, 'critical'],
])('%s', (_, over, severity) => {
  expect(severityOf({ ...input, ...over })).toBe(severity)
})

test('asked twice it says the same: exposure raises the severity once', () => {
  const high = { ...input, isExposureHigh: true }
  expect([severityOf(high), severityOf(high)]).toEqual(['high', 'high'])
})

describe('the severity of an active alert', () => {
  const minute = 60_000
  const alert = (severity: 'medium' | 'high', severityLowerSince: number | null = null) => {
    const known = alertNow({ severity })
    return { severity, facts: { ...known.facts, severityLowerSince } }
  }
  const at = (now: number, blind = false) => ({ now, blind })

  test('rises at once, with its reason', () => {
    const grown = { ...input, observed: 32, expected: 4 }
    expect(severityStep(alert('medium'), grown, at(0))).toEqual({
      lowerSince: null,
      change: {
        change: 'raised',
        set: { severity: 'high' },
        reason: 'from medium to high: 32 mentions, 4.0 expected',
      },
    })
    expect(severityStep(alert('high'), { ...grown, topic: 'critical' }, at(0)).change?.reason).toBe(
      'from high to critical: the topic is critical',
    )
    expect(severityStep(alert('high'), { ...grown, isExposureHigh: true }, at(0)).change?.reason).toBe(
      'from high to critical: 32 mentions, 4.0 expected, and much is at risk in planning data',
    )
  })

  test('sinks only after half an hour clearly below, and says so', () => {
    const fallen = { ...input, observed: 8, expected: 2 }
    const first = severityStep(alert('high'), fallen, at(10 * minute))
    expect(first).toEqual({ lowerSince: 10 * minute })
    expect(severityStep(alert('high', first.lowerSince), fallen, at(39 * minute))).toEqual(first)
    expect(severityStep(alert('high', first.lowerSince), fallen, at(40 * minute))).toEqual({
      lowerSince: null,
      change: {
        change: 'lowered',
        set: { severity: 'medium' },
        reason: 'from high to medium: 30 min below the limits of high, now 8 mentions, 2.0 expected',
      },
    })
  })

  test('stays at the edge of a limit, after a relapse, and while counts are incomplete', () => {
    const edge = { ...input, observed: 13, expected: 2 }
    expect(severityOf(edge)).toBe('medium')
    expect(severityStep(alert('high', 0), edge, at(60 * minute))).toEqual({ lowerSince: null })
    const fallen = { ...input, observed: 8, expected: 2 }
    expect(severityStep(alert('high', 0), fallen, at(60 * minute, true))).toEqual({ lowerSince: 0 })
  })
})
