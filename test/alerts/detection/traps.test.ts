import { describe, expect, test } from 'vitest'
import { openSeriesDetector, type Detected } from '../../../alerts/detection/detect.ts'
import { learn } from '../../../alerts/detector/detector.ts'
import { peek } from '../../../alerts/detector/finding.ts'
import { newDetector, type DetectorState } from '../../../alerts/detector/state.ts'
import { nextChange } from '../../../alerts/alert/lifecycle.ts'
import { openRandom } from '../../bench/detection/random.ts'
import { alertNow } from '../make.ts'

const fiveMinutes = 300_000
const hour = 3_600_000
const day = 24 * hour
const monday = Date.UTC(2026, 0, 5)

const weekdayOf = (at: number) => new Date(at).getUTCDay()
const hourOf = (at: number) => (at % day) / hour
/** Counts of a rhythm around a mean a bucket, as rows of `detect`. */
function rowsOf(meanAt: (at: number) => number, span: { bucketMs: number; from: number; to: number; seed: number }) {
  const random = openRandom(span.seed)
  const rows: { at: number; value: number }[] = []
  for (let at = span.from; at < span.to; at += span.bucketMs) rows.push({ at, value: random.poisson(meanAt(at)) })
  return rows
}
const detectedIn = (rows: readonly { at: number; value: number }[], bucketMs: number) => {
  const detect = openSeriesDetector(bucketMs)
  return rows.map((row): Detected & { at: number } => ({ at: row.at, ...detect(row.at, row.value) }))
}

describe('traps that other systems fall into', () => {
  test('Monday morning: five times the night before it and twice any other morning is no spike', () => {
    const meanAt = (at: number) =>
      weekdayOf(at) === 0 || weekdayOf(at) === 6
        ? 6
        : hourOf(at) < 7
          ? 4
          : hourOf(at) < 12
            ? weekdayOf(at) === 1
              ? 60
              : 30
            : 20
    const rows = rowsOf(meanAt, { bucketMs: hour, from: monday, to: monday + 12 * 7 * day, seed: 3 })
    const ratios = rows.map((row, i) => row.value / Math.max(1, rows[i - 1]?.value ?? row.value))
    const mornings = rows.flatMap((row, i) => (weekdayOf(row.at) === 1 && hourOf(row.at) === 7 ? [ratios[i]!] : []))
    expect(Math.min(...mornings)).toBeGreaterThan(3)
    const alerts = detectedIn(rows, hour).filter((row) => row.alert && row.at >= monday + 4 * 7 * day)
    expect(alerts.filter((row) => weekdayOf(row.at) === 1)).toEqual([])
  })

  test('reference zero: one or two mentions after four weeks of none are no spike, six at once are', () => {
    const detect = openSeriesDetector(fiveMinutes)
    let at = monday
    for (; at < monday + 28 * day; at += fiveMinutes) detect(at, 0)
    expect([detect(at, 1), detect(at + fiveMinutes, 0), detect(at + 2 * fiveMinutes, 1)].some((row) => row.alert)).toBe(
      false,
    )
    expect(detect(at + 3 * fiveMinutes, 6).alert).toBe(true)
  })

  test('empty bucket: what is missing is not known, and not zero', () => {
    const rows = rowsOf(() => 20, { bucketMs: fiveMinutes, from: monday, to: monday + 21 * day, seed: 5 })
    const gap = (row: { at: number }) => row.at >= monday + 20 * day && row.at < monday + 20.5 * day
    const after = detectedIn(
      rows.filter((row) => !gap(row)),
      fiveMinutes,
    ).filter((row) => row.at >= monday + 20.5 * day)
    expect(after.filter((row) => row.alert)).toEqual([])
    expect(after[0]!.expected).toBeGreaterThan(19)
    expect(after.at(-1)!.expected).toBeGreaterThan(19)
    expect(Math.min(...after.map((row) => row.p))).toBeGreaterThan(1e-5)
  })

  test('week-long σ: six times the usual at night is a spike, though every day is louder than that', () => {
    const meanAt = (at: number) => 2 + 18 * (0.5 - 0.5 * Math.cos((2 * Math.PI * (at % day)) / day))
    const rows = rowsOf(meanAt, { bucketMs: fiveMinutes, from: monday, to: monday + 28 * day, seed: 7 })
    const night = rowsOf((at) => 6 * meanAt(at), {
      bucketMs: fiveMinutes,
      from: monday + 28 * day,
      to: monday + 28 * day + hour,
      seed: 8,
    })
    const alerts = detectedIn([...rows, ...night], fiveMinutes).filter(
      (row) => row.alert && row.at >= monday + 28 * day,
    )
    expect(Math.max(...rows.map((row) => row.value))).toBeGreaterThan(Math.max(...night.map((row) => row.value)))
    expect(alerts.length).toBeGreaterThan(0)
  })

  test('volume still high: half a day into an outbreak it is still above what is usual, and the alert stands', () => {
    const random = openRandom(9)
    let state: DetectorState = newDetector(fiveMinutes, monday)
    let at = monday
    const live = (mean: number) => {
      const count = random.poisson(mean)
      state = learn(state, { at, count, live: count })
      at += fiveMinutes
    }
    for (let i = 0; i < 28 * 288; i++) live(2)
    for (let i = 0; i < 144; i++) live(20)
    const { kind, expected, upper } = peek(state, { at, count: 20, live: 20 }, 1e-5)
    expect(kind).toBe('spike')
    expect(expected).toBeLessThan(8)
    const alert = alertNow({ observed: 20, facts: { ...alertNow({}).facts, calmSince: null } })
    const evaluation = { spike: true, above: 20 > upper, blind: false, excess: 20 - expected }
    expect(nextChange(alert, evaluation, alert.openedAt + 12 * hour)?.change).not.toBe('resolved')
  })
})
