import type { ComponentChildren } from 'preact'
import type { AlertDto } from '../../dto/alert-dto.ts'
import type { List } from '../lib/api.ts'
import { alertsChanged } from '../lib/live.ts'
import { me } from '../lib/me.ts'
import { departmentName, organisation } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { AlertRow } from '../parts/alert-row.tsx'

/** What waits for the reader: alerts they own, impacts they are asked about, alerts of their departments that nobody has. */
export function MyWorkPage() {
  useTitle('My work')
  const answers = ['open', 'acknowledged', 'snoozed'].map((status) =>
    useApi<List<AlertDto>>(`/alerts?status=${status}&limit=200`, alertsChanged),
  )
  const error = answers.find((answer) => answer.error)?.error
  const isKnown = answers.every(({ data }) => data !== undefined)
  return (
    <div class="page">
      <div class="head">
        <h1>My work</h1>
      </div>
      {error && <p role="alert">Alerts could not be loaded: {error.message}</p>}
      {me.value === '' && (
        <section class="card">
          <p>Set your name (top right) to see your work.</p>
        </section>
      )}
      {me.value !== '' && !isKnown && !error && <p class="muted">Loading…</p>}
      {me.value !== '' && isKnown && <Work alerts={answers.flatMap(({ data }) => data?.items ?? [])} />}
    </div>
  )
}

function Work({ alerts }: { alerts: readonly AlertDto[] }) {
  const mine = organisation.value?.people.find(({ id }) => id === me.value)?.departments ?? []
  const where = mine.length === 0 ? '' : ` in ${mine.map(departmentName).join(', ')}`
  const isWaiting = ({ owner, departments: [acting] }: AlertDto) =>
    owner === null && (mine.length === 0 || mine.includes(acting ?? ''))
  const isAsked = ({ impact }: AlertDto) =>
    impact?.owner === me.value && (impact.status === 'potential' || impact.status === 'confirmed')
  return (
    <>
      <Alerts title="Mine" alerts={alerts.filter(({ owner }) => owner === me.value)}>
        You own no active alert.
      </Alerts>
      <Alerts title="Impacts awaiting you" alerts={alerts.filter(isAsked)}>
        No supply chain impact awaits you.
      </Alerts>
      <Alerts title={`Unassigned${where}`} alerts={alerts.filter(isWaiting)}>
        No unassigned alert{where}.
      </Alerts>
    </>
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
