import { Fragment } from 'preact'
import type { AccountDto, AccountsDto } from '../../dto/account-dto.ts'
import { now, personName } from '../lib/now.ts'
import { Download } from '../parts/download.tsx'
import { addressOf } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, count } from '../lib/words.ts'

const words: Record<AccountDto['flags'][number], [pill: string, word: string]> = {
  idle: ['critical', '◆ Idle'],
  'semi-idle': ['high', '▲ Semi-idle'],
  orphan: ['medium', '○ Orphan'],
  uncovered: ['blind', '◌ Not covered'],
}

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
  return (
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
          <th scope="col" class="n hide-s">
            Mentions (30 days)
          </th>
          <th scope="col" class="n">
            Unanswered (90 days)
          </th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <Row key={`${account.platform} ${account.handle}`} account={account} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ account }: { account: AccountDto }) {
  const { platform, handle, owner, unit, flags, lastPostAt, lastReplyAt, waitingSince } = account
  return (
    <tr>
      <td>
        <b>@{handle}</b> <span class="muted small">{platform}</span>
      </td>
      <td>
        {flags.length === 0 && <span class="pill good">● Active</span>}
        {flags.map((flag) => (
          <Fragment key={flag}>
            <span class={`pill ${words[flag][0]}`}>{words[flag][1]}</span>{' '}
          </Fragment>
        ))}
      </td>
      <td class="hide-s">
        {owner ? personName(owner) : <span class="muted">No owner</span>} <span class="muted small">{unit}</span>
      </td>
      <td class="n hide-s">{lastPostAt ? ago(lastPostAt, now.value) : 'Unknown'}</td>
      <td class="n hide-s">{lastReplyAt ? ago(lastReplyAt, now.value) : 'Unknown'}</td>
      <td class="n hide-s">
        <a class="link" href={addressOf('/mentions', { source: platform, q: `@${handle}` })}>
          {count(account.mentions30d)}
        </a>
      </td>
      <td class="n">
        {account.coversReplies ? count(account.unanswered) : 'Unknown'}
        {account.coversReplies && waitingSince && <p class="xs muted">oldest {ago(waitingSince, now.value)}</p>}
        {!account.coversReplies && <p class="xs muted">replies are not collected</p>}
      </td>
    </tr>
  )
}

function Faults({ of: faults }: { of: readonly string[] }) {
  return (
    <section class="card">
      <h2>Problems in the account list</h2>
      <ul>
        {faults.map((fault) => (
          <li key={fault} class="small mono">
            {fault}
          </li>
        ))}
      </ul>
    </section>
  )
}
