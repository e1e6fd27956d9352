import { expect, test } from 'vitest'
import { retryAfterMs } from '../../../infra/http/retry-after.ts'

const now = Date.UTC(2026, 0, 1)

test.each([
  ['120', 120_000],
  [' 1.5 ', 1_500],
  ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
  // The obsolete formats that RFC 9110 §5.6.7 requires a recipient to read.
  ['Thursday, 01-Jan-26 00:01:00 GMT', 60_000],
  ['Thu Jan  1 00:01:00 2026', 60_000],
  ['2026-01-01T00:01:00Z', 60_000],
])('%s is a time to wait', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms)
})

test.each([undefined, '', '0', '-5', 'whenever', 'Wed, 31 Dec 2025 23:59:59 GMT'])('%s means no wait', (header) => {
  expect(retryAfterMs(header, now)).toBe(0)
})

test('a day is the longest wait', () => {
  expect(retryAfterMs('99999999999999999999', now)).toBe(86_400_000)
  expect(retryAfterMs('Fri, 01 Jan 2027 00:00:00 GMT', now)).toBe(86_400_000)
})
