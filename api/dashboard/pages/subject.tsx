import type { AlertDto } from '../../dto/alert-dto.ts'
import type { FoundMentionDto } from '../../dto/found-mention-dto.ts'
import type { List } from '../lib/api.ts'
import { useListKeys } from '../lib/list-keys.ts'
import { alertsChanged, countsChanged } from '../lib/live.ts'
import { departmentName, topics } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import type { Subjects } from '../lib/subjects.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { AlertRow } from '../parts/alert-row.tsx'
import { valueName } from '../parts/filter-chips.tsx'
import { MentionDrawer } from '../parts/mention-drawer.tsx'
import { MentionItem } from '../parts/mention-item.tsx'
import { SubjectChart } from '../parts/subject-chart.tsx'
import { SubjectDrivers } from '../parts/subject-drivers.tsx'
import { isPlanned, SubjectImpacts } from '../parts/subject-impacts.tsx'
import { SubjectSentence } from '../parts/subject-sentence.tsx'
import { ValueLink } from '../parts/value-link.tsx'

/** All that is known of one topic, product, supplier, carrier …: the sentence first, then the chart, alerts, and what its mentions also concern. */
export function SubjectPage({ of, value }: { of: Subjects; value: string }) {
  const filters = { [of.dimension]: value }
  const name = valueName(of.dimension, value)
  useTitle(name)
  useListKeys('.found > article', 'a.open')
  const alerts = useApi<List<AlertDto>>(addressOf('/alerts', { ...filters, limit: 200 }), alertsChanged)
  return (
    <div class="page">
      <div class="head">
        <div>
          <p class="muted small">
            <a class="link" href={of.path}>
              {of.many}
            </a>
          </p>
          <h1>{name}</h1>
          {of.dimension === 'topic' && <TopicFacts id={value} />}
        </div>
      </div>
      <div class="stack">
        <section class="card" aria-label="Summary">
          <SubjectSentence filters={filters} alerts={alerts.data?.items} />
          <SubjectChart filters={filters} name={name} />
        </section>
        <Alerts filters={filters} alerts={alerts.data?.items} error={alerts.error} />
        <SubjectDrivers of={of} value={value} />
        {isPlanned(of.dimension) && <SubjectImpacts dimension={of.dimension} value={value} />}
        <Newest filters={filters} />
      </div>
      <MentionDrawer />
    </div>
  )
}

type Filters = Record<string, string>

/** The topic that it is part of, and its departments. */
function TopicFacts({ id }: { id: string }) {
  const topic = topics.value.find((each) => each.id === id)
  if (!topic) return null
  const [owner, ...watching] = topic.owners.map(departmentName)
  return (
    <p class="muted small">
      {topic.parent && (
        <>
          Part of <ValueLink dimension="topic" value={topic.parent} class="link" />
          {' · '}
        </>
      )}
      Owner: {owner}
      {watching.length > 0 && ` · Watching: ${watching.join(', ')}`}
    </p>
  )
}

interface AlertsProps {
  filters: Filters
  /** Undefined until they are known. */
  alerts: readonly AlertDto[] | undefined
  error: Error | undefined
}

const fewAlerts = 10

/** Alerts that are about it or name it as a driver: the active ones, then the newest of the others. */
function Alerts({ filters, alerts, error }: AlertsProps) {
  const isOver = ({ status }: AlertDto) => Number(status === 'resolved')
  const ordered = alerts?.toSorted((a, b) => isOver(a) - isOver(b)) ?? []
  return (
    <section class="card" aria-labelledby="alerts">
      <h2 id="alerts">Alerts</h2>
      {error && <p role="alert">Alerts could not be loaded: {error.message}</p>}
      {alerts?.length === 0 && <p class="muted">No alert was about it.</p>}
      <ul class="rows">
        {ordered.slice(0, fewAlerts).map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </ul>
      {ordered.length > fewAlerts && (
        <p class="all">
          <a class="link" href={addressOf('/alerts', filters)}>
            View all alerts →
          </a>
        </p>
      )}
    </section>
  )
}

function Newest({ filters }: { filters: Filters }) {
  const { data, error } = useApi<List<FoundMentionDto>>(
    addressOf('/mentions', { ...filters, fold: 'true', limit: 10 }),
    countsChanged,
  )
  return (
    <section class="card found" aria-labelledby="newest">
      <h2 id="newest">Newest mentions</h2>
      {error && <p role="alert">Mentions could not be loaded: {error.message}</p>}
      {data?.items.length === 0 && <p class="muted">No mentions.</p>}
      {data?.items.map((mention) => (
        <MentionItem key={mention.id} mention={mention} />
      ))}
      {data && data.items.length > 0 && (
        <p class="all">
          <a class="link" href={addressOf('/mentions', { ...filters, period: 'all' })}>
            View all mentions →
          </a>
        </p>
      )}
    </section>
  )
}
