import { useEffect } from 'preact/hooks'
import type { AlertDto } from '../../dto/alert-dto.ts'
import type { DepartmentDto, SourceDto } from '../../dto/board-dto.ts'
import type { List } from '../lib/api.ts'
import { bySeverityDown, useColumns, useStableOrder } from '../lib/board-order.ts'
import { isTyping } from '../lib/keys.ts'
import { alertsChanged, sourcesChanged } from '../lib/live.ts'
import { now, status, stuckStage } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { isReplaying } from '../parts/demo-banner.tsx'
import { Fact } from '../parts/fact.tsx'
import { WatchedCard } from '../parts/watched-card.tsx'
import { AlertCard } from '../parts/alert-card.tsx'
import { useTitle } from '../lib/use-title.ts'
import { useApi } from '../lib/use-api.ts'
import { count, counted, hourOf, typicalRange } from '../lib/words.ts'
import { zone } from '../lib/zone.ts'

/** Cards per column; the rest is behind a link. */
const mostCards = 8
const alertsWith = (state: string) => `/alerts?status=${state}&limit=200`

/** The current alerts of every department. */
export function BoardPage() {
  useTitle('Board')
  const open = useApi<List<AlertDto>>(alertsWith('open'), alertsChanged)
  const acknowledged = useApi<List<AlertDto>>(alertsWith('acknowledged'), alertsChanged)
  const snoozed = useApi<List<AlertDto>>(alertsWith('snoozed'), alertsChanged)
  const sources = useApi<List<SourceDto>>('/sources', sourcesChanged)
  const error = open.error ?? acknowledged.error ?? snoozed.error
  const alerts = [open, acknowledged, snoozed].flatMap((answer) => answer.data?.items ?? [])
  const known = open.data !== undefined && acknowledged.data !== undefined
  const { ordered, holder } = useStableOrder(alerts)
  const columns = useColumns(alerts)
  useTakeKey()
  return (
    <div class="page wide" ref={holder}>
      <div class="head">
        <h1>Current alerts by department</h1>
        <p class="muted small">{headline(alerts)}</p>
      </div>
      {error && (
        <p class="card outage" role="alert">
          <span class="pill blind">◌ Unavailable</span> Alerts could not be loaded: {error.message}
        </p>
      )}
      <Outages sources={sources.data?.items ?? []} />
      <div class="cols">
        {columns.map((department) => (
          <Column key={department.id} department={department} alerts={ordered} known={known} />
        ))}
      </div>
    </div>
  )
}

function headline(alerts: readonly AlertDto[]): string {
  const today = status.value?.today
  const unassigned = alerts.filter((alert) => alert.owner === null).length
  const none = isReplaying() ? 'no alerts so far' : 'no active alerts'
  const active =
    alerts.length === 0
      ? none
      : [
          counted(alerts.length, 'active alert'),
          ...bySeverity(alerts),
          ...(unassigned > 0 ? [`${unassigned} unassigned`] : []),
        ].join(', ')
  if (!today) return active
  return `${count(today.mentions)} mentions ${inUtc('today')}${typicalOf(today)} · ${active}`
}

/** 3 critical, 2 high */
const bySeverity = (alerts: readonly AlertDto[]): string[] =>
  bySeverityDown.flatMap((severity) => {
    const those = alerts.filter((alert) => alert.severity === severity).length
    return those > 0 && those < alerts.length ? [`${those} ${severity}`] : []
  })

/** The key T takes ownership of the focused or hovered alert. */
function useTakeKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toUpperCase() !== 'T' || isTyping(event)) return
      const card = document.querySelector('.alert:focus-within') ?? document.querySelector('.alert:hover')
      card?.querySelector<HTMLButtonElement>('[data-take]')?.click()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

const down = ['failing', 'blind', 'gone', 'gap']

/** Sources that are down or have missed data. */
function Outages({ sources }: { sources: readonly SourceDto[] }) {
  const affected = sources.filter((source) => down.includes(source.health))
  return (
    <>
      {affected.map((source) => (
        <div class="card outage" role="status" key={source.source}>
          <span class="pill blind">◌ {source.health === 'gap' ? 'Data missing' : 'Source down'}</span>
          <span>
            <b>{source.source}</b>
            {source.frontierAt && ` since ${hourOf(Date.parse(source.frontierAt))}`}
            {source.reason && `: ${source.reason}`}. Alerts relying on it are paused.
          </span>
          <a class="btn quiet" href="/sources">
            View source
          </a>
        </div>
      ))}
    </>
  )
}

