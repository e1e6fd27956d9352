import { localTime } from '../../infra/zone.ts'
import { expectedBy, learnCalendar, newCalendar, type Calendar } from './calendar.ts'
import { expectedAt, learnLevel, newLevel, spreadAt, typicalOf, type Level } from './level.ts'
import { learnMonthDay, monthDayAt, newMonthDays, type MonthDays } from './month-days.ts'

/** Model of the expected count: a seasonal level for buckets shorter than a day, else a regression over years. Days and hours are local. */
export type Baseline = (Level | Calendar) & {
  /** IANA time zone. */
  zone: string
  /** Absent for buckets longer than a day. */
  monthDays?: MonthDays
}

const day = 24 * 3_600_000

export const newBaseline = (bucketMs: number, zone = 'UTC'): Baseline => ({
  ...(bucketMs < day ? newLevel(bucketMs) : newCalendar(bucketMs)),
  zone,
  ...(bucketMs <= day && { monthDays: newMonthDays() }),
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

function withoutMonthDay(baseline: Baseline, local: number): Expectation {
  if (baseline.kind === 'calendar') {
    const known = expectedBy(baseline, local)
    return { ...known, typical: known.mean }
  }
  return { mean: expectedAt(baseline, local), typical: typicalOf(baseline), spread: spreadAt(baseline, local) }
}

const monthDayOf = ({ monthDays }: Baseline, local: number) =>
  monthDays ? monthDayAt(monthDays, local) : { factor: 1, spread: 0 }

/** Updates the baseline with a bucket. @param capped its count, capped where an outbreak must not raise the expectation */
export function updateBaseline(baseline: Baseline, at: number, { count, capped }: { count: number; capped: number }) {
  const local = localTime(baseline.zone, at)
  const { factor } = monthDayOf(baseline, local)
  if (baseline.monthDays) {
    const { mean } = withoutMonthDay(baseline, local)
    learnMonthDay(baseline.monthDays, local, { count, expected: mean })
  }
  if (baseline.kind === 'calendar') learnCalendar(baseline, local, capped / factor)
  else learnLevel(baseline, local, capped / factor)
}
