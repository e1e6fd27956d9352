import { isHoliday } from '../../infra/holidays.ts'
import { localTime } from '../../infra/zone.ts'
import { expectedBy, learnCalendar, newCalendar, type Calendar } from './calendar.ts'
import { holidayEffectOf, learnHoliday, newHolidayEffect, onSunday, type HolidayEffect } from './holiday-effect.ts'
import { expectedAt, learnLevel, newLevel, seasonAt, spreadAt, typicalOf, type Level } from './level.ts'
import { learnMonthDay, monthDayAt, newMonthDays, type MonthDays } from './month-days.ts'

/** The place whose days and hours a series follows. */
export interface Locality {
  /** IANA time zone. */
  zone: string
  /** The countries and regions whose public holidays it keeps, see `holidayKey`. Absent: none. */
  holidays?: string | undefined
}

/** Model of the expected count: a seasonal level for buckets shorter than a day, else a regression over years. Days and hours are local. */
export type Baseline = (Level | Calendar) &
  Locality & {
    /** Absent for buckets longer than a day. */
    monthDays?: MonthDays
    /** Only for buckets shorter than a day, with holidays. */
    holidayEffect?: HolidayEffect
  }

const day = 24 * 3_600_000

export const newBaseline = (bucketMs: number, { zone, holidays }: Locality): Baseline => ({
  ...(bucketMs < day ? newLevel(bucketMs) : newCalendar(bucketMs, holidays !== undefined)),
  zone,
  ...(bucketMs <= day && { monthDays: newMonthDays() }),
  ...(holidays !== undefined && { holidays, ...(bucketMs < day && { holidayEffect: newHolidayEffect() }) }),
})

export interface Expectation {
  mean: number
  /** The expected count of an average hour. */
  typical: number
  /** Variance of the logarithm of the mean. Without `dispersion`, in units of the window's dispersion. */
  spread: number
  /** Variance of a count as a multiple of its mean, where the baseline estimates it. */
  dispersion?: number
}

/** The expectation for the bucket that begins at `at` (epoch ms). */
export function expectationOf(baseline: Baseline, at: number): Expectation {
  const local = localTime(baseline.zone, at)
  const base = withoutMonthDay(baseline, local)
  const { factor, spread } = monthDayOf(baseline, local)
  return factor === 1 ? base : { ...base, mean: base.mean * factor, spread: base.spread + spread }
}

/** Whether the bucket that begins at `at` (epoch ms) is in a public holiday; a week never is. */
export const isInHoliday = (baseline: Baseline, at: number): boolean =>
  baseline.holidays !== undefined && baseline.bucketMs <= day && holidaysIn(baseline, localTime(baseline.zone, at)) > 0

/** The number of public holidays in the bucket at local time `local` (epoch ms). Buckets of days may begin off midnight. */
function holidaysIn({ holidays, bucketMs }: Baseline, local: number): number {
  if (holidays === undefined) return 0
  if (bucketMs < day) return isHoliday(holidays, Math.floor(local / day)) ? 1 : 0
  const first = Math.floor((local + day / 2) / day)
  let count = 0
  for (let of = first; of < first + Math.round(bucketMs / day); of++) if (isHoliday(holidays, of)) count++
  return count
}

function withoutMonthDay(baseline: Baseline, local: number): Expectation {
  const holidays = holidaysIn(baseline, local)
  if (baseline.kind === 'calendar') {
    const known = expectedBy(baseline, local, holidays)
    return { ...known, typical: known.mean }
  }
  const at = holidays > 0 ? onSunday(local) : local
  const known = { mean: expectedAt(baseline, at), typical: typicalOf(baseline), spread: spreadAt(baseline, at) }
  if (holidays === 0) return known
  const { factor, spread } = holidayEffectOf(
    baseline.holidayEffect!,
    seasonAt(baseline, local) / seasonAt(baseline, at),
  )
  return { ...known, mean: known.mean * factor, spread: known.spread + spread }
}

const ordinaryDay = { factor: 1, spread: 0 }

/** What falls on a holiday is mostly done on another day. */
const monthDayOf = (baseline: Baseline, local: number) =>
  baseline.monthDays && holidaysIn(baseline, local) === 0 ? monthDayAt(baseline.monthDays, local) : ordinaryDay

/**
 * Updates the baseline with a bucket. Below a day, a holiday teaches only how holidays compare with Sundays.
 * @param capped its count, capped where an outbreak must not raise the expectation
 */
export function updateBaseline(baseline: Baseline, at: number, { count, capped }: { count: number; capped: number }) {
  const local = localTime(baseline.zone, at)
  const holidays = holidaysIn(baseline, local)
  if (baseline.kind === 'level' && holidays > 0)
    return learnHoliday(baseline.holidayEffect!, local, { count, expected: expectedAt(baseline, onSunday(local)) })
  const { factor } = monthDayOf(baseline, local)
  if (baseline.monthDays && holidays === 0) {
    const { mean } = withoutMonthDay(baseline, local)
    learnMonthDay(baseline.monthDays, local, { count, expected: mean })
  }
  if (baseline.kind === 'calendar') learnCalendar(baseline, local, { count: capped / factor, holidays })
  else learnLevel(baseline, local, capped / factor)
}
