import type { AccountDto, AccountsDto } from '../../dto/account-dto.ts'
import { now, personName } from '../lib/now.ts'
import { AccountFlags } from '../parts/account-flags.tsx'
import { Download } from '../parts/download.tsx'
import { addressOf } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, capital, count } from '../lib/words.ts'

/** The company's own accounts: owner, state and unanswered mentions. */
export function AccountsPage() {
  useTitle('Accounts')
  const { data, error } = useApi<AccountsDto>('/accounts')
  return (
    <div class="page">
      <div class="head">
        <h1>Company accounts</h1>
        {data && data.items.length > 0 && <Download path="/accounts.csv">Export CSV</Download>}
      </div>
      <section class="card scroll">
        {error && <p role="alert">Accounts could not be loaded: {error.message}</p>}
        {data && <p class="lede">{data.summary.sentence}.</p>}
        {data?.items.length === 0 && (
          <p class="muted">
            No accounts listed. Add a CSV with the columns platform, handle and owner under <code>accounts</code> in the
            configuration.
          </p>
        )}
        {data && data.items.length > 0 && <Table accounts={data.items} />}
      </section>
      {data && data.faults.length > 0 && <Faults of={data.faults} />}
    </div>
  )
}

function Table({ accounts }: { accounts: readonly AccountDto[] }) {
  const unread = accounts.filter(({ coversReplies }) => !coversReplies)
  const counts = unread.length < accounts.length
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">State</th>
            <th scope="col" class="hide-s">
              Owner
            </th>
            <th scope="col" class="n hide-s">
              Last post
            </th>
            <th scope="col" class="n hide-s">
              Last reply
            </th>
            <th scope="col" class="n">
              Mentions <span class="hide-s">(30 days)</span>
            </th>
            {counts && (
              <th scope="col" class="n hide-s">
                Unanswered (90 days)
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row key={`${account.platform} ${account.handle}`} account={account} counts={counts} />
          ))}
        </tbody>
      </table>
      {unread.length > 0 && <p class="note small">{withoutReplies(unread, counts)}</p>}
    </>
  )
}

/** Why nothing is said of answers, and where the times of replies come from all the same. */
function withoutReplies(unread: readonly AccountDto[], isInPart: boolean): string {
  const where = isInPart ? ` on ${[...new Set(unread.map(({ platform }) => platform))].join(', ')}` : ''
  const times = unread.some(({ lastReplyAt }) => lastReplyAt !== null)
    ? ' “Last reply” is what the account list says.'
    : ''
  return `Unanswered mentions${where} cannot be counted: replies are not collected.${times}`
}

/** On a phone, owner and last post stand below the account and its state. */
function Row({ account, counts }: { account: AccountDto; counts: boolean }) {
  const { platform, handle, owner, unit, flags, lastPostAt, lastReplyAt, waitingSince, mentions30d } = account
  const owned = owner ? personName(owner) : <span class="muted">No owner</span>
  return (
    <tr>
      <td>
        <b>@{handle}</b> <span class="muted small">{platform}</span>
        <p class="only-s small">{owned}</p>
      </td>
      <td>
        <AccountFlags of={flags} />
        <p class="only-s small muted">{lastPostAt ? `last post ${ago(lastPostAt, now.value)}` : 'last post unknown'}</p>
      </td>
      <td class="hide-s">
        {owned} <span class="muted small">{unit}</span>
      </td>
      <td class="n hide-s">{lastPostAt ? ago(lastPostAt, now.value) : 'Unknown'}</td>
      <td class="n hide-s">{lastReplyAt ? ago(lastReplyAt, now.value) : 'Unknown'}</td>
      <td class="n">
        {mentions30d === 0 ? (
          '0'
        ) : (
          <div>
            <a class="link" href={addressOf('/mentions', { source: platform, q: `@${handle}` })}>
              {count(mentions30d)}
            </a>
          </div>
        )}
        {account.coversReplies && <p class="only-s xs muted">{count(account.unanswered)} unanswered</p>}
      </td>
      {counts && (
        <td class="n hide-s">
          {account.coversReplies ? count(account.unanswered) : 'Unknown'}
          {account.coversReplies && waitingSince && <p class="xs muted">oldest {ago(waitingSince, now.value)}</p>}
        </td>
      )}
    </tr>
  )
}

/** A fault without the name of the list, which the page has said. */
const inWords = (fault: string): string => capital(fault.replace(/^accounts: owner /, ''))

function Faults({ of: faults }: { of: readonly string[] }) {
  return (
    <section class="card">
      <h2>Problems in the account list</h2>
      <ul>
        {faults.map((fault) => (
          <li key={fault} class="small">
            {inWords(fault)}
          </li>
        ))}
      </ul>
    </section>
  )
}
