import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Alert } from '../alert/alert.ts'
import type { Change } from '../alert/lifecycle.ts'
import { count, counted, spanOf } from '../../infra/format.ts'

type Severity = (typeof severities)[number]

const highRatio = 4
const highObserved = 15
const lowRatio = 2.5

/** The inputs of `severityOf`. */
export interface SeverityInput {
  /** The topic's own severity; undefined for a department as a whole. */
  topic: Severity | undefined
  /** Mentions in the alert's window, and how many were expected. */
  observed: number
  expected: number
  /** The planner card's exposure reaches `planners.high`: one degree more severe. */
  isExposureHigh: boolean
}

/**
 * The higher of the topic's severity and the size of the spike (high from 4 times the expected and 15 mentions, low below 2.5 times and
 * 15 mentions, medium otherwise), one degree more where the exposure is high. Pure.
 */
export function severityOf({ topic = 'low', observed, expected, isExposureHigh }: SeverityInput): Severity {
  const ratio = observed / Math.max(expected, 0.5)
  const isHigh = ratio >= highRatio && observed >= highObserved
  const isLow = ratio < lowRatio && observed < highObserved
  const size = isHigh ? 'high' : isLow ? 'low' : 'medium'
  const spike = severities.indexOf(topic) > severities.indexOf(size) ? topic : size
  return isExposureHigh ? raised(spike) : spike
}

/** One degree more severe; critical stays. */
export const raised = (severity: Severity): Severity => severities[severities.indexOf(severity) + 1] ?? severity

/** A severity is lowered when the figures stay below this share of what raises it, for so long. */
const loweringShare = 0.75
const lowerAfterMs = 30 * 60_000

/** Since when the figures call for a lower severity (epoch ms), and the step of the severity, if there is one. */
export interface SeverityStep {
  lowerSince: number | null
  change?: Change
}

/**
 * The step of an active alert's severity at a time (epoch ms), with its reason: up at once, down only after half an hour below three
 * quarters of the limits. While counts are incomplete (`blind`) it is not lowered. Pure.
 */
export function severityStep(
  { severity: before, facts: { severityLowerSince } }: Pick<Alert, 'severity' | 'facts'>,
  input: SeverityInput,
  { now, blind }: { now: number; blind: boolean },
): SeverityStep {
  const next = severityOf(input)
  if (isAbove(next, before)) return { lowerSince: null, change: step('raised', { before, next }, raisedBecause(input)) }
  const lower = severityOf({ ...input, observed: input.observed / loweringShare })
  if (!isAbove(before, lower)) return { lowerSince: null }
  const lowerSince = severityLowerSince ?? now
  if (blind || now - lowerSince < lowerAfterMs) return { lowerSince }
  const reason = `${spanOf(now - lowerSince)} below the limits of ${before}, now ${figures(input)}`
  return { lowerSince: null, change: step('lowered', { before, next: lower }, reason) }
}

const isAbove = (a: Severity, b: Severity) => severities.indexOf(a) > severities.indexOf(b)

const step = (
  change: 'raised' | 'lowered',
  { before, next }: { before: Severity; next: Severity },
  because: string,
): Change => ({ change, set: { severity: next }, reason: `from ${before} to ${next}: ${because}` })

function raisedBecause(input: SeverityInput): string {
  const without = severityOf({ ...input, isExposureHigh: false })
  const size = severityOf({ ...input, topic: 'low', isExposureHigh: false })
  const because = isAbove(without, size) ? `the topic is ${without}` : figures(input)
  return input.isExposureHigh ? `${because}, and much is at risk in planning data` : because
}

/** `41 mentions, 5.2 expected` */
const figures = ({ observed, expected }: SeverityInput): string =>
  `${counted(observed, 'mention')}, ${expected < 10 ? expected.toFixed(1) : count(expected)} expected`
