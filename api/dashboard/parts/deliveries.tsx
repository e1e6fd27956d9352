import { useEffect, useState } from 'preact/hooks'
import type { AlertDto, ChangeDto } from '../../dto/alert-dto.ts'
import type { DeliveryDto } from '../../dto/delivery-dto.ts'
import { get, type List } from '../lib/api.ts'
import { alertsChanged } from '../lib/live.ts'
import { now, personName } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { capital, clockTime } from '../lib/words.ts'
import { zone } from '../lib/zone.ts'
import { entryOf } from './alert-timeline.tsx'

const pills: Partial<Record<DeliveryDto['state'], string>> = { sent: 'good', failed: 'critical' }
/** Of so many alerts it is said what each change was. */
const mostHistories = 20

/** Who was told of what, newest first. */
export function Deliveries() {
  const { data, error } = useApi<List<DeliveryDto>>('/deliveries?limit=50', alertsChanged)
  const { data: found } = useApi<List<AlertDto>>('/alerts?limit=200', alertsChanged)
  const items = data?.items ?? []
  const alerts = new Map(found?.items.map((alert) => [alert.id, alert]))
  const changes = useChanges(items)
  const receivers = [...new Set(items.map(({ receiver }) => receiver))]
  return (
    <section class="card scroll" aria-labelledby="deliveries">
      <h2 id="deliveries">Who was told</h2>
      {error && <p role="alert">Deliveries could not be loaded: {error.message}</p>}
      {data?.items.length === 0 && <p class="muted">Nobody was told of an alert yet.</p>}
      {items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">
                When <span class="zone">({zone.value})</span>
              </th>
              <th scope="col">Receiver</th>
              <th scope="col">Alert</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {items.map((delivery) => {
              const { alertId, changeNumber, receiver, person, state, sentAt, createdAt, attempt, reason } = delivery
              const alert = alerts.get(alertId)
              const change = changes.get(changeKey(delivery))
              return (
                <tr key={`${alertId} ${changeNumber} ${receiver}`}>
                  <td>
                    <time dateTime={sentAt ?? createdAt}>{clockTime(sentAt ?? createdAt, now.value)}</time>
                  </td>
                  <td>
                    {receiverName(receiver, receivers)}{' '}
                    {person && <span class="muted small">{personName(person)}</span>}
                  </td>
                  <td>
                    <a class="link" href={`/alerts/${encodeURIComponent(alertId)}`}>
                      {alert?.title ?? 'Alert'}
                    </a>{' '}
                    <span class="muted small">{alert && change && entryOf(change, alert)}</span>
                  </td>
                  <td>
                    <span class={`pill ${pills[state] ?? ''}`}>{capital(state)}</span>{' '}
                    <span class="small muted">
                      {attempt > 1 && `attempt ${attempt} `}
                      {reason}
                    </span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}

const types: Record<string, string> = {
  console: 'Console',
  email: 'Email',
  kafka: 'Kafka',
  pagerduty: 'PagerDuty',
  slack: 'Slack',
  teams: 'Teams',
  webhook: 'Webhook',
}
const typeOf = (receiver: string): string | undefined => types[/^([a-z]+)-\d+$/.exec(receiver)?.[1] ?? '']

/** A receiver without a name of its own has its type and position, slack-2: Slack, or Slack 2 where there are several. */
function receiverName(receiver: string, all: readonly string[]): string {
  const type = typeOf(receiver)
  if (type === undefined) return receiver
  const isOnly = all.every((other) => other === receiver || typeOf(other) !== type)
  return isOnly ? type : `${type} ${receiver.split('-')[1]}`
}

const changeKey = ({ alertId, changeNumber }: { alertId: string; changeNumber: number }) => `${alertId} ${changeNumber}`

/** The changes that the newest deliveries tell of, by alert and number; those that could not be loaded are missing. */
function useChanges(deliveries: readonly DeliveryDto[]): ReadonlyMap<string, ChangeDto> {
  const [changes, setChanges] = useState<ReadonlyMap<string, ChangeDto>>(new Map())
  const ids = [...new Set(deliveries.map(({ alertId }) => alertId))].slice(0, mostHistories)
  useEffect(() => {
    const aborting = new AbortController()
    const ask = async (alertId: string) => {
      const { items } = await get<List<ChangeDto>>(`/alerts/${encodeURIComponent(alertId)}/history`, aborting.signal)
      return items.map((change) => [changeKey({ alertId, ...change }), change] as const)
    }
    const askAll = async () => {
      const found = await Promise.all(ids.map((id) => ask(id).catch(() => [])))
      if (!aborting.signal.aborted) setChanges(new Map(found.flat()))
    }
    void askAll()
    return () => aborting.abort()
  }, [ids.join(' '), deliveries[0]?.createdAt])
  return changes
}
