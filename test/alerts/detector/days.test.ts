import { describe, expect, test } from 'vitest'
import { dayThreshold, dayUnderTest, hasDaysOnly, peekDay } from '../../../alerts/detector/days.ts'
import { learn } from '../../../alerts/detector/detector.ts'
import { newDetector, type DetectorState } from '../../../alerts/detector/state.ts'
import { openRandom } from '../../bench/detection/random.ts'

const bucketMs = 300_000
const day = 24 * 3_600_000
const monday = Date.UTC(2026, 0, 5)

/** A series whose mentions of each day come in its first bucket, up to the start of day `days`. */
function learnt(countOf: (day: number) => number, days: number, offsetMs = 0): DetectorState {
  let state = newDetector(bucketMs, monday, { longestMs: day })
  for (let at = monday; at < monday + days * day; at += bucketMs) {
    const count = (at - monday) % day === offsetMs ? countOf((at - monday) / day) : 0
    state = learn(state, { at, count, live: count })
  }
  return state
}

const openOf = (at: number, live: number) => ({ at, count: live, live })
const random = openRandom(31)
const ordinary = Array.from({ length: 60 }, () => random.poisson(9))

describe('a series with days for times', () => {
  const learntState = learnt((d) => ordinary[d]!, 60)
  const fresh = () => structuredClone(learntState)
  const today = monday + 60 * day
  const kindOf = (from: DetectorState, open: { at: number; count: number; live: number }) =>
    peekDay(from, dayUnderTest(from, open)!, dayThreshold(from, 1e-5)).kind

  test('is known by its times', () => {
    expect(hasDaysOnly(fresh(), openOf(today, 0))).toBe(true)
    expect(
      hasDaysOnly(
        learnt((d) => ordinary[Math.floor(d)]!, 20, 10 * 3_600_000),
        openOf(today, 0),
      ),
    ).toBe(false)
    const silent = learnt(() => 0, 60)
    expect(hasDaysOnly(silent, openOf(today, 3))).toBe(false)
    expect(hasDaysOnly(silent, openOf(today, 34))).toBe(true)
    expect(hasDaysOnly(silent, openOf(today + bucketMs, 25))).toBe(false)
  })

  test('34 on a day where 9 are expected is a spike of the day, from its first minutes until the next day is over', () => {
    const state = fresh()
    const found = peekDay(state, dayUnderTest(state, openOf(today, 34))!, dayThreshold(state, 1e-5))
    expect(found).toMatchObject({ kind: 'spike', windowMs: day, observedInWindow: 34 })
    expect(found.expectedInWindow).toBeGreaterThan(7)
    expect(found.expectedInWindow).toBeLessThan(11)
    let later = learn(state, openOf(today, 34))
    for (let at = today + bucketMs; at < today + 2 * day; at += bucketMs) {
      const open = openOf(at, at === today + day ? 8 : 0)
      expect(dayUnderTest(later, open)).toMatchObject({ at: today, live: 34 })
      later = learn(later, open)
    }
    expect(dayUnderTest(later, openOf(today + 2 * day, 0))).toMatchObject({ at: today + day, live: 8 })
    expect(kindOf(later, openOf(today + 2 * day, 0))).toBe('calm')
  })

  test('mentions that arrive a day late count on their day', () => {
    const late = learn(learn(fresh(), openOf(today, 4)), openOf(today + day, 9))
    expect(dayUnderTest(late, openOf(today + day + bucketMs, 3))).toMatchObject({ at: today + day, live: 12 })
  })

  test('ordinary days are calm', () => {
    for (let count = 0; count <= 14; count++) expect(kindOf(fresh(), openOf(today, count))).toBe('calm')
  })
})