function Column({
  department,
  alerts,
  known,
}: {
  department: DepartmentDto
  alerts: readonly AlertDto[]
  known: boolean
}) {
  const own = alerts.filter((alert) => alert.departments[0] === department.id)
  const watched = alerts.filter((alert) => alert.departments.indexOf(department.id) > 0)
  const involved = own.length + watched.length
  const more = Math.max(0, own.length - mostCards) + Math.max(0, watched.length - mostCards)
  return (
    <section class="col" aria-labelledby={`d-${department.id}`}>
      <header>
        <h2 id={`d-${department.id}`}>{department.name}</h2>
        {involved > 0 && (
          <span class="pill">
            <span>
              <Fact of={`active:${department.id}`}>{own.length}</Fact> active
              {watched.length > 0 && ` · ${watched.length} watching`}
            </span>
          </span>
        )}
        <Today department={department} />
      </header>
      {own.slice(0, mostCards).map((alert) => (
        <AlertCard key={alert.id} alert={alert} />
      ))}
      {watched.length > 0 && <p class="note xs">Also affects you:</p>}
      {watched.slice(0, mostCards).map((alert) => (
        <WatchedCard key={alert.id} alert={alert} />
      ))}
      {more > 0 && (
        <p class="note small">
          <a class="link" href={`/alerts?department=${department.id}`}>
            {more} more alerts →
          </a>
        </p>
      )}
      {known && <DepartmentState department={department} involved={involved} />}
    </section>
  )
}

function Today({ department: { id, today } }: { department: DepartmentDto }) {
  if (!today) return null
  const { mentions, expected, upper } = today
  const to = addressOf('/mentions', { department: id, from: midnightOf(now.value) })
  const ratio = mentions / Math.max(1, expected ?? 1)
  const typical = typicalOf(today)
  return (
    <span class="now">
      <a href={to} class={mentions > (upper ?? Infinity) ? (ratio >= 2 ? 'critical' : 'high') : undefined}>
        <Fact of={`today:${id}`}>{count(mentions)}</Fact> {inUtc('today')}
      </a>
      {typical}
    </span>
  )
}

/** The day is counted in UTC, which is said where the reader's zone is another. */
const inUtc = (day: string): string => (zone.value === 'UTC' ? day : `${day} (UTC)`)

/** The beginning of the day (UTC), from which today's mentions are counted. */
const midnightOf = (at: number) => new Date(Math.floor(at / dayMs) * dayMs).toISOString()
const dayMs = 24 * 3_600_000

/** The expected range by this time of day; '' while it is not known. */
const typicalOf = ({ lower, upper }: NonNullable<DepartmentDto['today']>): string =>
  upper === undefined ? '' : ` (${typicalRange({ lower: lower ?? 0, upper })})`

/** The state of a department in words. It says "no active alerts" only if no source is down. */
function DepartmentState({ department, involved }: { department: DepartmentDto; involved: number }) {
  const current = status.value
  if (!current) return null
  const stuck = stuckStage()
  if (stuck) return <div class="card calm blind">◌ Not up to date. {stuck}</div>
  // The banner says so of all departments.
  if (isReplaying())
    return involved > 0 ? null : (
      <div class="card calm blind">◌ The demo is being replayed, up to {hourOf(Date.parse(current.now))} so far.</div>
    )
  if (current.sourcesDown.length > 0)
    return <div class="card calm blind">◌ Coverage incomplete: {current.sourcesDown.join(', ')} down.</div>
  if (!department.today) return <div class="card calm">Not one of your departments: its mentions are not shown.</div>
  const { mentions, upper } = department.today
  const scope = `${department.topics} topics monitored, up to date at ${hourOf(Date.parse(current.frontierAt))}.`
  if (involved === 0 && mentions > (upper ?? Infinity))
    return <div class="card calm">Volume above typical today, no active alerts: {scope}</div>
  return (
    <div class="card calm">
      {involved > 0 ? 'No other alerts' : 'No active alerts'}: {scope}
    </div>
  )
}
