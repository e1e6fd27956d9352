import { levelFor } from '../../../alerts/budget.ts'
import { newDetector, peek, learn } from '../../../alerts/detector.ts'
import { openRandom, type Random } from './random.ts'

/** How a budget of false alarms is kept over many series in which nothing happens, and what that costs in outbreaks found. */
export interface BudgetRow {
  series: number
  bucketMs: number
  /** Alarms that are accepted in a week, over all series together. */
  perWeek: number
  /** Of `weeks`, those that kept to it; and how many alarms a week had on average and at worst. */
  weeks: number
  weeksKept: number
  meanAlarms: number
  mostAlarms: number
  level: number
  /** Share of planted outbreaks found at our level, and at the best fixed level that would have kept to the budget as well. */
  found: number
  foundAtBest: number
  bestLevel: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day
const monday = Date.UTC(2026, 0, 5)
const learntWeeks = 4
const weeks = 20
/** Alarms of one series so near each other are one. */
const episodeMs = day
/** One series in so many has an outbreak, when those found are counted. */
const outbreaks = 300

export const budgetCases = [
  { series: 100, bucketMs: 5 * minute },
  { series: 1_000, bucketMs: hour },
  { series: 10_000, bucketMs: hour },
]

/** Deterministic. Each of the weeks tested is a stream of its own; an outbreak of three hours is planted in one more. */
export function budgetRow({ series, bucketMs }: (typeof budgetCases)[number], perWeek = 3): BudgetRow {
  const level = levelFor({ perWeek, series, bucketMs })
  const random = openRandom(series)
  const alarms: Alarm[] = []
  const planted: number[] = []
  for (let i = 0; i < series; i++) {
    const one = nullSeries(random)
    const outbreak = i % Math.ceil(series / outbreaks) === 0
    const { surprises, ofOutbreak } = tested(one, { bucketMs, random, outbreak, within: level * 1_000 })
    alarms.push(...surprises)
    if (outbreak) planted.push(ofOutbreak)
  }
  const counted = (at: number) => weekly(alarms.filter(({ p }) => p <= at))
  const isKept = (counts: readonly number[]) => counts.filter((n) => n <= perWeek).length
  const bestLevel = best(alarms, (at) => isKept(counted(at)) >= 0.95 * weeks)
  const counts = counted(level)
  const share = (at: number) => planted.filter((p) => p <= at).length / planted.length
  return {
    series,
    bucketMs,
    perWeek,
    weeks,
    weeksKept: isKept(counts),
    meanAlarms: counts.reduce((sum, n) => sum + n, 0) / weeks,
    mostAlarms: Math.max(...counts),
    level,
    found: share(level),
    foundAtBest: share(bestLevel),
    bestLevel,
  }
}

interface Alarm {
  at: number
  series: NullSeries
  p: number
}

interface NullSeries {
  perHour: number
  dispersion: number
  swing: number
  weekend: number
}

/** Most series are small: from one mention in two days to forty an hour. */
const nullSeries = (random: Random): NullSeries => ({
  perHour: 0.02 * 2_000 ** random.uniform(),
  dispersion: 1 + 2 * random.uniform(),
  swing: 0.8 * random.uniform(),
  weekend: 0.5 + 0.7 * random.uniform(),
})

function meanOf({ perHour, swing, weekend }: NullSeries, at: number, bucketMs: number): number {
  const byHour = 1 + swing * Math.sin((2 * Math.PI * (at % day)) / day - 2)
  const byDay = [0, 6].includes(Math.floor(at / day + 4) % 7) ? weekend : 1
  return ((perHour * bucketMs) / hour) * byHour * byDay
}

interface Testing {
  bucketMs: number
  random: Random
  outbreak: boolean
  /** P-values above it are of no interest. */
  within: number
}

function tested(series: NullSeries, { bucketMs, random, outbreak, within }: Testing) {
  const surprises: Alarm[] = []
  let ofOutbreak = 1
  let state = newDetector(bucketMs, monday)
  const testFrom = monday + learntWeeks * week
  const outbreakFrom = testFrom + weeks * week + random.whole(0, 6 * 24) * hour
  const until = outbreak ? outbreakFrom + 3 * hour : testFrom + weeks * week
  const extra = outbreakPerHour(series) * (bucketMs / hour)
  for (let at = monday; at < until; at += bucketMs) {
    const isOut = outbreak && at >= outbreakFrom
    const count = random.count(meanOf(series, at, bucketMs), series.dispersion) + (isOut ? random.poisson(extra) : 0)
    const bucket = { at, count, live: count }
    if (at >= testFrom && count > 0) {
      const { p } = peek(state, bucket, 0)
      if (isOut) ofOutbreak = Math.min(ofOutbreak, p)
      else if (p <= within && at < testFrom + weeks * week) surprises.push({ at, series, p })
    }
    state = learn(state, bucket)
  }
  return { surprises, ofOutbreak }
}

/** Six deviations of an hour, but never fewer than four mentions an hour. */
const outbreakPerHour = ({ perHour, dispersion }: NullSeries) => Math.max(4, 6 * Math.sqrt(perHour * dispersion))

/** Episodes a week, in order of weeks. */
function weekly(alarms: readonly Alarm[]): number[] {
  const counts = new Array<number>(weeks).fill(0)
  const last = new Map<NullSeries, number>()
  for (const { at, series } of alarms) {
    if (at - (last.get(series) ?? -Infinity) >= episodeMs) {
      counts[Math.floor((at - monday) / week) - learntWeeks]!++
      last.set(series, at)
    }
  }
  return counts
}

/** The largest level that still keeps to the budget. */
function best(alarms: readonly Alarm[], keeps: (level: number) => boolean): number {
  const levels = [...new Set(alarms.map(({ p }) => p))].toSorted((a, b) => a - b)
  let [low, high] = [0, levels.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (keeps(levels[middle]!)) low = middle + 1
    else high = middle
  }
  return levels[low - 1] ?? 0
}
