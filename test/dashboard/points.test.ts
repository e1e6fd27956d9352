import { expect, test } from 'vitest'
import { atEnds, completeOpenBucket, withPointAt } from '../../api/dashboard/lib/points.ts'

const hour = 3_600_000
const minute = 60_000
const at = (hours: number, minutes = 0) => Date.UTC(2026, 11, 1, hours, minutes)
const points = [0, 30, 60].map((value, i) => ({ at: new Date(at(4 + i)).toISOString(), value, expected: 1 + i }))

test('a count is drawn where its hour ends, and that of the open hour now', () => {
  const now = at(6, 15)
  const ends = atEnds(completeOpenBucket(points, hour, now), hour, now)
  expect(ends.map((point) => point.at)).toEqual([at(5), at(6), now])
  // What came in the 15 minutes, and three quarters of the hour before.
  expect(ends.at(-1)!.value).toBe(60 + 0.75 * 30)
})

test('the line of an alert does not rise before the start', () => {
  const onset = at(5, 35)
  const ends = withPointAt(atEnds(points, hour, at(7)), { at: onset, value: 0 })
  expect(ends.map((point) => [point.at, point.value])).toEqual([
    [at(5), 0],
    [onset, 0],
    [at(6), 30],
    [at(7), 60],
  ])
  expect(ends[1]!.expected).toBeCloseTo(1 + (35 * minute) / hour)
})

test.each([at(4), at(5), at(9)])('where a point is, or none around, none is added (%d)', (when) => {
  expect(withPointAt(atEnds(points, hour, at(7)), { at: when, value: 0 })).toHaveLength(3)
})
