import type { Taxonomy } from '../enrich/labels/taxonomy.ts'
import type { Store } from '../infra/store/store.ts'
import { ownAccountsIn } from './accounts/own-accounts.ts'
import type { AccountList } from './accounts/read-accounts.ts'
import type { Alert } from './alert/alert.ts'
import type { KnownIssue } from './issues/known-issue.ts'
import { beganAt, noveltyOf } from './issues/find-novelty.ts'
import { defaultPolicy, type EscalationStep, type Policy } from './alert/lifecycle.ts'
import { toOrganisation, type Organisation } from './organisation/organisation.ts'
import { unitOf } from './organisation/routing.ts'
import { plannersDefaults, type PlannersOptions } from './planners/make-card.ts'
import type { PlanningData } from './planners/planning-data.ts'
import { withCard } from './planners/with-card.ts'

/** The company as configured: lifecycle policy, organisation, planning data, own accounts, known issues. */
export interface CompanyContext {
  policy: Policy
  organisation: Organisation
  planners: PlannersOptions
  /** Reads the file again when it has changed. */
  planningData: () => Promise<PlanningData>
  /** The company's own accounts; reads the file again when it has changed. */
  accounts: () => Promise<AccountList>
  /** Those of the file, and those of the API that can tell something of an alert that began at `since` (epoch ms). */
  knownIssues: (since: number) => Promise<readonly KnownIssue[]>
}

/** The context without any company configuration. */
export const emptyCompany = (taxonomy: Taxonomy): CompanyContext => ({
  policy: defaultPolicy,
  organisation: toOrganisation({ model: 'hub-and-spoke' }, taxonomy),
  planners: plannersDefaults,
  planningData: async () => ({ items: [], faults: [] }),
  accounts: async () => ({ accounts: [], faults: [] }),
  knownIssues: async () => [],
})

/** The alert's unit. Once set it stays, so that an alert does not move between units. */
export const unitFor = ({ organisation }: CompanyContext, alert: Alert): string =>
  alert.unit || unitOf(organisation, alert)

/** Adds the unit, the own accounts that the mentions name, and the planner card, as of `now` (epoch ms). Reads mentions. */
export async function withCompany(
  company: CompanyContext,
  alert: Alert,
  { store, now }: { store: Store; now: number },
): Promise<Alert> {
  const [{ items }, { accounts }] = await Promise.all([company.planningData(), company.accounts()])
  const ownAccounts = await ownAccountsIn(store, accounts, alert.facts.subject, { from: alert.onsetAt, to: now })
  const known = { ...alert, unit: unitFor(company, alert), ownAccounts }
  return withCard(store, known, { items, options: company.planners, now })
}

/** Sets how the alert relates to the known issues, as of `now` (epoch ms). Known issues hold no alert back. */
export async function withNovelty({ knownIssues }: CompanyContext, alert: Alert, now: number): Promise<Alert> {
  const issues = await knownIssues(beganAt(alert))
  return { ...alert, novelty: noveltyOf(alert, issues, now) }
}

/** The escalation steps of the owning department, or of the hub: in a centralized organisation, or if the department is switched off. */
export function stepsFor({ organisation }: CompanyContext, alert: Alert): readonly EscalationStep[] {
  const { model, departments, hub } = organisation
  const acting = departments.get(alert.departments[0] ?? '')
  return acting?.isOn && model !== 'centralized' ? acting.escalation : hub.escalation
}
