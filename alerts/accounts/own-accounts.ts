import { everyMention } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Subject } from '../series/subject.ts'
import type { Account } from './account.ts'
import { accountFacts, countNamed } from './account-query.ts'
import { flagsOf, isNeglected } from './flags.ts'
import type { OwnAccount } from '../alert/own-account.ts'

/**
 * Idle and semi-idle accounts that a subject's mentions in [from, to) name by @, most named first. Epoch ms; `to` is also the time of the
 * flags.
 */
export async function ownAccountsIn(
  store: Store,
  accounts: readonly Account[],
  subject: Subject,
  span: { from: number; to: number },
): Promise<OwnAccount[]> {
  const named = await countNamed(store, accounts, { subject, ...span })
  const accountsNamed = [...named.keys()]
  const facts = await accountFacts(store, accountsNamed, { now: span.to, visible: everyMention })
  return accountsNamed
    .map((account, i) => ({
      platform: account.platform,
      handle: account.handle,
      owner: account.owner,
      flags: flagsOf(account, facts[i]!, span.to),
      mentions: named.get(account)!,
    }))
    .filter(({ flags }) => isNeglected(flags))
}
