import type { BacktestDeps } from '../alerts/backtest/backtest.ts'
import type { Rule } from '../alerts/backtest/replay.ts'
import { toLocalities } from '../alerts/detection/locality.ts'
import { toUplifts } from '../alerts/detection/planned-events.ts'
import { toHazardPolicy } from '../alerts/hazards/policy.ts'
import { allKnownIssues } from '../alerts/issues/all-known-issues.ts'
import type { KnownIssue } from '../alerts/issues/known-issue.ts'
import { plannedAsIssues } from '../alerts/issues/planned-as-issues.ts'
import { knownIssueFile } from '../alerts/issues/read-known-issues.ts'
import { readTaxonomy, type Taxonomy } from '../enrich/labels/taxonomy.ts'
import type { Store } from '../infra/store/store.ts'
import { demoAnchor } from '../ingest/sources/demo/clock.ts'
import { openOrganisation } from './company.ts'
import type { Config } from './config.ts'
import { demoKnownIssues } from './demo-company.ts'

export const ruleInForce = ({ alarmBudget, gates }: Pick<Config, 'alarmBudget' | 'gates'>): Rule => ({
  budgetPerWeek: alarmBudget.perDepartmentPerWeek,
  gates,
})

/** What a backtest takes from the configuration: what live evaluations take, too. */
export function fromConfig(config: Config): Pick<BacktestDeps, 'taxonomy' | 'hazards' | 'upliftOf' | 'localityOf'> {
  const taxonomy = readTaxonomy(config.taxonomy)
  return {
    taxonomy,
    hazards: toHazardPolicy(config.hazards, config.lifecycle),
    upliftOf: toUplifts(config.plannedEvents, taxonomy),
    localityOf: toLocalities(config, openOrganisation(config, taxonomy).organisation.departments, taxonomy),
  }
}

/** The events of the company, of the configuration, its file and the API. The demo has its own. */
export async function companyEvents(
  store: Store,
  config: Config,
  { taxonomy, isDemo }: { taxonomy: Taxonomy; isDemo: boolean },
): Promise<KnownIssue[]> {
  const ofDemo = isDemo && config.knownIssues === undefined
  const file = ofDemo
    ? async () => ({ issues: demoKnownIssues(demoAnchor(config.data, Date.now(), false)), faults: [] })
    : knownIssueFile(config.knownIssues, taxonomy)
  return [...plannedAsIssues(config.plannedEvents), ...(await allKnownIssues(store, file))]
}
