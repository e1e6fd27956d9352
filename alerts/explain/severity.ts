import { severities } from '../../enrich/labels/enriched-mention.ts'

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
