import type { Store } from '../../infra/store/store.ts'
import type { Subject } from '../series/subject.ts'
import type { Account } from './account.ts'
import { accountFacts, countNamed } from './account-query.ts'
import { flagsOf, isNeglected } from './flags.ts'
import type { OwnAccount } from '../alert/own-account.ts'

/** Idle and semi-idle accounts that a subject's mentions of a stretch (epoch ms, `to` exclusive and taken as now) name by @, the most named first. */
export async function ownAccountsIn(
  store: Store,
  accounts: readonly Account[],
  subject: Subject,
  span: { from: number; to: number },
): Promise<OwnAccount[]> {
  const named = await countNamed(store, accounts, { subject, ...span })
  const called = [...named.keys()]
  const facts = await accountFacts(store, called, span.to)
  return called
    .map((account, i) => ({
      platform: account.platform,
      handle: account.handle,
      owner: account.owner,
      flags: flagsOf(account, facts[i]!, span.to),
      mentions: named.get(account)!,
    }))
    .filter(({ flags }) => isNeglected(flags))
}
