import type { Random } from './random.ts'
import type { Simulated } from './simulated.ts'

const years = 7
const weeksAYear = 52
const testWeeks = 49
const dayMs = 24 * 3_600_000

/** log μ(t) = α + β(t + s) + Σ_{j≤m}[γ1 cos + γ2 sin](2πj(t + s)/year) + Σ_{l≤n}[γ3 cos + γ4 sin](2πl(t + s)/week); variance φμ. */
interface Wave {
  days: 5 | 7
  yearly: number
  weekly: number
  alpha: number
  beta: number
  yearlyWave: [cosine: number, sine: number]
  weeklyWave: [cosine: number, sine: number]
  dispersion: number
  shift: number
}
/** Every year's outbreak that belongs to the season and is not looked for: days in which it may begin, cases in deviations. */
interface Season {
  from: number
  to: number
  size: number
  of?: Wave
}
interface Signal extends Wave {
  /** Counts are divided by it; the outbreaks are not. */
  scale: number
  season?: Season
  /** The wave whose deviation the outbreaks are measured in, where it is another. */
  outbreaksOf?: Wave
}

function wave(
  days: 5 | 7,
  [yearly, weekly]: [number, number],
  [alpha, beta]: [number, number],
  yearlyWave: [number, number],
  weeklyWave: [number, number],
  [dispersion, shift]: [number, number],
): Wave {
  return { days, yearly, weekly, alpha, beta, yearlyWave, weeklyWave, dispersion, shift }
}

const first = wave(7, [1, 2], [6, 0], [0.2, 0.2], [0.5, 0.4], [2, 29])
const fifth = wave(5, [1, 1], [6, 0], [0.3, 2], [0.3, 0.5], [1.5, -50])
const sixth = wave(5, [1, 1], [1, 0], [0.1, 2], [0.05, 0.05], [1, -50])

/**
 * The sixteen of Noufaily et al., "Comparison of statistical algorithms for daily syndromic surveillance aberration detection",
 * Bioinformatics 2019, with the parameters of the authors' published simulation (also where it measures the outbreaks of signals
 * 13 and 14 in another signal's deviations).
 */
export const dailySignals: Signal[] = [
  { ...first, scale: 1 },
  { ...wave(7, [1, 2], [0.5, 0], [1.5, 1.4], [0.5, 0.4], [1, -167]), scale: 1 },
  { ...wave(7, [0, 2], [5.5, 0], [0, 0], [0.3, 0.25], [1, 1]), scale: 1 },
  { ...wave(7, [0, 2], [2, 0], [0, 0], [0.3, 0.25], [1, 1]), scale: 1 },
  { ...fifth, scale: 10, season: { from: 1, to: 20, size: 3 * 5 * 80 } },
  { ...sixth, scale: 1, season: { from: 1, to: 20, size: 3 * 5 * 50 } },
  { ...wave(5, [0, 1], [6, 0.0001], [0, 0], [0.6, 0.9], [1.5, 0]), scale: 10 },
  { ...wave(5, [1, 1], [3, 0], [1.5, 0.1], [0.2, 0.3], [1, -150]), scale: 1 },
  { ...wave(5, [1, 1], [3, 0], [0.2, 0.1], [0.05, 0.15], [1, -200]), scale: 1 },
  { ...wave(5, [1, 1], [5, 0], [0.2, 0.1], [0.05, 0.1], [1, 0]), scale: 1 },
  { ...wave(5, [2, 1], [0.5, 0], [0.4, 0], [0.05, 0.15], [1, 0]), scale: 1 },
  { ...wave(5, [1, 1], [9, 0], [0.5, 0.2], [0.2, 0.5], [1, 0]), scale: 100 },
  { ...wave(7, [1, 2], [2, 0.0005], [0.8, 0.8], [0.8, 0.4], [4, 57]), scale: 1, outbreaksOf: first },
  {
    ...wave(7, [4, 1], [0.05, 0], [0.01, 0.01], [1.8, 0.1], [1, -85]),
    scale: 1,
    outbreaksOf: wave(7, [1, 2], [2, 0], [0.8, 0.8], [0.8, 0.4], [4, 57]),
  },
  {
    ...wave(7, [1, 2], [3, 0], [0.8, 0.6], [0.8, 0.4], [4, 29]),
    scale: 1,
    season: { from: 210, to: 230, size: 3 * 7 * 150, of: sixth },
  },
  { ...wave(7, [0, 2], [6, 0], [0, 0], [0.8, 0.4], [4, 1]), scale: 1 },
]
/** In standard deviations of a day, times the days of a week. */
export const outbreakSizes = [2, 3, 5, 10]

