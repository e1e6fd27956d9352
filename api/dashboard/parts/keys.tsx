import type { KeyDto } from '../../dto/key-dto.ts'
import type { List } from '../lib/api.ts'
import { mayAdmin } from '../lib/may-admin.ts'
import { departmentName, now, personName } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { ago } from '../lib/words.ts'

/** API keys without their secrets, for admins. */
export function Keys() {
  const isAdmin = mayAdmin({ hub: false })
  const { data, error } = useApi<List<KeyDto>>(isAdmin ? '/keys' : undefined)
  if (!isAdmin) return null
  return (
    <section class="card scroll" aria-labelledby="keys">
      <h2 id="keys">API keys</h2>
      {error && <p role="alert">API keys could not be loaded: {error.message}</p>}
      {data?.items.length === 0 && (
        <p class="muted">
          No keys. <code>groundswell keys create PERSON</code> creates one; from then on every request needs one.
        </p>
      )}
      {data && data.items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Person</th>
              <th scope="col">May</th>
              <th scope="col">Last used</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((key) => (
              <tr key={key.id}>
                <td class="mono small">{key.id}</td>
                <td>{personName(key.person)}</td>
                <td>
                  {key.scope}
                  {key.department && <span class="muted small"> {departmentName(key.department)}</span>}
                </td>
                <td>{key.lastUsedAt ? ago(key.lastUsedAt, now.value) : 'Never'}</td>
                <td>{stateOf(key)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function stateOf({ revokedAt, expiresAt }: KeyDto) {
  if (revokedAt) return <span class="pill">Revoked</span>
  if (expiresAt && Date.parse(expiresAt) <= now.value) return <span class="pill">Expired</span>
  return <span class="pill good">● Active</span>
}
