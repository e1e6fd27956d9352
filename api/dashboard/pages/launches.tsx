import type { AlertDto } from '../../dto/alert-dto.ts'
import type { ComparisonDto } from '../../dto/comparison-dto.ts'
import type { CompanyEventDto } from '../../dto/company-event-dto.ts'
import type { SeriesDto } from '../../dto/series-dto.ts'
import type { List } from '../lib/api.ts'
import { eventTitle, useCompanyEvents } from '../lib/company-events.ts'
import { alertsChanged } from '../lib/live.ts'
import { now } from '../lib/now.ts'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { dateWithYear, dayAndTime, hourOf, unbroken } from '../lib/words.ts'
import { LaunchChart } from '../parts/launch-chart.tsx'
import { LaunchTable, LaunchTopics } from '../parts/launch-tables.tsx'
import { Select } from '../parts/select.tsx'

const ever = new Date(0).toISOString()

/** A launch or release against the earlier ones, or a version against another. The URL contains the choice. */
export function LaunchesPage() {
  useTitle('Compare launches')
  const { query } = route.value
  const launches = useCompanyEvents(ever, new Date(Math.ceil(now.value / 60_000) * 60_000).toISOString())
    .filter(({ kind }) => kind === 'release' || kind === 'launch')
    .toReversed()
  const version = query.get('version') ?? ''
  const against = query.get('against') ?? ''
  const event = version ? '' : (query.get('event') ?? launches[0]?.id ?? '')
  const isComplete = event !== '' || (version !== '' && against !== '')
  const asked = addressOf('/comparison', {
    event,
    version,
    against: version && against,
    product: query.get('product') ?? '',
  })
  const { data, error, path } = useApi<ComparisonDto>(isComplete ? asked : undefined)
  const found = path === asked ? data : undefined
  const versions = launches.find(({ id }) => id === event)?.versions ?? []
  return (
    <div class="page trends">
      <div class="head">
        <h1>Compare launches</h1>
        <div class="controls">
          <a class="btn" href="/trends">
            Trends
          </a>
        </div>
      </div>
      <Choice launches={launches} {...{ event, version, against }} />
      {!isComplete && <p class="card calm">{nothingChosen(launches.length, version)}</p>}
      {error && (
        <p class="card calm" role="alert">
          Could not be compared: {error.message}
        </p>
      )}
      {isComplete && !error && found && <Compared comparison={found} versions={versions} />}
    </div>
  )
}

const nothingChosen = (launches: number, version: string): string =>
  version !== ''
    ? 'Choose the version to compare with.'
    : launches === 0
      ? 'No release or launch is listed yet. Add one on Trends, or report it from your pipeline.'
      : 'Choose a launch.'

interface ChoiceProps {
  launches: readonly CompanyEventDto[]
  event: string
  version: string
  against: string
}

function Choice({ launches, event, version, against }: ChoiceProps) {
  const { data } = useApi<SeriesDto>(addressOf('/series', { by: 'version', bucket: 'week' }))
  const versions = (data?.series ?? []).map(({ key }) => [key['version'] ?? '', key['version'] ?? ''] as const)
  const set = (changes: Record<string, string>) => go(withQuery(changes), { replace: true })
  const unlisted = version && !versions.some(([value]) => value === version) ? [[version, version] as const] : []
  return (
    <div class="controls">
      <Select
        label="Launch"
        value={event}
        options={[
          ...(event === '' ? [['', '…'] as const] : []),
          ...launches.map((each) => [each.id, `${eventTitle(each)}, ${dateWithYear(Date.parse(each.from))}`] as const),
        ]}
        onPick={(id) => set({ event: id, version: '', against: '' })}
      />
      <Select
        label="or version"
        value={version}
        options={[['', '…'], ...unlisted, ...versions]}
        onPick={(value) => set({ version: value, event: '' })}
      />
      {version && (
        <Select
          label="against"
          value={against}
          options={[['', '…'], ...versions.filter(([value]) => value !== version)]}
          onPick={(value) => set({ against: value })}
        />
      )}
    </div>
  )
}

interface ComparedProps {
  comparison: ComparisonDto
  /** That the launch brought, if it names them. */
  versions: readonly string[]
}

function Compared({ comparison, versions }: ComparedProps) {
  const { sentence, sides, topics, leftOut, spanMs } = comparison
  return (
    <>
      <section class="card" aria-label="Comparison">
        <p class="lede">
          {unbroken(sentence)}
          <ActiveAlerts side={sides[0]!} versions={versions} />
        </p>
        {spanMs > 0 && <LaunchChart comparison={comparison} />}
      </section>
      {spanMs > 0 && (
        <section class="card scroll" aria-label="Figures">
          <LaunchTable sides={sides} />
          {leftOut.length > 0 && (
            <ul class="all small muted">
              {leftOut.map(({ id, label, reason }) => (
                <li key={id}>
                  {label} is left out. {reason}
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {topics.length > 0 && (
        <section class="card scroll" aria-label="Topics">
          <h2>Complaints by topic</h2>
          <LaunchTopics sides={sides} topics={topics} />
        </section>
      )}
    </>
  )
}

/** The active alerts about a launch: of its version, or of its product or topic where it names none. */
function ActiveAlerts({
  side: { from, has },
  versions,
}: { side: ComparisonDto['sides'][number] } & Pick<ComparedProps, 'versions'>) {
  const [version] = has['version'] ?? versions
  const [product] = has['product'] ?? []
  const [topic] = has['topic'] ?? []
  const about = version ? { version } : product ? { product } : topic && { topic }
  const path = about && addressOf('/alerts', { ...about, from, limit: 200 })
  const { data, path: answered } = useApi<List<AlertDto>>(path, alertsChanged)
  const active = answered === path ? (data?.items ?? []).filter(({ status }) => status !== 'resolved') : []
  if (active.length === 0) return null
  return (
    <>
      {' Since then: '}
      {active.slice(0, mostAlerts).map(({ id, title, onsetAt }, i) => (
        <span key={id}>
          {i > 0 && '; '}alert{' '}
          <a class="link" href={`/alerts/${id}`}>
            {title}
          </a>
          , started {momentOf(Date.parse(onsetAt))}
        </span>
      ))}
      {active.length > mostAlerts && ` and ${active.length - mostAlerts} more`}.
    </>
  )
}

const mostAlerts = 3

const momentOf = (ms: number): string =>
  dateWithYear(ms) === dateWithYear(now.value) ? `today at ${hourOf(ms)}` : dayAndTime(new Date(ms).toISOString())
