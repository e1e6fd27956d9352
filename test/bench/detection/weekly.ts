import type { Random } from './random.ts'
import type { Simulated } from './simulated.ts'

const weeks = 624
const baselineFrom = 312
const testFrom = 575
const weekMs = 7 * 24 * 3_600_000

/** θ, φ, β, γ1, γ2 of Noufaily et al., Statistics in Medicine 2013, table I. */
const sets = [
  [0.1, 1.5, 0.0025, 0.6, 0.6],
  [-2, 2, 0.005, 0.1, 0.3],
  [1.5, 1, 0.003, 0.2, -0.4],
  [0.5, 5, 0.002, 0.5, 0.5],
  [2.5, 3, 0.001, 1, 0.1],
  [3.75, 1.1, 0.001, 0.1, -0.1],
  [5, 1.2, 0.0001, 0.05, 0.01],
] as const
/** Outbreaks in the history, in standard deviations. */
const pastSizes = [0, 2, 3, 5, 10]

export interface WeeklyScenario {
  theta: number
  dispersion: number
  trend: number
  harmonics: number
  cosine: number
  sine: number
}

/** The 42: seven sets × with and without trend × no, one and two yearly waves. */
export const weeklyScenarios: WeeklyScenario[] = sets.flatMap(([theta, dispersion, beta, cosine, sine]) =>
  [beta, 0].flatMap((trend) => [0, 1, 2].map((harmonics) => ({ theta, dispersion, trend, harmonics, cosine, sine }))),
)

/**
 * 624 weeks: four outbreaks in weeks 313–575, one in 576–624, whose size is Poisson of `size` standard deviations of its first week; each
 * case falls ⌊lognormal(0, 0.5)⌋ weeks after the start.
 */
export function simulateWeekly(scenario: WeeklyScenario, size: number, random: Random): Simulated {
  const { theta, dispersion, trend, harmonics, cosine, sine } = scenario
  const means = Float64Array.from({ length: weeks }, (_, i) => {
    let log = theta + trend * (i + 1)
    for (let j = 1; j <= harmonics; j++) {
      const angle = (2 * Math.PI * j * (i + 1)) / 52
      log += cosine * Math.cos(angle) + sine * Math.sin(angle)
    }
    return Math.exp(log)
  })
  const counts = means.map((mean) => random.count(mean, dispersion))
  const cases = new Float64Array(weeks)
  const breakOut = (start: number, deviations: number): number[] => {
    const total = random.poisson(deviations * Math.sqrt(dispersion * means[start]!))
    return Array.from({ length: total }, () => start + Math.floor(random.logNormal(0, 0.5))).filter((at) => at < weeks)
  }
  for (let i = 0; i < 4; i++) {
    const start = random.whole(baselineFrom, testFrom - 1)
    for (const at of breakOut(start, pastSizes[random.whole(0, pastSizes.length - 1)]!)) counts[at]!++
  }
  for (const at of breakOut(random.whole(testFrom, weeks - 1), size)) {
    counts[at]!++
    cases[at]!++
  }
  return { name: `weekly θ ${theta}`, bucketMs: weekMs, counts, means, dispersion, cases, testFrom }
}
