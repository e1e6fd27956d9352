import type { VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import { counted } from '../../infra/format.ts'
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
    /** Share of semi-idle and idle accounts, 0…1; null without accounts. */
    semiIdleShare: number | null
    /** Mentions of idle accounts in the last 30 days; a mention of two accounts counts twice. */
    mentionsOnIdle: number
  }
}

/** The company's accounts with facts and flags at `now` (epoch ms), by visible mentions. */
export async function accountOverview(
  store: Store,
  accounts: readonly Account[],
  { now, visible }: { now: number; visible: VisibleMentions },
): Promise<AccountOverview> {
  const facts = await accountFacts(store, accounts, { now, visible })
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

/** `7 of 20 accounts are idle or semi-idle; idle accounts had 34 mentions in 30 days` */
export function accountsSentence({ accounts, semiIdle, mentionsOnIdle }: AccountOverview['summary']): string {
  if (accounts === 0) return 'No company accounts are listed'
  const neglected = `${semiIdle} of ${counted(accounts, 'account')} ${semiIdle === 1 ? 'is' : 'are'} idle or semi-idle`
  return `${neglected}; idle accounts had ${counted(mentionsOnIdle, 'mention')} in 30 days`
}
