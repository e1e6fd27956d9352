import type { Gates } from '../detection/gates.ts'

/** What the configuration says that an assessment asks for. */
export interface AssessmentSettings {
  gates: Gates
  /** False alarms that a department accepts in a week. */
  budgetPerWeek: number
  /** The type of each configured source by its name. */
  sourceTypes: ReadonlyMap<string, string>
  /** Whether planning data is configured. */
  hasPlanningData: boolean
}

/** Bounds and default of the days that an assessment reads. */
export const assessmentDays = { least: 1, most: 400, usual: 90 }
