import type { AssessmentSettings } from '../alerts/assessment/settings.ts'
import { demoSources } from '../ingest/sources/demo/timeline.ts'
import { nameOf } from '../ingest/sources/registry.ts'
import type { Config } from './config.ts'

/** What an assessment takes from the configuration, beside the company's data. */
export function assessmentSettings(
  { gates, alarmBudget, sources, planners }: Config,
  { isDemo }: { isDemo: boolean },
): AssessmentSettings {
  const ofDemo = isDemo ? demoSources.map((name) => [name, 'demo'] as const) : []
  const own = sources.filter(({ type }) => type !== 'demo').map((option) => [nameOf(option), option.type] as const)
  return {
    gates,
    budgetPerWeek: alarmBudget.perDepartmentPerWeek,
    sourceTypes: new Map([...ofDemo, ...own]),
    hasPlanningData: isDemo || planners.planningData !== undefined,
  }
}
