import { Type, type Static } from 'typebox'
import { hours } from './term-table.ts'

/** How much a department hears, and how much more than by chance the counts of its terms vary. */
export const Volume = Type.Object({
  /** Epoch ms of the oldest mention heard. */
  firstAt: Type.Number(),
  byHour: Type.Array(Type.Integer()),
  window: Type.Integer(),
  history: Type.Integer(),
  before: Type.Number(),
  /** How many terms of it are known. */
  terms: Type.Integer(),
  /** By how much is expected: squared deviations, and what chance alone would give. */
  squared: Type.Array(Type.Number()),
  mean: Type.Array(Type.Number()),
  /** Terms whose day was tested, those of them beyond one in twenty, and how far beyond in all (−ln p). */
  tested: Type.Number(),
  beyond: Type.Number(),
  excess: Type.Number(),
})
export type Volume = Static<typeof Volume>

/** Expected counts of a day: below a quarter, one, four, 16, 64, and all above. */
const strata = 6
const strataBase = 4
const dispersionPrior = 20
/** −ln p from which on the tail is learnt: one in twenty. */
const tailFrom = 3
/** So many terms beyond it are taken to be as chance would have them. */
const tailPrior = 20
/** No term teaches more than this of it: most such are news. */
const peakExcess = 8
/** A day's deviations count half as much after a week. */
const memory = 0.9
/** A real emergence teaches no more than this (as in detector/windows.ts). */
const mostDeviations = 5

const zeros = (length: number): number[] => Array.from({ length }, () => 0)

export const newVolume = (firstAt: number): Volume => ({
  firstAt,
  byHour: zeros(hours),
  window: 0,
  history: 0,
  before: 0,
  terms: 0,
  squared: zeros(strata),
  mean: zeros(strata),
  tested: 0,
  beyond: 0,
  excess: 0,
})

const stratumOf = (expected: number) =>
  Math.min(strata - 1, Math.max(0, Math.floor(Math.log(expected) / Math.log(strataBase)) + 2))

export function dispersionOf({ squared, mean }: Volume, expected: number): number {
  const at = stratumOf(expected)
  return Math.max(1, (squared[at]! + dispersionPrior) / (mean[at]! + dispersionPrior))
}

export function learnDispersion(volume: Volume, { observed, expected }: { observed: number; expected: number }): void {
  const at = stratumOf(expected)
  const most = mostDeviations * Math.sqrt(dispersionOf(volume, expected) * expected) + 1
  volume.squared[at]! += Math.min(observed - expected, most) ** 2
  volume.mean[at]! += expected
}

/** @param p of a day of one term, by the model alone */
export function learnTail(volume: Volume, p: number): void {
  const beyond = -Math.log(p) - tailFrom
  volume.tested++
  if (beyond <= 0) return
  volume.beyond++
  volume.excess += Math.min(beyond, peakExcess)
}

/**
 * What the model calls p, as often as it came true: beyond one in twenty −ln p falls off as slowly as it did on the days before (peaks over a
 * threshold: Pickands 1975; mean excess as of Hill 1975), never faster than it would by chance.
 */
export function calibrated({ tested, beyond, excess }: Volume, p: number): number {
  const over = -Math.log(p) - tailFrom
  if (over <= 0) return p
  const usual = Math.exp(-tailFrom)
  const share = Math.max(usual, (beyond + tailPrior) / (tested + tailPrior / usual))
  const mean = Math.max(1, (excess + tailPrior) / (beyond + tailPrior))
  return Math.min(1, share * Math.exp(-over / mean))
}

export function openHour(volume: Volume, hour: number): void {
  const leaving = volume.byHour[hour % hours]!
  volume.byHour[hour % hours] = 0
  volume.window -= leaving
  volume.before += leaving
}

/** @param discount of what was before */
export function closeDay(volume: Volume, discount: number): void {
  volume.before = volume.before * discount + volume.history
  volume.history = 0
  for (let i = 0; i < strata; i++) {
    volume.squared[i]! *= memory
    volume.mean[i]! *= memory
  }
  volume.tested *= memory
  volume.beyond *= memory
  volume.excess *= memory
}
