import type { AlertDto } from '../../dto/alert-dto.ts'
import type { SeriesDto } from '../../dto/series-dto.ts'
import { countsChanged } from '../lib/live.ts'
import { initialsOf } from '../lib/me.ts'
import { now, personName } from '../lib/now.ts'
import { completeOpenBucket, hasOpenEnd } from '../lib/points.ts'
import { addressOf } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { ago, changeWord, clockTime, count, named, percent } from '../lib/words.ts'
import { TakeButton } from './alert-actions.tsx'
import { alertFact, Fact, shareFact, Stated } from './fact.tsx'
import { Severity } from './severity.tsx'
import { Spark } from './spark.tsx'
import { ValueLink } from './value-link.tsx'

const sparkMs = 48 * 3_600_000
const hourMs = 3_600_000

/** A hazard has no expected range, and the mentions of a phrase are not counted in a series. */
export const hasSeries = ({ kind, cut }: AlertDto): boolean => kind !== 'hazard' && cut?.dimension !== 'term'

/** The alert's mentions, as parameters of the API and of the pages of mentions and trends. A phrase becomes a search. */
export function seriesOf({ topic, departments, cut }: AlertDto): Record<string, string> {
  if (cut?.dimension === 'term') return { q: cut.value }
  return { ...(topic ? { topic } : { department: departments[0] ?? '' }), ...(cut && { [cut.dimension]: cut.value }) }
}

export function AlertCard({ alert }: { alert: AlertDto }) {
  const from = Math.floor((now.value - sparkMs) / hourMs) * hourMs
  const path = addressOf('/series', {
    measure: 'mentions',
    bucket: 'hour',
    ...seriesOf(alert),
    from: new Date(from).toISOString(),
  })
  const isHazard = alert.kind === 'hazard'
  const { data } = useApi<SeriesDto>(hasSeries(alert) ? path : undefined, countsChanged)
  const points = completeOpenBucket(data?.series[0]?.points ?? [], hourMs, now.value)
  const quote = alert.evidence.find((evidence) => evidence.text !== '')
  return (
    <article class={`card alert ${alert.severity}`}>
      <div class="top">
        <Fact of={alertFact(alert, 'severity')}>
          <Severity of={alert.severity} />
        </Fact>
        {alert.status === 'snoozed' && (
          <span class="pill">
            Snoozed {alert.snoozedUntil ? `until ${clockTime(alert.snoozedUntil, now.value)}` : 'until volume rises'}
          </span>
        )}
        <time dateTime={alert.onsetAt}>started {ago(alert.onsetAt, now.value)}</time>
      </div>
      <h3>
        <a class="whole" href={`/alerts/${alert.id}`}>
          {alert.title}
        </a>
      </h3>
      <div class="fig">
        <Stated alert={alert} text={alert.figure} />
      </div>
      {hasSeries(alert) && (
        <Spark
          points={points}
          since={Date.parse(alert.onsetAt) - hourMs + 1}
          isOpen={hasOpenEnd(points, hourMs, now.value)}
          label={`${alert.title}: mentions per hour over two days, with the expected range`}
        />
      )}
      {!isHazard && <Why alert={alert} />}
      {quote && <blockquote>{quote.text}</blockquote>}
      <footer>
        <Owner alert={alert} />
        {alert.owner === null && alert.status === 'open' ? (
          <TakeButton alert={alert} />
        ) : (
          <a class="btn" href={`/alerts/${alert.id}`} aria-label={`Open: ${alert.title}`}>
            Open
          </a>
        )}
      </footer>
    </article>
  )
}

/** The two main drivers; sources only if there are no others. */
function Why({ alert }: { alert: AlertDto }) {
  const { drivers, authors } = alert
  const people = (
    <>
      <Fact of={alertFact(alert, 'authors')}>{count(authors)}</Fact> unique authors
    </>
  )
  const specific = drivers.filter(({ dimension }) => dimension !== 'source')
  const main = (specific.length > 0 ? specific : drivers).slice(0, 2)
  if (main.length === 0) return <p class="why">{people} · no common factor</p>
  return (
    <p class="why">
      {main.map((driver, i) => (
        <span key={driver.dimension + driver.value}>
          {i > 0 && ' · '}
          <ValueLink dimension={driver.dimension} value={driver.value} class="name">
            {named(driver)}
          </ValueLink>{' '}
          <Fact of={shareFact(alert, driver)}>{percent(driver.share)}</Fact>
          {i === 0 ? ` of the ${changeWord(alert)}` : ''}
        </span>
      ))}
      {main.length === 1 && authors > 1 && (
        <span>
          {' · '}
          <b>{people}</b>
        </span>
      )}
    </p>
  )
}

function Owner({ alert }: { alert: AlertDto }) {
  if (alert.owner === null) return <span class="who">Unassigned</span>
  return (
    <span class="who">
      <span class="av" aria-hidden="true">
        {initialsOf(personName(alert.owner))}
      </span>
      {personName(alert.owner)}
    </span>
  )
}
