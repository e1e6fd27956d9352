import type { AccountList } from './accounts/read-accounts.ts'
import type { PlanningData } from './planners/planning-data.ts'
import { derived } from '../infra/reloaded.ts'
import type { Organisation } from './organisation/organisation.ts'

/** The id of the person with this id or name, ignoring case; undefined if not configured. */
function personIdOf({ people }: Organisation, owner: string): string | undefined {
  const wanted = owner.trim().toLowerCase()
  return [...people.values()].find(({ id, name }) => [id.toLowerCase(), name.toLowerCase()].includes(wanted))?.id
}

/** Replaces owners by people's ids, with a fault for each unknown owner. Unchanged if no people are configured. */
function withOwners<T extends { owner: string | null }>(
  organisation: Organisation,
  list: readonly T[],
  what: string,
): { list: T[]; faults: string[] } {
  if (organisation.people.size === 0) return { list: [...list], faults: [] }
  const unknown = new Set<string>()
  const resolved = list.map((each) => {
    const id = each.owner ? personIdOf(organisation, each.owner) : each.owner
    if (id === undefined && each.owner) unknown.add(each.owner)
    return { ...each, owner: id ?? each.owner }
  })
  return {
    list: resolved,
    faults: [...unknown].map(
      (name) =>
        `${what}: owner ${name} is not in the list of people, so nobody tells ${name}. Add ${name} under organisation.people.`,
    ),
  }
}

/** Planning data with owners as ids of people. */
export const planningDataWithOwners = (
  organisation: Organisation,
  read: () => Promise<PlanningData>,
): (() => Promise<PlanningData>) =>
  derived(read, ({ items, faults }) => {
    const { list, faults: unknown } = withOwners(organisation, items, 'planners.planningData')
    return { items: list, faults: [...faults, ...unknown] }
  })

/** Accounts with owners as ids of people. */
export const accountsWithOwners = (
  organisation: Organisation,
  read: () => Promise<AccountList>,
): (() => Promise<AccountList>) =>
  derived(read, ({ accounts, faults }) => {
    const { list, faults: unknown } = withOwners(organisation, accounts, 'accounts')
    return { accounts: list, faults: [...faults, ...unknown] }
  })
