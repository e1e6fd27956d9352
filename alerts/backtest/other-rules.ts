/** A rule of another product, as documented, on the counts of one subject. */
export interface OtherRule {
  /** For the output: the rule in a sentence. */
  sentence: string
  /** Units before the tested one that it reads. A unit is an hour, or a day where the mentions have days for times. */
  reads: number
  /** A second alert of the same subject needs so long. */
  apartMs: number
  /** Whether it alerts. `past`: counts of the units before, newest first; those before the first mention are left out. */
  fires(now: number, past: readonly number[], unit: 'hour' | 'day'): boolean
}

const dayMs = 24 * 3_600_000

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)
const meanOf = (values: readonly number[]) => sum(values) / Math.max(1, values.length)
function zOf(now: number, past: readonly number[]): number {
  const mean = meanOf(past)
  const deviation = Math.sqrt(meanOf(past.map((each) => (each - mean) ** 2)))
  return deviation === 0 ? (now > mean ? Infinity : 0) : (now - mean) / deviation
}

/** Two-sided: 90 % of a normal distribution lies within it. */
const z90 = 1.645

/** Where a product leaves a number to the user, the one of its own example or default; the sentence says which. */
export const otherRules = {
  /** PeakDetectorAgent: `std_multiple` 3, `window_duration_in_days` 14, `min_peak_spacing_in_days` 2, `min_events` 4. */
  huginn: {
    sentence:
      'Huginn, PeakDetectorAgent with its defaults: above mean + 3 standard deviations of the hours (or days) of the last 14 days; one peak in 2 days',
    reads: 14 * 24,
    apartMs: 2 * dayMs,
    fires: (now, past, unit) => {
      const window = past.slice(0, unit === 'hour' ? 14 * 24 : 14)
      return window.length >= 4 && zOf(now, window) > 3
    },
  },
  /** `type: spike` with the values of the first example of its documentation: `timeframe` 2 hours, `spike_height` 4, `threshold_cur` 15. */
  elastalert: {
    sentence:
      'ElastAlert 2, spike rule with the values of the first example of its documentation: at least 15, and 4 times the 2 hours (or the day) before; again after a day',
    reads: 4,
    apartMs: dayMs,
    fires: (now, past, unit) => {
      const [current, before] =
        unit === 'day' ? [now, past[0]] : [now + (past[0] ?? 0), past.length < 4 ? undefined : past[1]! + past[2]!]
      return before !== undefined && current >= 15 && current >= 4 * before
    },
  },
  /** Help pages: social "the last hour with the past 12 hours", editorial "one day with the past 14 days", checked against the previous day and week. */
  meltwater: {
    sentence:
      'Meltwater, spike detection as its help describes it: the last hour against the 12 before (or the day against 14), 2.5 times as in its example (the factor is not published), and above the same hour of the day and the week before; again after a day',
    reads: 7 * 24,
    apartMs: dayMs,
    fires: (now, past, unit) => {
      const length = unit === 'hour' ? 12 : 14
      if (past.length < length || now < 2.5 * meanOf(past.slice(0, length))) return false
      const [dayBefore, weekBefore] = unit === 'hour' ? [past[23], past[167]] : [past[0], past[6]]
      return now > (dayBefore ?? 0) && now > (weekBefore ?? 0)
    },
  },
  /** Insight alert with anomaly detection: `zscore`, `window` 30, `threshold` 0.9 (a probability), checked hourly or daily. */
  posthog: {
    sentence:
      'PostHog, insight alert with the z-score detector and its defaults: probability above 0.9 (1.645 deviations) of the last 30 hours (or days); again after a day',
    reads: 30,
    apartMs: dayMs,
    fires: (now, past) => past.length >= 30 && zOf(now, past.slice(0, 30)) > z90,
  },
} satisfies Record<string, OtherRule>

export type OtherRuleName = keyof typeof otherRules
