import { outbreakOf, type Simulated } from './simulated.ts'

/** Of one method on many series, at a threshold. Shares in 0…1. */
export interface Score {
  /** Alarmed buckets among those judged that have no case. */
  falsePositiveRate: number
  /** Outbreaks with an alarm between their first and last case. */
  probabilityOfDetection: number
  /** Alarmed buckets among those with a case. */
  sensitivity: number
  /** Share of the outbreak that passed before the first alarm; 1 where there was none. */
  timeliness: number
}

interface Judged {
  series: Simulated
  alarming: Float64Array
}

/** The threshold at which this share of the judged buckets without a case is alarmed; ties go to the quiet side. */
export function thresholdAt(judged: readonly Judged[], falsePositiveRate: number): number {
  const quiet = judged.flatMap(({ series, alarming }) =>
    Array.from(alarming.subarray(series.testFrom)).filter((_, i) => series.cases[series.testFrom + i] === 0),
  )
  const sorted = Float64Array.from(quiet).toSorted()
  return sorted[sorted.length - 1 - Math.floor(falsePositiveRate * sorted.length)] ?? Infinity
}

/** A bucket alarms above the threshold. */
export function scoreAt(judged: readonly Judged[], threshold: number): Score {
  const sums = { quiet: 0, falsely: 0, outbreaks: 0, found: 0, cases: 0, hit: 0, late: 0 }
  for (const { series, alarming } of judged) {
    const outbreak = outbreakOf(series)
    for (let i = series.testFrom; i < alarming.length; i++) {
      const alarms = alarming[i]! > threshold ? 1 : 0
      if (series.cases[i] === 0) {
        sums.quiet++
        sums.falsely += alarms
      } else {
        sums.cases++
        sums.hit += alarms
      }
    }
    if (!outbreak) continue
    const { from, to } = outbreak
    const first = alarming.subarray(from, to + 1).findIndex((x) => x > threshold)
    sums.outbreaks++
    if (first >= 0) sums.found++
    sums.late += first < 0 ? 1 : first / (to - from + 1)
  }
  return {
    falsePositiveRate: sums.falsely / sums.quiet,
    probabilityOfDetection: sums.found / sums.outbreaks,
    sensitivity: sums.hit / sums.cases,
    timeliness: sums.late / sums.outbreaks,
  }
}
