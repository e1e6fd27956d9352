import type { AlertDto } from '../../dto/alert-dto.ts'
import { personName } from '../lib/now.ts'
import { counted } from '../lib/words.ts'
import { AccountFlags } from './account-flags.tsx'

/** Unattended company accounts that the mentions address. */
export function OwnAccounts({ alert: { ownAccounts } }: { alert: AlertDto }) {
  if (ownAccounts.length === 0) return null
  return (
    <section class="card">
      <h2>Mentions of unattended company accounts</h2>
      <ul class="rows">
        {ownAccounts.map(({ platform, handle, owner, flags, mentions }) => (
          <li key={platform + handle}>
            <b>@{handle}</b> <span class="muted small">{platform}</span> {counted(mentions, 'mention')}{' '}
            <AccountFlags of={flags} />
            <span class="small muted">{owner ? personName(owner) : 'No owner'}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
