import { describe, expect, test } from 'vitest'
import { upperTail } from '../../../alerts/detector/count-tail.ts'
import { onsetOf } from '../../../alerts/detection/onset.ts'
import { randomFrom } from '../../../ingest/sources/demo/random.ts'

const bucketMs = 300_000
const bucketsPerDay = 288
const runs = 200
/** The windows of the detector, in buckets, and a p-value as is in force. */
const windows = [1, 6, 12, 72]
const threshold = 2e-5

interface Planted {
  shape: 'step' | 'ramp'
  usualPerHour: number
  rhythm: number
}

/** A day and more of counts with an incident somewhere in the second day, told when a window is first unusual. @returns minutes from the planted onset to the estimate */
function errorOf({ shape, usualPerHour, rhythm }: Planted, run: number): number | undefined {
  const random = randomFrom(shape, usualPerHour, rhythm, run)
  const start = bucketsPerDay + Math.floor(random.next() * bucketsPerDay)
  const expectationOf = (i: number) => (usualPerHour / 12) * (1 + rhythm * Math.cos((2 * Math.PI * i) / bucketsPerDay))
  const extra = (Math.max(4, 6 * Math.sqrt(usualPerHour)) / 12) * (0.7 + 1.5 * random.next())
  /** A ramp takes three hours. */
  const grown = (i: number) => (i < start ? 0 : shape === 'step' ? 1 : Math.min(1.5, (i - start + 0.5) / 36))
  const counts = Array.from({ length: 3 * bucketsPerDay }, (_, i) =>
    random.poisson(expectationOf(i) + extra * grown(i)),
  )
  for (let to = start; to < counts.length; to++) {
    const isSeen = windows.some((length) => {
      const [observed, usual] = [sumBefore((i) => counts[i]!, to, length), sumBefore(expectationOf, to, length)]
      return observed >= 5 && upperTail(observed, usual, usual) <= threshold
    })
    if (!isSeen) continue
    const counted = counts.slice(0, to + 1).map((live, i) => ({ at: i * bucketMs, mentions: live, live }))
    const span = { from: (to - bucketsPerDay) * bucketMs, to: to * bucketMs, bucketMs }
    const onset = onsetOf(counted, { ...span, expectedAt: (at) => expectationOf(at / bucketMs) })
    return (onset - start * bucketMs) / 60_000
  }
  return undefined
}

/** Additional mentions per hour, `h` hours after the onset. A slow rise takes three hours; nobody can tell its first mentions from others at once. */
const outbreaks = {
  sudden: (h: number) => 90 * (1 / 3 + (2 / 3) * Math.exp(-h / 2)),
  staircase: (h: number) => (h < 1 ? 90 / 4 : h < 2 ? 90 / 2 : 90),
  slow: (h: number) => 90 * Math.min(1, h / 3),
}

/** Minutes from the planted onset of an outbreak in the second day to its estimate, so long after a window is first unusual. */
function outbreakError(
  { shape, usualPerHour, hoursLater }: { shape: keyof typeof outbreaks; usualPerHour: number; hoursLater: number },
  run: number,
): number {
  const random = randomFrom(shape, usualPerHour, run)
  const start = bucketsPerDay + Math.floor(random.next() * bucketsPerDay)
  const usual = (i: number) => (usualPerHour / 12) * (1 + 0.7 * Math.cos((2 * Math.PI * i) / bucketsPerDay))
  const extra = (i: number) => (i < start ? 0 : outbreaks[shape]((i - start + 0.5) / 12) / 12)
  const counts = Array.from({ length: 3 * bucketsPerDay }, (_, i) => random.poisson(usual(i) + extra(i)))
  const isSeen = (to: number) =>
    windows.some((length) => {
      const [observed, expected] = [sumBefore((i) => counts[i]!, to, length), sumBefore(usual, to, length)]
      return observed >= 5 && upperTail(observed, expected, expected) <= threshold
    })
  const seenAt = counts.findIndex((_, to) => to >= start && isSeen(to))
  const to = seenAt + hoursLater * 12
  const counted = counts.slice(0, to + 1).map((live, i) => ({ at: i * bucketMs, mentions: live, live }))
  const span = { from: (to - bucketsPerDay) * bucketMs, to: to * bucketMs, bucketMs }
  return (onsetOf(counted, { ...span, expectedAt: (at) => usual(at / bucketMs) }) - start * bucketMs) / 60_000
}

