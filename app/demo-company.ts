import type { Account } from '../alerts/accounts/account.ts'
import type { KnownIssue } from '../alerts/issues/known-issue.ts'
import type { WorthOptions } from '../alerts/report/worth-schema.ts'
import type { OrganisationOptions } from '../alerts/organisation/options.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The people of the demo's company. All of them may do everything; whoever tries it may also act under another name. */
export const demoPeople: NonNullable<OrganisationOptions['people']> = [
  { id: 'mara', name: 'Mara Olsen', departments: ['support'] },
  { id: 'jonas', name: 'Jonas Tveit', departments: ['product'] },
  { id: 'luca', name: 'Luca Berg', departments: ['logistics'] },
  { id: 'petra', name: 'Petra Holm', departments: ['procurement'] },
  { id: 'sofie', name: 'Sofie Dahl', departments: ['sales'] },
  { id: 'emil', name: 'Emil Brandt', departments: ['marketing'] },
].map((person) => ({ ...person, hub: true, role: 'admin' }))

export const demoCurrency = 'EUR'

/** What the demo's company assumes of a warning. */
export const demoWorth: WorthOptions = {
  contactsPerMention: 4,
  avoidedShare: 0.3,
  costPerContact: 6.5,
  currency: demoCurrency,
}

/** The demo company's own accounts: attended, neglected and without an owner. `anchor`: see `demoAnchor`. */
export function demoAccounts(anchor: number): Account[] {
  const account = (platform: string, handle: string, owner: string | null, posted: number, replied: number | null) => ({
    platform,
    handle,
    owner,
    unit: null,
    lastPostAt: anchor - posted,
    lastReplyAt: replied === null ? null : anchor - replied,
  })
  return [
    account('bluesky', 'halden', 'emil', 5 * hourMs, 7 * hourMs),
    account('mastodon', 'halden', 'emil', 2 * dayMs, 3 * dayMs),
    account('bluesky', 'halden_help', 'mara', 9 * hourMs, 9 * hourMs),
    account('forum', 'halden', null, 131 * dayMs, 133 * dayMs),
    account('bluesky', 'halden_north', 'sofie', 44 * dayMs, null),
    account('app-store', 'Halden', 'jonas', 20 * dayMs, 22 * dayMs),
  ]
}

/** Launches and earlier troubles of the demo's company. None of them explains the planted incidents. */
export function demoKnownIssues(anchor: number): KnownIssue[] {
  const ago = (days: number) => anchor - days * dayMs
  const nothing = { fixes: '', topics: [], departments: [], products: [], versions: [] }
  return [
    {
      ...nothing,
      id: 'app-4.2',
      kind: 'release',
      name: 'Halden app 4.2',
      fromAt: ago(20),
      products: ['Halden app'],
      versions: ['4.2'],
    },
    {
      ...nothing,
      id: 'app-4.1',
      kind: 'release',
      name: 'Halden app 4.1',
      fromAt: ago(38),
      products: ['Halden app'],
      versions: ['4.1'],
    },
    { ...nothing, id: 'autumn-sale', kind: 'promotion', name: 'Autumn sale', fromAt: ago(6), untilAt: ago(4) },
    { ...nothing, id: 'forum-moved', kind: 'note', name: 'Forum moved to a new address', fromAt: ago(9) },
    { ...nothing, id: 'af-6', kind: 'launch', name: 'Air fryer AF-6', fromAt: ago(33), products: ['AF-6'] },
    {
      ...nothing,
      id: 'graz-flood',
      kind: 'incident',
      name: 'PostNova hub in Graz flooded',
      fromAt: ago(17),
      untilAt: ago(14),
      fixedAt: ago(14),
      topics: ['delivery.late'],
      products: ['B2'],
    },
    {
      ...nothing,
      id: 't1-lever',
      kind: 'recall',
      name: 'Recall of the T1 lever',
      fromAt: ago(25),
      fixedAt: ago(11),
      topics: ['product'],
      products: ['T1'],
    },
  ]
}
