import { describe, expect, test } from 'vitest'
import { thresholdFor, thresholdsFor } from '../../../alerts/detection/budget.ts'
import type { Subject } from '../../../alerts/series/subject.ts'
import { budgetRow } from '../../bench/detection/budget.ts'

const fiveMinutes = 300_000
const hour = 3_600_000
const week = 7 * 24 * hour

describe('a budget of false alarms', () => {
  test('allows so much that a week has more in one of forty, 1.09 for three a week, and never more than itself', () => {
    expect(thresholdFor({ perWeek: 3, series: 10, bucketMs: week })).toBeCloseTo(1.0899 / 10, 4)
    expect(thresholdFor({ perWeek: 0.01, series: 1, bucketMs: week })).toBeCloseTo(0.01, 4)
  })

  test('is shared by all series and all looks of a week', () => {
    const one = thresholdFor({ perWeek: 3, series: 100, bucketMs: hour })
    expect(thresholdFor({ perWeek: 3, series: 1_000, bucketMs: hour })).toBeCloseTo(one / 10, 12)
    expect(thresholdFor({ perWeek: 3, series: 100, bucketMs: fiveMinutes })).toBeCloseTo(one / 12, 12)
    expect(thresholdFor({ perWeek: 1, series: 100, bucketMs: hour })).toBeLessThan(one / 3)
  })

  test('is half for wholes and half for their cuts, and is not loose when few are active', () => {
    const whole: Subject = { kind: 'topic', id: 'a', dimension: '', value: '' }
    const cut: Subject = { ...whole, dimension: 'product', value: 'K3' }
    const of = (wholes: number, cuts: number) =>
      thresholdsFor([...Array.from({ length: wholes }, () => whole), ...Array.from({ length: cuts }, () => cut)], {
        perWeek: 3,
        departments: 1,
        active: wholes + cuts,
      })
    const many = of(100, 1_000)
    expect(many.whole).toBeCloseTo(10 * many.cut, 12)
    expect(of(0, 0)).toEqual(of(10, 30))
  })

  test('is kept over series in which nothing happens', () => {
    const { weeks, weeksKept, perWeek, found } = budgetRow({ series: 60, bucketMs: hour })
    expect(weeksKept).toBeGreaterThanOrEqual(0.9 * weeks)
    expect(perWeek).toBe(3)
    expect(found).toBeGreaterThan(0.2)
  })
})
