import type { AuditDto } from '../../dto/audit-dto.ts'
import type { List } from '../lib/api.ts'
import { mayAdmin } from '../lib/may-admin.ts'
import { now, personName } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { ago } from '../lib/words.ts'

const outcomes: Record<AuditDto['outcome'], [pill: string, word: string]> = {
  done: ['good', 'Done'],
  refused: ['high', 'Refused'],
  failed: ['', 'Failed'],
  intended: ['blind', 'Not finished'],
}

/** The newest changes, for admins and the service team. */
export function AuditLog() {
  const mayRead = mayAdmin({ hub: true })
  const { data, error } = useApi<List<AuditDto>>(mayRead ? '/audit?limit=20' : undefined)
  if (!mayRead) return null
  return (
    <section class="card scroll" aria-labelledby="audit">
      <h2 id="audit">Audit log</h2>
      {error && <p role="alert">The audit log could not be loaded: {error.message}</p>}
      {data?.items.length === 0 && <p class="muted">No changes yet.</p>}
      {data && data.items.length > 0 && <Table rows={data.items} />}
    </section>
  )
}

function Table({ rows }: { rows: readonly AuditDto[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col" class="hide-s">
            From
          </th>
          <th scope="col">Outcome</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => {
          const [pill, word] = outcomes[row.outcome]
          return (
            <tr key={i}>
              <td title={row.at}>{ago(row.at, now.value)}</td>
              <td>
                {row.person === '' ? 'Nobody identified' : personName(row.person)}
                {row.credential && <span class="muted small"> key {row.credential}</span>}
              </td>
              <td>
                {row.operation} <span class="muted small">{row.subject}</span>
              </td>
              <td class="hide-s">{row.forwarded || row.address || 'this machine'}</td>
              <td>
                <span class={`pill ${pill}`}>{word}</span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
