import { Type, type Static } from 'typebox'
import { hours } from './term-table.ts'

/** A department's number of occurrences, and how much the counts of its terms vary beyond chance. */
export const Volume = Type.Object({
  /** Epoch ms of the oldest mention. */
  firstAt: Type.Number(),
  byHour: Type.Array(Type.Integer()),
  window: Type.Integer(),
  history: Type.Integer(),
  before: Type.Number(),
  /** Number of its terms in the table. */
  terms: Type.Integer(),
  /** By stratum of the expected count: squared deviations, and their expected values. */
  squared: Type.Array(Type.Number()),
  mean: Type.Array(Type.Number()),
  /** Tested term days, those with p below 1/20, and the sum of their −ln p beyond that of 1/20. */
  tested: Type.Number(),
  beyond: Type.Number(),
  excess: Type.Number(),
})
export type Volume = Static<typeof Volume>

/** Strata of the expected count of a day: below 1/4, 1, 4, 16, 64, and above. */
const strata = 6
const strataBase = 4
const dispersionPrior = 20
/** −ln p at which the tail begins: p = 1/20. */
const tailFrom = 3
/** Weight of the prior that the tail is as by chance, in term days. */
const tailPrior = 20
/** Limit of one term day's excess: most larger ones are real emergences. */
const peakExcess = 8
/** Daily discount: deviations halve in a week. */
const memory = 0.9
/** Limit of one deviation, in standard deviations, so that real emergences hardly change it (as in detector/windows.ts). */
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

/** @param p p-value of one term's day under the model */
export function learnTail(volume: Volume, p: number): void {
  const beyond = -Math.log(p) - tailFrom
  volume.tested++
  if (beyond <= 0) return
  volume.beyond++
  volume.excess += Math.min(beyond, peakExcess)
}

/**
 * The model's p, calibrated by how often such values occurred: beyond 1/20 the tail of −ln p is as heavy as on earlier days (peaks over a
 * threshold: Pickands 1975; mean excess after Hill 1975), and never lighter than by chance.
 */
export function calibrated({ tested, beyond, excess }: Volume, p: number): number {
  const over = -Math.log(p) - tailFrom
  if (over <= 0) return p
  const byChance = Math.exp(-tailFrom)
  const share = Math.max(byChance, (beyond + tailPrior) / (tested + tailPrior / byChance))
  const mean = Math.max(1, (excess + tailPrior) / (beyond + tailPrior))
  return Math.min(1, share * Math.exp(-over / mean))
}

export function openHour(volume: Volume, hour: number): void {
  const leaving = volume.byHour[hour % hours]!
  volume.byHour[hour % hours] = 0
  volume.window -= leaving
  volume.before += leaving
}

/** @param discount factor for the occurrences before */
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
