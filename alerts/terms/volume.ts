import { Type, type Static } from 'typebox'
import { hours } from './term-table.ts'

/** How much a department hears, and how much more than chance the counts of its terms vary. */
export const Volume = Type.Object({
  /** Epoch ms of the oldest mention heard. */
  firstAt: Type.Number(),
  byHour: Type.Array(Type.Integer()),
  window: Type.Integer(),
  history: Type.Integer(),
  before: Type.Number(),
  /** The greatest and the latest number of terms known. */
  terms: Type.Integer(),
  /** By how much is expected: squared deviations, and what chance alone would give. */
  squared: Type.Array(Type.Number()),
  mean: Type.Array(Type.Number()),
})
export type Volume = Static<typeof Volume>

/** Expected counts of a day: below a quarter, one, four, 16, 64, and all above. */
const strata = 6
const strataBase = 4
const dispersionPrior = 20
/** A day's deviations count half as much after a week. */
const memory = 0.9
/** A real emergence teaches no more than this (as in detector.ts). */
const mostDeviations = 5

export const newVolume = (firstAt: number): Volume => ({
  firstAt,
  byHour: Array.from({ length: hours }, () => 0),
  window: 0,
  history: 0,
  before: 0,
  terms: 0,
  squared: Array.from({ length: strata }, () => 0),
  mean: Array.from({ length: strata }, () => 0),
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
}