/** Days of a year of 364 that begins on a Monday, about as in England: New Year, Easter, two in May, August, Christmas. */
const holidays = [1, 103, 106, 120, 148, 239, 359, 360]

/** Seven years of days (364 each); the last 49 weeks are judged and have one outbreak. Services that rest at weekends count nothing then. */
export function simulateDaily(signal: Signal, size: number, random: Random): Simulated {
  const { days, dispersion, scale } = signal
  const length = weeksAYear * days * years
  const means = Float64Array.from({ length }, (_, i) => meanAt(signal, i + 1))
  const base = means.map((mean) => random.count(mean, dispersion) / scale)
  const testFrom = length - testWeeks * days
  const cases = outbreak(signal.outbreaksOf ?? signal, random, {
    start: random.whole(testFrom, length - 1),
    size: size * days,
    interval: 0.25,
    length,
  })
  const counts = base.map((count, i) => count + cases[i]!)
  if (signal.season) addSeason(counts, signal, signal.season, random)
  rest(counts, days)
  return {
    name: `daily ${dailySignals.indexOf(signal) + 1}`,
    bucketMs: dayMs,
    counts: withWeekends(counts, days).map(Math.round),
    means: withWeekends(
      means.map((mean) => mean / scale),
      days,
    ),
    dispersion,
    cases: withWeekends(cases, days).map(Math.round),
    testFrom: (testFrom / days) * 7,
  }
}

function addSeason(counts: Float64Array, signal: Signal, { from, to, size, of }: Season, random: Random): void {
  for (let year = 0; year < years; year++) {
    const start = random.whole(from, to) - 1 + year * weeksAYear * signal.days
    const seasonal = { start, size, interval: 0.02, length: counts.length }
    outbreak({ ...(of ?? signal), days: 5 }, random, seasonal).forEach((count, i) => (counts[i]! += count))
  }
}

function meanAt({ days, yearly, weekly, alpha, beta, yearlyWave, weeklyWave, shift }: Wave, day: number): number {
  const t = day + shift
  let log = alpha + beta * t
  for (let j = 1; j <= yearly; j++) {
    const angle = (2 * Math.PI * j * t) / (weeksAYear * days)
    log += yearlyWave[0] * Math.cos(angle) + yearlyWave[1] * Math.sin(angle)
  }
  for (let l = 1; l <= weekly; l++) {
    const angle = (2 * Math.PI * l * t) / days
    log += weeklyWave[0] * Math.cos(angle) + weeklyWave[1] * Math.sin(angle)
  }
  return Math.exp(log)
}

/** More cases are heard on days when other services are closed, or have been. */
const weights = { 5: [1.1, 1.5, 1.1, 1, 1], 7: [2, 1, 1, 1, 1, 1, 2] }

interface Outbreak {
  start: number
  /** In deviations of its first day. */
  size: number
  /** Of the lognormal's time, a day. */
  interval: number
  length: number
}

function outbreak(of: Wave, random: Random, { start, size, interval, length }: Outbreak): Float64Array {
  const cases = new Float64Array(length)
  const deviation = Math.sqrt(meanAt(of, start + 1) * of.dispersion)
  let total = 0
  while (total < 2) total = random.poisson(size * deviation)
  for (let n = 0; n < total; n++) {
    const at = start + Math.ceil(random.logNormal(0, 0.5) / interval) - 1
    if (at < length) cases[at]! += weights[of.days][(at + 1) % of.days]!
  }
  return cases
}

/** On holidays a service that rests at weekends rests too and has half as many again the day after; the others have twice as many. */
function rest(counts: Float64Array, days: 5 | 7): void {
  for (let year = 0; year < years; year++)
    for (const day of holidays) {
      const weekday = (day - 1) % 7
      if (weekday >= days) continue
      const at = year * weeksAYear * days + Math.floor((day - 1) / 7) * days + weekday
      if (days === 7) counts[at]! *= 2
      else {
        counts[at] = 0
        if (at + 1 < counts.length) counts[at + 1]! *= 1.5
      }
    }
}

function withWeekends(values: Float64Array, days: 5 | 7): Float64Array {
  if (days === 7) return values
  const all = new Float64Array((values.length / 5) * 7)
  values.forEach((value, i) => (all[Math.floor(i / 5) * 7 + (i % 5)] = value))
  return all
}
