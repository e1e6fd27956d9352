import { useEffect, useRef } from 'preact/hooks'
import type { AlertDto } from '../../dto/alert-dto.ts'
import type { DepartmentDto, SourceDto } from '../../dto/board-dto.ts'
import type { List } from '../api.ts'
import { isTyping } from '../keys.ts'
import { alertsChanged, sourcesChanged } from '../live.ts'
import { departments, status } from '../now.ts'
import { AlertCard } from '../parts/alert-card.tsx'
import { useTitle } from '../use-title.ts'
import { useApi } from '../use-api.ts'
import { count } from '../words.ts'

/** A column is read, not scrolled for ever. */
const mostCards = 8
const order = ['critical', 'high', 'medium', 'low']
const standing = (state: string) => `/alerts?status=${state}&limit=200`

/** What every department should know now. */
export function BoardPage() {
  useTitle('Board')
  const open = useApi<List<AlertDto>>(standing('open'), alertsChanged)
  const taken = useApi<List<AlertDto>>(standing('acknowledged'), alertsChanged)
  const snoozed = useApi<List<AlertDto>>(standing('snoozed'), alertsChanged)
  const sources = useApi<List<SourceDto>>('/sources', sourcesChanged)
  const error = open.error ?? taken.error ?? snoozed.error
  const alerts = [open, taken, snoozed].flatMap((answer) => answer.data?.items ?? [])
  const known = open.data !== undefined && taken.data !== undefined
  const { ordered, holder } = useStillOrder(alerts)
  useTakeKey()
  return (
    <div class="page wide" ref={holder}>
      <div class="head">
        <h1>What customers are telling us now</h1>
        <p class="muted small">{headline(alerts)}</p>
      </div>
      {error && (
        <p class="card deaf" role="alert">
          <span class="pill blind">◌ No answer</span> The alerts cannot be shown now: {error.message}
        </p>
      )}
      <Deaf sources={sources.data?.items ?? []} />
      <div class="cols">
        {departments.value.map((department) => (
          <Column key={department.id} department={department} alerts={ordered} known={known} />
        ))}
      </div>
    </div>
  )
}

function headline(alerts: readonly AlertDto[]): string {
  const today = status.value?.today
  const alone = alerts.filter((alert) => alert.owner === null).length
  const standing =
    alerts.length === 0
      ? 'no alert is open'
      : `${alerts.length} ${alerts.length === 1 ? 'alert' : 'alerts'} open${alone > 0 ? `, ${alone} without an owner` : ''}`
  if (!today) return standing
  const usual =
    today.upper === undefined
      ? ''
      : `, usual by this time ${count(Math.round(today.lower ?? 0))} to ${count(Math.round(today.upper))}`
  return `${count(today.mentions)} mentions today${usual} · ${standing}`
}

/** Order changes only when the reader is not pointing at it; what is new waits at the end till then. */
function useStillOrder(alerts: readonly AlertDto[]) {
  const holder = useRef<HTMLDivElement>(null)
  const shown = useRef<string[]>([])
  const sorted = alerts.toSorted(
    (a, b) =>
      Number(a.status === 'snoozed') - Number(b.status === 'snoozed') ||
      order.indexOf(a.severity) - order.indexOf(b.severity) ||
      b.onsetAt.localeCompare(a.onsetAt),
  )
  const still = holder.current?.querySelector('.alert:hover, .alert:focus-within') !== null && holder.current !== null
  const place = (alert: AlertDto) => {
    const at = shown.current.indexOf(alert.id)
    return at < 0 ? Infinity : at
  }
  const ordered = still ? sorted.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b))) : sorted
  shown.current = ordered.map((alert) => alert.id)
  return { ordered, holder }
}

/** T takes the alert that has the focus or the pointer. */
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

const deaf = ['failing', 'blind', 'gone', 'gap']

/** Blindness is said louder than calm. */
function Deaf({ sources }: { sources: readonly SourceDto[] }) {
  const silent = sources.filter((source) => deaf.includes(source.health))
  return (
    <>
      {silent.map((source) => (
        <div class="card deaf" role="status" key={source.source}>
          <span class="pill blind">◌ {source.health === 'gap' ? 'Missed something' : 'Not hearing'}</span>
          <span>
            <b>{source.source}</b>
            {source.frontierAt && ` since ${source.frontierAt.slice(11, 16)} UTC`}
            {source.reason && `: ${source.reason}`}. Alerts that depend on it are held, not calm.
          </span>
          <a class="btn quiet" href="/sources">
            See source
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
  const told = alerts.filter((alert) => alert.departments.indexOf(department.id) > 0)
  return (
    <section class="col" aria-labelledby={`d-${department.id}`}>
      <header>
        <h2 id={`d-${department.id}`}>{department.name}</h2>
        {own.length > 0 && <span class="pill">{own.length} open</span>}
        <Today department={department} />
      </header>
      {own.slice(0, mostCards).map((alert) => (
        <AlertCard key={alert.id} alert={alert} />
      ))}
      {own.length > mostCards && (
        <p class="told small">
          <a class="link" href={`/alerts?department=${department.id}`}>
            {own.length - mostCards} more alerts →
          </a>
        </p>
      )}
      {known && <Calm department={department} own={own.length} />}
      {told.length > 0 && (
        <p class="told xs">
          Also told of:{' '}
          {told.map((alert, i) => (
            <span key={alert.id}>
              {i > 0 && ' · '}
              <a href={`/alerts/${alert.id}`}>{alert.title}</a>
            </span>
          ))}
        </p>
      )}
    </section>
  )
}

function Today({ department: { id, today } }: { department: DepartmentDto }) {
  const { mentions, expected, lower, upper } = today
  const to = `/mentions?department=${id}`
  const ratio = mentions / Math.max(1, expected ?? 1)
  const word =
    upper === undefined || lower === undefined
      ? ''
      : mentions > upper
        ? `${ratio.toFixed(1)}× usual`
        : mentions < lower
          ? 'less than usual'
          : 'usual'
  return (
    <span class="now">
      <a href={to}>{count(mentions)} today</a>
      {word && ' · '}
      {mentions > (upper ?? Infinity) ? <b class={ratio >= 2 ? 'critical' : 'high'}>{word}</b> : word}
    </span>
  )
}

/** Calm is said in words, and only where everything was heard. */
function Calm({ department, own }: { department: DepartmentDto; own: number }) {
  const heard = status.value
  if (!heard) return null
  if (heard.sourcesDown.length > 0)
    return (
      <div class="card calm blind">
        ◌ Not everything is heard ({heard.sourcesDown.join(', ')}), so nothing here is called calm.
      </div>
    )
  const { mentions, upper } = department.today
  const scope = `${department.topics} topics, everything heard up to ${heard.frontierAt.slice(11, 16)} UTC.`
  if (own === 0 && mentions > (upper ?? Infinity))
    return <div class="card calm">More than usual today, but nothing that became an alert: {scope}</div>
  return (
    <div class="card calm">
      {own > 0 ? 'No other alert' : 'Everything is as usual'}: {scope}
    </div>
  )
}
