import { median } from '../../infra/median.ts'

/** How the public holidays of a series compare with its Sundays. Constant memory. */
export interface HolidayEffect {
  /** Sums of the newest holiday, with its number (days since 1970); the expected count is that of a Sunday. */
  newest: { day: number; observed: number; expected: number }
  /** Logarithm of observed / expected of the holidays before it, oldest first. */
  logs: number[]
}

const day = 24 * 3_600_000
const remembered = 24
/** Mentions added to both sides of a ratio. */
const prior = 5
/** Weight of what is supposed of a holiday, in holidays: that it is like a Sunday, give or take `deviation` of the logarithm. */
const supposed = 1
const deviation = 0.3
/** Cap on the part of the deviation that comes from the weekday. */
const mostDeviation = 0.7
/** Standard deviation of a normal distribution in median absolute deviations. */
const madFactor = 1.4826

export const newHolidayEffect = (): HolidayEffect => ({ newest: { day: -1, observed: 0, expected: 0 }, logs: [] })

/** The same time of day on a Sunday. @param at local time, epoch ms */
export const onSunday = (at: number): number => 3 * day + (at % day)

/**
 * Variance of the logarithm of a holiday's count around a Sunday's, before any holiday is known: it may also be a holiday that few keep.
 * @param ratio the count expected of its weekday, as a multiple of a Sunday's
 */
export const supposedSpread = (ratio: number): number =>
  deviation ** 2 + Math.min(mostDeviation, Math.abs(Math.log(ratio)) / 2) ** 2

/**
 * The factor by which a holiday is busier than a Sunday, and the variance of its logarithm. Both are robust: one holiday with an outbreak
 * hardly moves them. @param ratio as in `supposedSpread`
 */
export function holidayEffectOf({ logs }: HolidayEffect, ratio: number): { factor: number; spread: number } {
  const weight = logs.length / (logs.length + supposed)
  const middle = median(logs) ?? 0
  const scattered = madFactor * (median(logs.map((log) => Math.abs(log - middle))) ?? 0)
  return {
    factor: Math.exp(weight * middle),
    spread: weight * scattered ** 2 + (1 - weight) * supposedSpread(ratio),
  }
}

/** Learns from a bucket of a holiday at local time `at` (epoch ms). @param expected its expected count on a Sunday */
export function learnHoliday(
  effect: HolidayEffect,
  at: number,
  { count, expected }: { count: number; expected: number },
): void {
  const of = Math.floor(at / day)
  if (effect.newest.day !== of) {
    const { day: before, observed, expected: sunday } = effect.newest
    if (before >= 0) effect.logs.push(Math.log((observed + prior) / (sunday + prior)))
    if (effect.logs.length > remembered) effect.logs.shift()
    effect.newest = { day: of, observed: 0, expected: 0 }
  }
  effect.newest.observed += count
  effect.newest.expected += expected
}