const sumBefore = (of: (i: number) => number, to: number, length: number) =>
  Array.from({ length }, (_, k) => of(to - k)).reduce((total, x) => total + x, 0)

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(share * values.length)]!

describe('the onset', () => {
  test.each([
    { shape: 'step', usualPerHour: 0.1, rhythm: 0, median: 10, ninth: 60 },
    { shape: 'step', usualPerHour: 0.5, rhythm: 0.9, median: 10, ninth: 80 },
    { shape: 'step', usualPerHour: 2, rhythm: 0.9, median: 10, ninth: 60 },
    { shape: 'step', usualPerHour: 6, rhythm: 0.9, median: 10, ninth: 45 },
    { shape: 'ramp', usualPerHour: 0.5, rhythm: 0, median: 70, ninth: 160 },
    { shape: 'ramp', usualPerHour: 2, rhythm: 0.9, median: 60, ninth: 150 },
  ] as const)(
    'of a $shape over $usualPerHour mentions an hour (rhythm $rhythm) is found',
    ({ median, ninth, ...planted }) => {
      const found = Array.from({ length: runs }, (_, run) => errorOf(planted, run)).filter(
        (error) => error !== undefined,
      )
      expect(found.length).toBeGreaterThan(0.95 * runs)
      const sizes = found.map(Math.abs)
      expect(quantile(sizes, 0.5)).toBeLessThanOrEqual(median)
      expect(quantile(sizes, 0.9)).toBeLessThanOrEqual(ninth)
    },
  )

  test.each([
    { shape: 'sudden', usualPerHour: 0.5, hoursLater: 0, within: 0.95 },
    { shape: 'sudden', usualPerHour: 6, hoursLater: 1, within: 0.95 },
    { shape: 'staircase', usualPerHour: 0.5, hoursLater: 0, within: 0.9 },
    { shape: 'staircase', usualPerHour: 2, hoursLater: 1, within: 0.85 },
    { shape: 'slow', usualPerHour: 0.5, hoursLater: 2, within: 0.65 },
    { shape: 'slow', usualPerHour: 2, hoursLater: 2, within: 0.6 },
  ] as const)(
    'of a $shape outbreak over $usualPerHour mentions an hour is right within ten minutes, $hoursLater h after the detection',
    ({ within, ...planted }) => {
      const errors = Array.from({ length: runs }, (_, run) => outbreakError(planted, run))
      const isRight = (error: number) => Math.abs(error) <= 10
      expect(errors.filter(isRight).length / runs).toBeGreaterThanOrEqual(within)
      expect(isRight(quantile(errors.map(Math.abs), 0.5))).toBe(true)
    },
  )

  test('is not the busy hour of every day', () => {
    const expectedAt = (at: number) => ((at / bucketMs) % bucketsPerDay >= 108 ? 1 : 0.01)
    const counted = Array.from({ length: 180 }, (_, i) => {
      const live = i < 108 ? 0 : i < 174 ? 1 : 3
      return { at: i * bucketMs, mentions: live, live }
    })
    const span = { from: 0, to: 179 * bucketMs, bucketMs }
    expect(onsetOf(counted, { ...span, expectedAt })).toBeGreaterThanOrEqual(172 * bucketMs)
    expect(onsetOf(counted, { ...span, expectedAt: () => 0.4 })).toBeLessThan(130 * bucketMs)
  })

  test('of an outbreak that is over is where it began', () => {
    const counted = [30, 33, 36].map((bucket) => ({ at: bucket * bucketMs, mentions: 4, live: 4 }))
    const span = { from: 0, to: 60 * bucketMs, bucketMs }
    expect(onsetOf(counted, { ...span, expectedAt: () => 0.01 })).toBe(30 * bucketMs)
  })

  test('of nothing unusual is the last bucket', () => {
    expect(onsetOf([], { from: 0, to: 10 * bucketMs, bucketMs, expectedAt: () => 1 })).toBe(10 * bucketMs)
  })
})
