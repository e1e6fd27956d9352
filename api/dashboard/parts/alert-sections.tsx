import type { ComponentChildren } from 'preact'
import type { AlertDto, ChangeDto } from '../../dto/alert-dto.ts'
import { now } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { subjectHref } from '../lib/subjects.ts'
import { ago, capital, changeWord, clockTime, count, named, percent, safeUrl, span } from '../lib/words.ts'
import { zone } from '../lib/zone.ts'
import { seriesOf } from './alert-card.tsx'
import { alertFact, Fact, shareFact } from './fact.tsx'
import { Marked } from './marked.tsx'

/** The drivers: values that the additional mentions share. */
export function Drivers({ alert }: { alert: AlertDto }) {
  const { drivers, kind } = alert
  if (kind === 'hazard') return null
  if (drivers.length === 0)
    return (
      <section class="card">
        <h2>Drivers of the {changeWord(alert)}</h2>
        <p class="muted">No common factor: the {changeWord(alert)} is spread evenly.</p>
      </section>
    )
  return (
    <section class="card scroll">
      <h2>Drivers of the {changeWord(alert)}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col" class="hide-s">
              Dimension
            </th>
            <th scope="col">
              <span class="unseen">Value</span>
            </th>
            <th scope="col">Share of the {changeWord(alert)}</th>
            <th scope="col" class="n">
              Since start
            </th>
            <th scope="col" class="n hide-s">
              Typical
            </th>
            <th scope="col" class="n hide-s">
              Ratio
            </th>
          </tr>
        </thead>
        <tbody>
          {drivers.map((driver) => (
            <DriverRow key={driver.dimension + driver.value} driver={driver} alert={alert} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function DriverRow({ driver, alert }: { driver: AlertDto['drivers'][number]; alert: AlertDto }) {
  return (
    <tr>
      <td class="dim hide-s">{capital(driver.dimension)}</td>
      <td>
        <p class="only-s small muted">{capital(driver.dimension)}</p>
        <DriverName driver={driver} alert={alert} class="link strong">
          {driver.dimension === 'term' ? named(driver) : driver.value}
        </DriverName>
        {driver.also && (
          <p class="small muted">
            with{' '}
            {driver.also.map((other, i) => (
              <span key={other.dimension + other.value}>
                {i > 0 && ', '}
                <DriverName driver={other} alert={alert} class="link">
                  {named(other)}
                </DriverName>
              </span>
            ))}
          </p>
        )}
      </td>
      <td>
        <span class="share">
          <i style={{ width: `${Math.round(Math.min(1, driver.share) * 150)}px` }} />
          <Fact of={shareFact(alert, driver)}>{percent(driver.share)}</Fact>
        </span>
      </td>
      <td class="n">
        {driver.now === 0 ? (
          '0'
        ) : (
          <div>
            <a class="link" href={mentionsNaming(driver, alert)}>
              {count(driver.now)}
            </a>
          </div>
        )}
        <p class="only-s xs muted">typical {count(driver.expected)}</p>
      </td>
      <td class="n hide-s">{count(driver.expected)}</td>
      <td class="n hide-s">{driver.expected < 0.5 ? 'new' : `${count(driver.now / shown(driver.expected))}×`}</td>
    </tr>
  )
}

interface DriverNameProps {
  driver: { dimension: string; value: string }
  alert: AlertDto
  class?: string
  children: ComponentChildren
}

/** Opens the page of the value; where it has none, its mentions. */
function DriverName({ driver: { dimension, value }, alert, class: className, children }: DriverNameProps) {
  const href = subjectHref(dimension, value) ?? mentionsNaming({ dimension, value }, alert)
  return (
    <a class={className} href={href}>
      {children}
    </a>
  )
}

/** As `count` shows it, so that the ratio is that of the numbers beside it. */
const shown = (expected: number) => (expected < 10 ? Math.round(10 * expected) / 10 : Math.round(expected))

/** The mentions since the start that contain the value. A term becomes a search. */
function mentionsNaming({ dimension, value }: { dimension: string; value: string }, alert: AlertDto): string {
  return addressOf('/mentions', {
    ...seriesOf(alert),
    [dimension === 'term' ? 'q' : dimension]: value,
    from: alert.onsetAt,
  })
}

/** The most representative quotes. Quotes removed by their authors are counted but not shown. */
export function Quotes({ alert, all }: { alert: AlertDto; all: string }) {
  const words = alert.drivers.filter(({ dimension }) => dimension !== 'source').map(({ value }) => value)
  return (
    <section class="card">
      <h2>
        What customers say{' '}
        <span class="muted small">
          · top {alert.evidence.length} of <MentionsSince alert={alert} />
        </span>
      </h2>
      {alert.evidence.map((quote) => (
        <article class="quote" key={quote.mentionId}>
          {quote.text ? (
            <p>
              <Marked text={quote.text} words={words} />
            </p>
          ) : (
            <p class="removed">Removed by its author. Counted, not shown.</p>
          )}
          <footer>
            {quote.author && <span>{quote.author}</span>}
            <a href={addressOf('/mentions', { ...seriesOf(alert), source: quote.source })}>{quote.source}</a>
            <time dateTime={quote.createdAt}>{ago(quote.createdAt, now.value)}</time>
            <span>{quote.sentiment}</span>
            {safeUrl(quote.url) && (
              <a class="link" href={safeUrl(quote.url)} target="_blank" rel="noopener noreferrer nofollow">
                Original ↗
              </a>
            )}
          </footer>
        </article>
      ))}
      <p class="all">
        <a class="link" href={all}>
          {alert.kind === 'hazard' ? (
            'View all mentions of the topic since the start →'
          ) : (
            <>
              View all <MentionsSince alert={alert} /> mentions since the start →
            </>
          )}
        </a>
      </p>
    </section>
  )
}

const MentionsSince = ({ alert }: { alert: AlertDto }) => (
  <Fact of={alertFact(alert, 'mentions')}>{count(alert.mentions)}</Fact>
)

/** Start, detection, acknowledgement and resolution, with the counts since. */
export function KeyTimes({ alert, history }: { alert: AlertDto; history: readonly ChangeDto[] }) {
  const acknowledged = history.findLast(({ change }) => change === 'acknowledged' || change === 'assigned')
  const inWindow = alert.window && `in ${alert.window}`
  const after = Date.parse(alert.detectedAt) - Date.parse(alert.onsetAt)
  return (
    <section class="card">
      <h2>
        Key times <span class="muted small">{zone.value}</span>
      </h2>
      <dl>
        <dt>Started</dt>
        <dd>
          <Fact of={alertFact(alert, 'onset')}>{at(alert.onsetAt)}</Fact>
        </dd>
        <dt>Detected</dt>
        <dd>
          <Fact of={alertFact(alert, 'detected')}>{at(alert.detectedAt)}</Fact>, {span(after)} later
        </dd>
        {acknowledged && <dt>Acknowledged</dt>}
        {acknowledged && (
          <dd>
            <Fact of={alertFact(alert, `change:${acknowledged.changeNumber}`)}>{at(acknowledged.at)}</Fact>
          </dd>
        )}
        {alert.resolvedAt && <dt>Resolved</dt>}
        {alert.resolvedAt && (
          <dd>
            <Fact of={alertFact(alert, 'resolved')}>{at(alert.resolvedAt)}</Fact>
          </dd>
        )}
        <dt>{alert.kind === 'hazard' ? 'Reports' : 'Mentions'} since the start</dt>
        <dd>
          <b>
            <MentionsSince alert={alert} />
          </b>
        </dd>
        <dt>Unique authors {inWindow}</dt>
        <dd>
          <Fact of={alertFact(alert, 'authors')}>{count(alert.authors)}</Fact>
        </dd>
        <dt>Unique posts {inWindow}</dt>
        <dd>
          <Fact of={alertFact(alert, 'texts')}>{count(alert.texts)}</Fact>
        </dd>
      </dl>
    </section>
  )
}

const at = (iso: string) => clockTime(iso, now.value)
