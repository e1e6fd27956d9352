import { thresholdFor } from '../../../alerts/detection/budget.ts'
import { learn } from '../../../alerts/detector/detector.ts'
import { peek } from '../../../alerts/detector/finding.ts'
import { newDetector } from '../../../alerts/detector/state.ts'
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
  threshold: number
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
/** So many outbreaks are planted in all, when those found are counted: at most one a week in a series, after the weeks tested. */
const outbreaks = 300
const outbreakMs = 3 * hour

export const budgetCases = [
  { series: 100, bucketMs: 5 * minute },
  { series: 1_000, bucketMs: hour },
  { series: 10_000, bucketMs: hour },
]

/** Deterministic. Each of the weeks tested is a stream of its own; an outbreak of three hours is planted in one more. */
export function budgetRow({ series, bucketMs }: (typeof budgetCases)[number], perWeek = 3): BudgetRow {
  const threshold = thresholdFor({ perWeek, series, bucketMs })
  const random = openRandom(series)
  const alarms: Alarm[] = []
  const planted: number[] = []
  for (let i = 0; i < series; i++) {
    const one = nullSeries(random)
    const outbreaksHere = i % Math.ceil(series / outbreaks) === 0 ? Math.ceil(outbreaks / series) : 0
    const { surprises, ofOutbreaks } = tested(one, {
      bucketMs,
      random,
      outbreaks: outbreaksHere,
      within: threshold * 1_000,
    })
    alarms.push(...surprises)
    planted.push(...ofOutbreaks)
  }
  const counted = (at: number) => weekly(alarms.filter(({ p }) => p <= at))
  const isKept = (counts: readonly number[]) => counts.filter((n) => n <= perWeek).length
  const bestLevel = best(alarms, (at) => isKept(counted(at)) >= 0.95 * weeks)
  const counts = counted(threshold)
  const share = (at: number) => planted.filter((p) => p <= at).length / planted.length
  return {
    series,
    bucketMs,
    perWeek,
    weeks,
    weeksKept: isKept(counts),
    meanAlarms: counts.reduce((sum, n) => sum + n, 0) / weeks,
    mostAlarms: Math.max(...counts),
    threshold,
    found: share(threshold),
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
  outbreaks: number
  /** P-values above it are of no interest. */
  within: number
}

function tested(series: NullSeries, { bucketMs, random, outbreaks: planted, within }: Testing) {
  const surprises: Alarm[] = []
  const ofOutbreaks = Array.from({ length: planted }, () => 1)
  let state = newDetector(bucketMs, monday)
  const testFrom = monday + learntWeeks * week
  const plantFrom = testFrom + weeks * week
  const starts = ofOutbreaks.map((_, n) => plantFrom + n * week + random.whole(0, 7 * 24 - 4) * hour)
  const extra = outbreakPerHour(series) * (bucketMs / hour)
  for (let at = monday; at < plantFrom + planted * week; at += bucketMs) {
    const n = starts.findIndex((start) => at >= start && at < start + outbreakMs)
    const count = random.count(meanOf(series, at, bucketMs), series.dispersion) + (n >= 0 ? random.poisson(extra) : 0)
    const bucket = { at, count, live: count }
    if (at >= testFrom && count > 0 && (n >= 0 || at < plantFrom)) {
      const { p } = peek(state, bucket, 0)
      if (n >= 0) ofOutbreaks[n] = Math.min(ofOutbreaks[n]!, p)
      else if (p <= within) surprises.push({ at, series, p })
    }
    state = learn(state, bucket)
  }
  return { surprises, ofOutbreaks }
}

/** Six deviations of an hour, but never fewer than four mentions an hour. */
const outbreakPerHour = ({ perHour, dispersion }: NullSeries) => Math.max(4, 6 * Math.sqrt(perHour * dispersion))

/** Episodes a week, in order of weeks. */
function weekly(alarms: readonly Alarm[]): number[] {
  const counts = Array.from({ length: weeks }, () => 0)
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
function best(alarms: readonly Alarm[], keeps: (threshold: number) => boolean): number {
  const thresholds = [...new Set(alarms.map(({ p }) => p))].toSorted((a, b) => a - b)
  let [low, high] = [0, thresholds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (keeps(thresholds[middle]!)) low = middle + 1
    else high = middle
  }
  return thresholds[low - 1] ?? 0
}
