import type { Store } from '../../infra/store/store.ts'
import type { Account, AccountFacts } from './account.ts'
import { accountFacts } from './account-query.ts'
import { flagsOf, isNeglected } from './flags.ts'
import type { Flag } from '../alert/own-account.ts'

export interface FlaggedAccount {
  account: Account
  facts: AccountFacts
  flags: Flag[]
}

export interface AccountOverview {
  /** In the order of the list. */
  accounts: FlaggedAccount[]
  summary: {
    accounts: number
    /** Semi-idle or idle. */
    semiIdle: number
    idle: number
    orphans: number
    uncovered: number
    /** Semi-idle or idle ones among all, 0…1; null when there are none. */
    semiIdleShare: number | null
    /** Mentions of the last 30 days on idle accounts; one that names two of them landed on both. */
    mentionsOnIdle: number
  }
}

/** What is known of the company's own accounts at `now`. */
export async function accountOverview(
  store: Store,
  accounts: readonly Account[],
  now: number,
): Promise<AccountOverview> {
  const facts = await accountFacts(store, accounts, now)
  const flagged = accounts.map((account, i) => ({
    account,
    facts: facts[i]!,
    flags: flagsOf(account, facts[i]!, now),
  }))
  return { accounts: flagged, summary: summaryOf(flagged) }
}

function summaryOf(accounts: readonly FlaggedAccount[]): AccountOverview['summary'] {
  const withFlag = (flag: Flag) => accounts.filter(({ flags }) => flags.includes(flag))
  const semiIdle = accounts.filter(({ flags }) => isNeglected(flags)).length
  return {
    accounts: accounts.length,
    semiIdle,
    idle: withFlag('idle').length,
    orphans: withFlag('orphan').length,
    uncovered: withFlag('uncovered').length,
    semiIdleShare: accounts.length === 0 ? null : semiIdle / accounts.length,
    mentionsOnIdle: withFlag('idle').reduce((sum, { facts }) => sum + facts.recentMentions, 0),
  }
}

/** `7 of 20 accounts are semi-idle; 34 mentions landed on idle ones in 30 days`. */
export function accountsSentence({ accounts, semiIdle, mentionsOnIdle }: AccountOverview['summary']): string {
  if (accounts === 0) return 'No account of the company is listed'
  const neglected = `${semiIdle} of ${accounts} ${accounts === 1 ? 'account' : 'accounts'} ${semiIdle === 1 ? 'is' : 'are'} semi-idle`
  return `${neglected}; ${mentionsOnIdle} ${mentionsOnIdle === 1 ? 'mention' : 'mentions'} landed on idle ones in 30 days`
}
