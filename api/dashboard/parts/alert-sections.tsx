import type { AlertDto, ChangeDto } from '../../dto/alert-dto.ts'
import { departmentName, now, personName, topicName } from '../now.ts'
import { addressOf } from '../router.ts'
import { ago, capital, clockTime, count, named, percent, safeUrl, span } from '../words.ts'
import { seriesOf } from './alert-card.tsx'
import { Marked } from './marked.tsx'

/** What the extra mentions have in common. */
export function Drivers({ alert }: { alert: AlertDto }) {
  const { drivers } = alert
  if (drivers.length === 0)
    return (
      <section class="card">
        <h2>Why</h2>
        <p class="muted">Nothing stands out: it comes from everywhere.</p>
      </section>
    )
  return (
    <section class="card">
      <h2>Why: what the extra mentions have in common</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">
              <span class="unseen">Name</span>
            </th>
            <th scope="col">Share of the extra</th>
            <th scope="col" class="n">
              now
            </th>
            <th scope="col" class="n hide-s">
              usual
            </th>
            <th scope="col" class="n hide-s">
              times
            </th>
          </tr>
        </thead>
        <tbody>
          {drivers.map((driver) => (
            <tr key={driver.dimension + driver.value}>
              <td class="dim">{capital(driver.dimension)}</td>
              <td>
                <a class="strong" href={mentionsNaming(driver, alert)}>
                  {driver.dimension === 'term' ? named(driver) : driver.value}
                </a>
                {driver.also && (
                  <p class="small muted">
                    with{' '}
                    {driver.also.map((other, i) => (
                      <span key={other.dimension + other.value}>
                        {i > 0 && ', '}
                        <a href={mentionsNaming(other, alert)}>{named(other)}</a>
                      </span>
                    ))}
                  </p>
                )}
              </td>
              <td>
                <span class="share">
                  <i style={{ width: `${Math.round(Math.min(1, driver.share) * 150)}px` }} />
                  {percent(driver.share)}
                </span>
              </td>
              <td class="n">{count(driver.now)}</td>
              <td class="n hide-s">{count(driver.expected)}</td>
              <td class="n hide-s">{driver.expected < 0.5 ? 'new' : `${count(driver.now / driver.expected)}×`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {alert.also.length > 0 && (
        <p class="small muted">The same mentions make these rise too: {alert.also.map(topicName).join(', ')}.</p>
      )}
    </section>
  )
}

/** Since it began. A term is searched for. */
function mentionsNaming({ dimension, value }: { dimension: string; value: string }, alert: AlertDto): string {
  return addressOf('/mentions', {
    ...seriesOf(alert),
    [dimension === 'term' ? 'q' : dimension]: value,
    from: alert.onsetAt,
  })
}

/** The most telling quotes; what its author removed is counted and not shown. */
export function Quotes({ alert, all }: { alert: AlertDto; all: string }) {
  const words = alert.drivers.filter(({ dimension }) => dimension !== 'source').map(({ value }) => value)
  return (
    <section class="card">
      <h2>
        In their words{' '}
        <span class="muted small">
          {alert.evidence.length} of {count(alert.mentions)}, different, the most telling first
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
                original ↗
              </a>
            )}
          </footer>
        </article>
      ))}
      <p class="all">
        <a class="link" href={all}>
          All {count(alert.mentions)} mentions since it began →
        </a>
      </p>
    </section>
  )
}

export function When({ alert, history }: { alert: AlertDto; history: readonly ChangeDto[] }) {
  const taken = history.findLast(({ change }) => change === 'acknowledged' || change === 'assigned')
  const after = Date.parse(alert.detectedAt) - Date.parse(alert.onsetAt)
  return (
    <section class="card">
      <h2>
        When <span class="muted small">UTC</span>
      </h2>
      <dl>
        <dt>Began</dt>
        <dd>{at(alert.onsetAt)}</dd>
        <dt>Noticed</dt>
        <dd>
          {at(alert.detectedAt)}, after {span(after)}
        </dd>
        {taken && <dt>Taken</dt>}
        {taken && <dd>{at(taken.at)}</dd>}
        {alert.resolvedAt && <dt>Over</dt>}
        {alert.resolvedAt && <dd>{at(alert.resolvedAt)}</dd>}
        <dt>Mentions since</dt>
        <dd>
          <b>{count(alert.mentions)}</b>
        </dd>
        <dt>Voices</dt>
        <dd>
          {count(alert.authors)} people, {count(alert.texts)} texts
        </dd>
      </dl>
    </section>
  )
}

const at = (iso: string) => clockTime(iso, now.value)

/** Every step, newest first: who, when, why. */
export function Happened({ alert, history }: { alert: AlertDto; history: readonly ChangeDto[] }) {
  return (
    <section class="card">
      <h2>What happened</h2>
      <ol class="line">
        {history.toReversed().map((change) => (
          <li key={change.changeNumber}>
            <time dateTime={change.at}>{clockTime(change.at, now.value)}</time>
            <span>
              {told(change)}
              {change.by !== 'groundswell' && change.reason && <q>{change.reason}</q>}
            </span>
          </li>
        ))}
        <li>
          <time dateTime={alert.onsetAt}>{clockTime(alert.onsetAt, now.value)}</time>
          <span>Began</span>
        </li>
      </ol>
    </section>
  )
}

function told({
  change,
  by: who,
  owner,
  observed,
  snoozedUntil,
  verdict,
  departments,
  impact,
  calledFor,
}: ChangeDto): string {
  const by = personName(who)
  switch (change) {
    case 'opened':
      return `Opened: ${count(observed)} mentions`
    case 'worsened':
      return `Grew to ${count(observed)}`
    case 'eased':
      return `Shrank to ${count(observed)}`
    case 'reopened':
      return 'Began again'
    case 'acknowledged':
      return `Taken by ${by}`
    case 'assigned':
      return `Assigned to ${owner ? personName(owner) : 'nobody'} by ${by}`
    case 'snoozed':
      return `Snoozed by ${by}${snoozedUntil ? ` until ${clockTime(snoozedUntil, now.value)}` : ''}`
    case 'handedOver':
      return `Handed over to ${departmentName(departments[0] ?? '')} by ${by}`
    case 'commented':
      return `${by} says`
    case 'claimed':
      return `Claimed by ${by}`
    case 'released':
      return `Released by ${by}`
    case 'escalated':
      return `Nobody had taken it: ${calledFor.map(personName).join(', ')} called`
    case 'assessed':
      return `Impact called ${impact === 'none' ? 'no impact' : impact} by ${by}`
    case 'judged':
      return `Called ${verdict} by ${by}`
    case 'resolved':
      return who === 'groundswell' ? 'Over: back to usual' : `Resolved by ${by}`
  }
}
