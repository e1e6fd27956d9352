import { describe, expect, test } from 'vitest'
import { learn, step } from '../../../alerts/detector/detector.ts'
import { peek } from '../../../alerts/detector/finding.ts'
import { newDetector, type DetectorState } from '../../../alerts/detector/state.ts'
import { pOf } from '../../../alerts/detector/p-value.ts'
import { openSeriesDetector } from '../../../alerts/detection/detect.ts'
import { randomFrom } from '../../../ingest/sources/demo/random.ts'

const fiveMinutes = 300_000
const hour = 3_600_000
const day = 24 * hour
const monday = Date.UTC(2026, 0, 5)

/** Weekly and daily rhythm around `perHour`, as a mean per bucket. */
const meanAt = (at: number, perHour: number) =>
  (perHour / 12) *
  (1 + 0.7 * Math.sin(((at % day) / day) * 2 * Math.PI - 2)) *
  ([0, 6].includes(new Date(at).getUTCDay()) ? 0.7 : 1.1)

function learnt(options: { seed: string; perHour: number; days: number }): { state: DetectorState; at: number } {
  const random = randomFrom(options.seed)
  let state = newDetector(fiveMinutes, monday)
  let at = monday
  for (; at < monday + options.days * day; at += fiveMinutes) {
    const count = random.poisson(meanAt(at, options.perHour))
    state = learn(state, { at, count, live: count })
  }
  return { state, at }
}

describe('the detector', () => {
  test('its p-value is honest: on quiet series it is at or below a level about that often', () => {
    const threshold = 0.01
    let tested = 0
    let alarmed = 0
    for (const [i, perHour] of [0.5, 2, 10, 40].entries()) {
      const random = randomFrom('null', i)
      let state = newDetector(fiveMinutes, monday)
      for (let at = monday; at < monday + 35 * day; at += fiveMinutes) {
        const count = random.poisson(meanAt(at, perHour))
        const { state: next, finding } = step(state, { at, count, live: count }, threshold)
        state = next
        if (at < monday + 14 * day) continue
        tested++
        if (finding.p <= threshold) alarmed++
      }
    }
    expect(alarmed / tested).toBeLessThan(threshold * 1.5)
    expect(alarmed / tested).toBeGreaterThan(threshold / 20)
  })

  test('what is usual follows the hour of the day and the weekend', () => {
    const { state } = learnt({ seed: 'rhythm', perHour: 30, days: 28 })
    const expectedAt = (at: number) => peek(state, { at, count: 0, live: 0 }, 0.01).expected
    const [night, evening] = [expectedAt(monday + 28 * day + 2 * hour), expectedAt(monday + 28 * day + 14 * hour)]
    expect(evening / night).toBeGreaterThan(2)
    expect(expectedAt(monday + 33 * day + 14 * hour)).toBeLessThan(evening)
  })

  test('a burst is a spike within its first half hour, and backfill never is', () => {
    const { state, at } = learnt({ seed: 'burst', perHour: 2, days: 28 })
    expect(peek(state, { at, count: 6, live: 6 }, 1e-4).kind).toBe('spike')
    expect(peek(state, { at, count: 6, live: 0 }, 1e-4).kind).toBe('calm')
  })

  test('an outbreak of half a day, thirty times the usual, is still far above usual at its end', () => {
    let { state, at } = learnt({ seed: 'outbreak', perHour: 2, days: 28 })
    const before = peek(state, { at, count: 0, live: 0 }, 1e-4).expected
    for (const end = at + 12 * hour; at < end; at += fiveMinutes) state = learn(state, { at, count: 5, live: 5 })
    const after = peek(state, { at, count: 60, live: 60 }, 1e-4)
    expect(after.kind).toBe('spike')
    expect(after.expected).toBeLessThan(before * 10)
  })

  test('an open bucket is held against the share of it that has passed', () => {
    const { state, at } = learnt({ seed: 'open', perHour: 60, days: 28 })
    const whole = peek(state, { at, count: 0, live: 0 }, 0.01).expected
    expect(peek(state, { at, count: 0, live: 0 }, 0.01, 0.2).expected).toBeCloseTo(whole * 0.2, 6)
  })

  test('it is causal: what comes later changes no earlier finding', () => {
    const run = (tail: number) => {
      const random = randomFrom('causal')
      let state = newDetector(fiveMinutes, monday)
      const ps: number[] = []
      for (let i = 0; i < 3000; i++) {
        const count = i < 2500 ? random.poisson(2) : tail
        const { state: next, finding } = step(state, { at: monday + i * fiveMinutes, count, live: count }, 0.01)
        state = next
        ps.push(finding.p)
      }
      return ps.slice(0, 2500)
    }
    expect(run(0)).toEqual(run(500))
  })

  test('a finding can be made again from its stored numbers', () => {
    const { state, at } = learnt({ seed: 'finding', perHour: 5, days: 21 })
    const finding = peek(state, { at, count: 9, live: 9 }, 1e-4)
    expect(finding.kind).toBe('spike')
    expect(pOf(finding.tested!)).toBeCloseTo(finding.p, 12)
  })

  test('a state goes through a structured clone unharmed', () => {
    const { state, at } = learnt({ seed: 'clone', perHour: 5, days: 21 })
    const bucket = { at, count: 3, live: 3 }
    expect(peek(structuredClone(state), bucket, 0.01)).toEqual(peek(state, bucket, 0.01))
  })

  test.each([
    ['a minute', 60_000],
    ['an hour', hour],
    ['a day', day],
    ['a week', 7 * day],
  ])('detect works on buckets of %s and speaks again when it clearly grows', (_, bucketMs) => {
    const random = randomFrom('detect', bucketMs)
    const detected = openSeriesDetector(bucketMs)
    for (let i = 0; i < 400; i++) detected(monday + i * bucketMs, 20 + random.poisson(5))
    const first = detected(monday + 400 * bucketMs, 90)
    expect(first.alert).toBe(true)
    expect(first.score).toBe(1)
    expect(detected(monday + 401 * bucketMs, 92).alert && bucketMs < day).toBe(false)
    expect(detected(monday + 402 * bucketMs, 400).alert).toBe(true)
  })
})
