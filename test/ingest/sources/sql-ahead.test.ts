import { expect, test } from 'vitest'
import { aheadFinder, isTimeAhead } from '../../../ingest/sources/sql/ahead.ts'

const now = Date.parse('2026-12-01T10:00:00Z')
const dayMs = 86_400_000

test.each([
  '2046-11-19',
  '2046-12-31',
  '2046-11-19 10:00:00',
  '2046-11-19 10:00:00+00',
  '2046-11-19 10:00:00.123456-05:30',
  '2046-11-19T10:00:00.5Z',
  '2046-02-31',
  '10000-01-01',
  'infinity',
])('%s lies in the future', (cursor) => {
  expect(isTimeAhead(cursor, now)).toBe(true)
})

test.each([
  '2026-12-01',
  '2026-12-01 23:00:00',
  '2026-12-01 20:00:00+14',
  '2026-02-31',
  '0000-00-00 00:00:00',
  '-infinity',
  'a text',
  '',
])('%j does not', (cursor) => {
  expect(isTimeAhead(cursor, now)).toBe(false)
})

const ahead = (...rows: (readonly [number, number | undefined])[]) =>
  aheadFinder(now)(rows.map(([cursor, at]) => ({ cursor: String(cursor), at })))

test.each([1, 1e3, 1e6, 1e9])('numbers that are times, %i a second', (perSecond) => {
  const [then, wrong] = [now - dayMs, now + 20 * 365 * dayMs].map((ms) => Math.round((ms / 1_000) * perSecond))
  expect(ahead([then!, now - 2 * dayMs], [wrong!, now - dayMs])).toEqual([false, true])
  expect(ahead([then!, now - dayMs], [wrong!, undefined])).toEqual([false, true])
  expect(ahead([wrong!, undefined])).toEqual([true])
})

test.each([
  ['small', [1, 2, 3]],
  ['beyond the seconds of now', [1_900_000_001, 1_900_000_002, 1_900_000_003]],
  ['around the seconds of now', [1_700_000_000, 1_764_900_000, 1_800_000_000]],
  [
    'of a service that has time in them',
    [1_995_000_000_000_000_000, 1_996_000_000_000_000_000, 1_997_000_000_000_000_000],
  ],
])('numbers that count are never in the future: %s', (_, ids) => {
  expect(ahead(...ids.map((id) => [id, now - dayMs] as const))).toEqual([false, false, false])
})

test('what the numbers are is remembered for the batches of a poll', () => {
  const find = aheadFinder(now)
  find([{ cursor: String(now - dayMs), at: now - dayMs }])
  expect(find([{ cursor: String(now + 400 * dayMs), at: now - dayMs }])).toEqual([true])
})
