import type { AccountList } from './accounts/read-accounts.ts'
import type { PlanningData } from './planners/planning-data.ts'
import { derived } from '../infra/reloaded.ts'
import type { Organisation } from './organisation/organisation.ts'

/** The id of the person whom a list of the company means by a name: by id or name, whatever the case; undefined = nobody of the configuration. */
function personMeant({ people }: Organisation, owner: string): string | undefined {
  const wanted = owner.trim().toLowerCase()
  return [...people.values()].find(({ id, name }) => [id.toLowerCase(), name.toLowerCase()].includes(wanted))?.id
}

/** A list whose owners are people by id, with a fault for each who is none; as it is where nobody is configured. */
function withOwners<T extends { owner: string | null }>(
  organisation: Organisation,
  list: readonly T[],
  what: string,
): { list: T[]; faults: string[] } {
  if (organisation.people.size === 0) return { list: [...list], faults: [] }
  const strangers = new Set<string>()
  const meant = list.map((each) => {
    const id = each.owner ? personMeant(organisation, each.owner) : each.owner
    if (id === undefined && each.owner) strangers.add(each.owner)
    return { ...each, owner: id ?? each.owner }
  })
  return {
    list: meant,
    faults: [...strangers].map(
      (name) => `${what}: the owner ${JSON.stringify(name)} is nobody of organisation.people, so nobody is asked`,
    ),
  }
}

/** A join table whose owners are people by id. */
export const planningDataWithOwners = (
  organisation: Organisation,
  read: () => Promise<PlanningData>,
): (() => Promise<PlanningData>) =>
  derived(read, ({ items, faults }) => {
    const { list, faults: strangers } = withOwners(organisation, items, 'planners.planningData')
    return { items: list, faults: [...faults, ...strangers] }
  })

/** A list of accounts whose owners are people by id. */
export const accountsWithOwners = (
  organisation: Organisation,
  read: () => Promise<AccountList>,
): (() => Promise<AccountList>) =>
  derived(read, ({ accounts, faults }) => {
    const { list, faults: strangers } = withOwners(organisation, accounts, 'accounts')
    return { accounts: list, faults: [...faults, ...strangers] }
  })
