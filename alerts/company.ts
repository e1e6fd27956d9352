import type { Taxonomy } from '../enrich/labels/taxonomy.ts'
import type { Store } from '../infra/store/store.ts'
import type { Alert } from './alert/alert.ts'
import { ownAccountsIn } from './accounts/own-accounts.ts'
import type { AccountList } from './accounts/read-accounts.ts'
import { defaultPolicy, type EscalationStep, type Policy } from './alert/lifecycle.ts'
import { unitOf } from './organisation/routing.ts'
import { toOrganisation, type Organisation } from './organisation/organisation.ts'
import type { PlanningData } from './planners/planning-data.ts'
import { plannersDefaults, type PlannersOptions } from './planners/make-card.ts'
import { withCard } from './planners/with-card.ts'

/** What an alert's life goes by besides counts: the company around it. */
export interface CompanyContext {
  policy: Policy
  organisation: Organisation
  planners: PlannersOptions
  /** As it stands now. */
  planningData: () => Promise<PlanningData>
  /** The company's own accounts. */
  accounts: () => Promise<AccountList>
}

/** Nobody has said anything of the company. */
export const emptyCompany = (taxonomy: Taxonomy): CompanyContext => ({
  policy: defaultPolicy,
  organisation: toOrganisation({ model: 'hub-and-spoke' }, taxonomy),
  planners: plannersDefaults,
  planningData: async () => ({ items: [], faults: [] }),
  accounts: async () => ({ accounts: [], faults: [] }),
})

/** An alert with what the company knows of what it is about, where it was explained just `now`. A unit once found stays: people are not sent back and forth. */
export async function withCompany(
  { organisation, planners, planningData, accounts }: CompanyContext,
  alert: Alert,
  { store, now }: { store: Store; now: number },
): Promise<Alert> {
  const placed = { ...alert, unit: alert.unit || unitOf(organisation, alert) }
  if (alert.facts.explainedAt !== now) return placed
  const [{ items }, { accounts: own }] = await Promise.all([planningData(), accounts()])
  const ownAccounts = await ownAccountsIn(store, own, alert.facts.subject, { from: alert.onsetAt, to: now })
  return withCard(store, { ...placed, ownAccounts }, { items, options: planners, now })
}

/** Who is called when nobody takes an alert: the steps of the department that acts, or of the hub where that acts. */
export function stepsFor({ organisation }: CompanyContext, alert: Alert): readonly EscalationStep[] {
  const { model, departments, hub } = organisation
  const acting = departments.get(alert.departments[0] ?? '')
  return acting?.isOn && model !== 'centralized' ? acting.escalation : hub.escalation
}
