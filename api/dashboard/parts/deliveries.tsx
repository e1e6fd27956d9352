import type { AlertDto } from '../../dto/alert-dto.ts'
import type { DeliveryDto } from '../../dto/delivery-dto.ts'
import type { List } from '../lib/api.ts'
import { alertsChanged } from '../lib/live.ts'
import { now, personName } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { ago } from '../lib/words.ts'

const pills: Partial<Record<DeliveryDto['state'], string>> = { sent: 'good', failed: 'critical' }

/** Who was told of what, newest first. */
export function Deliveries() {
  const { data, error } = useApi<List<DeliveryDto>>('/deliveries?limit=50', alertsChanged)
  const alerts = useApi<List<AlertDto>>('/alerts?limit=200', alertsChanged)
  const titles = new Map(alerts.data?.items.map(({ id, title }) => [id, title]))
  return (
    <section class="card scroll" aria-labelledby="deliveries">
      <h2 id="deliveries">Who was told</h2>
      {error && <p role="alert">Deliveries could not be loaded: {error.message}</p>}
      {data?.items.length === 0 && <p class="muted">Nobody was told of an alert yet.</p>}
      {data && data.items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Receiver</th>
              <th scope="col">Alert</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(
              ({ alertId, changeNumber, receiver, person, state, sentAt, createdAt, attempt, reason }) => (
                <tr key={`${alertId} ${changeNumber} ${receiver}`}>
                  <td>{ago(sentAt ?? createdAt, now.value)}</td>
                  <td>
                    {receiver} {person && <span class="muted small">{personName(person)}</span>}
                  </td>
                  <td>
                    <a class="link" href={`/alerts/${encodeURIComponent(alertId)}`}>
                      {titles.get(alertId) ?? 'Alert'}
                    </a>{' '}
                    <span class="muted small">change {changeNumber}</span>
                  </td>
                  <td>
                    <span class={`pill ${pills[state] ?? ''}`}>{state}</span>{' '}
                    <span class="small muted">
                      {attempt > 1 && `attempt ${attempt} `}
                      {reason}
                    </span>
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      )}
    </section>
  )
}
