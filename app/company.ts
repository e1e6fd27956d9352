import { fileURLToPath } from 'node:url'
import { organisationFaults, type Fault } from '../alerts/organisation/faults.ts'
import { toOrganisation, type Organisation } from '../alerts/organisation/organisation.ts'
import { accountList, type AccountList } from '../alerts/accounts/read-accounts.ts'
import { knownIssueFile, type KnownIssueList } from '../alerts/issues/read-known-issues.ts'
import type { WorthOptions } from '../alerts/report/worth-schema.ts'
import { accountsWithOwners, planningDataWithOwners } from '../alerts/owners.ts'
import { planningData, type PlanningData } from '../alerts/planners/planning-data.ts'
import { reportingFaults } from '../infra/reloaded.ts'
import { receiverNames } from '../alerts/notifiers/registry.ts'
import { notificationFaults } from '../alerts/notify/faults.ts'
import type { Config } from './config.ts'
import { placeOf } from './config-lines.ts'
import type { Taxonomy } from '../enrich/labels/taxonomy.ts'
import { demoAccounts, demoKnownIssues, demoPeople, demoWorth } from './demo-company.ts'
import { demoPlanningData } from '../ingest/sources/demo/world.ts'

/** The organisation of the configuration, and a sentence with file and line for each fault in it. */
export function openOrganisation(
  config: Pick<Config, 'organisation' | 'notifiers' | 'notifications' | 'file'>,
  taxonomy: Taxonomy,
): { organisation: Organisation; faults: string[] } {
  const organisation = toOrganisation(config.organisation, taxonomy)
  const known = {
    departments: new Set(taxonomy.departments.map(({ id }) => id)),
    topics: new Set(taxonomy.topics.map(({ id }) => id)),
    receivers: new Set(receiverNames(config.notifiers)),
  }
  const faults: Fault[] = [
    ...organisationFaults(config.organisation, organisation, known),
    ...notificationFaults(config.notifications, config.notifiers, known),
  ]
  return { organisation, faults: faults.map(({ key, sentence }) => `${placeOf(config.file, key)}: ${sentence}`) }
}

/** The company according to the configuration: organisation, planning data, own accounts, file of known issues. Files are read again when they change. */
export interface Company {
  organisation: Organisation
  planningData: () => Promise<PlanningData>
  accounts: () => Promise<AccountList>
  knownIssueFile: () => Promise<KnownIssueList>
  worth: WorthOptions | undefined
}

/** Opens the company's data, once for all modules. Reports faults and continues. What the configuration lacks, the demo takes from its own company. */
export function openCompany(
  config: Config,
  { taxonomy, demoAnchor: anchor }: { taxonomy: Taxonomy; demoAnchor: number | undefined },
  report: (fault: string) => void,
): Company {
  const { organisation: own, faults } = openOrganisation(config, taxonomy)
  for (const fault of faults) report(fault)
  const isDemo = anchor !== undefined
  const organisation = isDemo && own.people.size === 0 ? withDemoPeople(config, taxonomy) : own
  const file = config.planners.planningData ?? (isDemo ? fileURLToPath(demoPlanningData) : undefined)
  const accounts =
    isDemo && config.accounts === undefined
      ? async () => ({ accounts: demoAccounts(anchor), faults: [] })
      : accountList(config.accounts)
  const knownIssues =
    isDemo && config.knownIssues === undefined
      ? async () => ({ issues: demoKnownIssues(anchor), faults: [] })
      : knownIssueFile(config.knownIssues, taxonomy)
  return {
    organisation,
    planningData: reportingFaults(planningDataWithOwners(organisation, planningData(file)), report),
    accounts: reportingFaults(accountsWithOwners(organisation, accounts), report),
    knownIssueFile: reportingFaults(knownIssues, report),
    worth: config.worth ?? (isDemo ? demoWorth : undefined),
  }
}

const withDemoPeople = ({ organisation }: Pick<Config, 'organisation'>, taxonomy: Taxonomy): Organisation => ({
  ...toOrganisation({ ...organisation, people: demoPeople }, taxonomy),
  isOpen: true,
})
