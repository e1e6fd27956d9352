import { expect, test } from 'vitest'
import { severityOf, type SeverityInput } from '../../../alerts/explain/severity.ts'

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
