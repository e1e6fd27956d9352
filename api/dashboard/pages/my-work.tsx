import type { ComponentChildren } from 'preact'
import type { AlertDto } from '../../dto/alert-dto.ts'
import type { List } from '../lib/api.ts'
import { alertsChanged } from '../lib/live.ts'
import { me } from '../lib/me.ts'
import { departmentName, organisation } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { AlertRow } from '../parts/alert-row.tsx'

/** What waits for the reader: alerts they own, alerts of their departments that nobody has, impacts they are asked about. */
export function MyWorkPage() {
  useTitle('My work')
  const { data, error } = useApi<List<AlertDto>>('/alerts?limit=200', alertsChanged)
  const active = (data?.items ?? []).filter(({ status }) => status !== 'resolved')
  const mine = organisation.value?.people.find(({ id }) => id === me.value)?.departments ?? []
  const isMine = ({ owner }: AlertDto) => owner === me.value
  const isWaiting = ({ owner, departments: [acting] }: AlertDto) =>
    owner === null && (mine.length === 0 || mine.includes(acting ?? ''))
  const isAsked = ({ impact }: AlertDto) => impact?.owner === me.value && impact.status !== 'restored'
  const whose =
    mine.length === 0 ? 'Nobody has these yet' : `Nobody in ${mine.map(departmentName).join(', ')} has these yet`
  return (
    <div class="page">
      <div class="head">
        <h1>My work</h1>
      </div>
      {error && <p role="alert">Alerts could not be loaded: {error.message}</p>}
      {me.value === '' ? (
        <section class="card">
          <p>Say who you are (top right), and this page shows what waits for you.</p>
        </section>
      ) : (
        <>
          <Alerts title="Mine" alerts={active.filter(isMine)}>
            You own no active alert.
          </Alerts>
          <Alerts title="Your parts" alerts={active.filter(isAsked)}>
            Nobody waits for your word on a supply chain impact.
          </Alerts>
          <Alerts title={whose} alerts={active.filter(isWaiting)}>
            Every active alert has an owner.
          </Alerts>
        </>
      )}
    </div>
  )
}

interface AlertsProps {
  title: string
  alerts: readonly AlertDto[]
  /** What is said without any. */
  children: ComponentChildren
}

function Alerts({ title, alerts, children }: AlertsProps) {
  return (
    <section class="card" aria-label={title}>
      <h2>
        {title} {alerts.length > 0 && <span class="muted small">{alerts.length}</span>}
      </h2>
      {alerts.length === 0 && <p class="muted">{children}</p>}
      <ul class="rows">
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </ul>
    </section>
  )
}
