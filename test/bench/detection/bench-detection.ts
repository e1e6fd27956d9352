import { dailySignals, outbreakSizes, simulateDaily } from './daily.ts'
import { methods } from './methods.ts'
import { openRandom } from './random.ts'
import { scoreAt, thresholdAt, type Score } from './scoreboard.ts'
import type { Simulated } from './simulated.ts'
import { simulateWeekly, weeklyScenarios } from './weekly.ts'

export interface DetectionRow extends Score {
  set: string
  method: string
}

const weeklyRates = [0.01, 0.025, 0.05]
const dailyRate = 0.022
const isP = new Set(['oracle', 'groundswell'])
const weeklyReplicates = 40
const dailyReplicates = 10

/** Every method on the weekly and daily anchors, each at the same share of false alarms. Deterministic. */
export function detectionRows(): DetectionRow[] {
  const random = openRandom(20_261_123)
  const weekly = weeklyScenarios.flatMap((scenario) =>
    Array.from({ length: weeklyReplicates }, (_, i) => simulateWeekly(scenario, 1 + (i % 10), random)),
  )
  const daily = outbreakSizes.map((size) =>
    dailySignals.flatMap((signal) =>
      Array.from({ length: dailyReplicates }, () => simulateDaily(signal, size, random)),
    ),
  )
  return Object.entries(methods).flatMap(([method, alarming]) => {
    const judge = (all: readonly Simulated[]) => all.map((series) => ({ series, alarming: alarming(series) }))
    const ofWeeks = judge(weekly)
    const weeklyRows = weeklyRates.map((rate) => ({
      set: 'weekly',
      method,
      ...scoreAt(ofWeeks, thresholdAt(ofWeeks, rate)),
    }))
    // Whose scores are p-values, and whether they mean what they say.
    const nominalRows = weeklyRates.map((rate) => ({
      set: `weekly, p ≤ ${100 * rate} %`,
      method,
      ...scoreAt(ofWeeks, -Math.log10(rate) - 1e-9),
    }))
    if (isP.has(method)) weeklyRows.push(...nominalRows)
    // Holidays and seasonal outbreaks are no part of what the oracle knows.
    if (method === 'oracle') return weeklyRows
    const ofDays = daily.map(judge)
    const threshold = thresholdAt(ofDays.flat(), dailyRate)
    return [
      ...weeklyRows,
      ...ofDays.map((judged, i) => ({ set: `daily, w = ${outbreakSizes[i]}`, method, ...scoreAt(judged, threshold) })),
    ]
  })
}
