import type { BacktestDto, RuleDto } from '../../dto/backtest-dto.ts'
import { departmentName } from '../lib/now.ts'
import { count, dateWithYear, dayAndTime, span } from '../lib/words.ts'
import { CodeToCopy } from './code-to-copy.tsx'

type Result = NonNullable<BacktestDto['result']>
type Outcome = Result['tried']
type Alert = Outcome['listedAlerts'][number]

const minuteMs = 60_000
const dayMs = 86_400_000
const weekMs = 7 * dayMs
/** With less history before the period the baseline is rough. */
const enoughMs = 14 * dayMs

interface BacktestResultProps {
  of: Result
  weeks: number
  suggests: boolean
  /** Puts settings into the form. */
  onTake: (settings: RuleDto) => void
}

/** What the tried settings would have caught, missed and opened, beside those in force. */
export function BacktestResult({ of: result, weeks, suggests, onTake }: BacktestResultProps) {
  const { tried, inForce, changes } = result
  return (
    <>
      <section class="card scroll" tabIndex={0} aria-labelledby="outcome">
        <h2 id="outcome">What would have happened</h2>
        <p class="lede">{sentenceOf(result)}</p>
        <Limits of={result} weeks={weeks} />
        <Figures inForce={inForce} tried={tried} />
      </section>
      <Incidents inForce={inForce} tried={tried} />
      <Alerts title="Alerts that would not open" alerts={changes.disappear} />
      <Alerts title="Alerts that would open as well" alerts={changes.appear} />
      <TakeOver configuration={result.configuration} />
      {suggests && <Suggestion of={result} onTake={onTake} />}
    </>
  )
}

function sentenceOf({ from, to, tried, inForce, configuration }: Result): string {
  const period = `${dateWithYear(Date.parse(from))} to ${dateWithYear(Date.parse(to))}`
  const caught = `${count(tried.caught)} of ${count(tried.caught + tried.missed)} known incidents caught`
  const now = `${period}: ${count(tried.alerts)} alerts, ${count(tried.alertsPerWeek)} a week; ${caught}.`
  if (configuration === '') return `${now} These are the settings in force.`
  return `${now} With the settings in force: ${count(inForce.alerts)} alerts, ${count(inForce.caught)} caught.`
}

function Limits({ of: { from, to, learntFrom, tried }, weeks }: { of: Result; weeks: number }) {
  const replayed = Date.parse(to) - Date.parse(from)
  const learnt = Date.parse(from) - Date.parse(learntFrom)
  const known = tried.caught + tried.missed + tried.trapsAlerted + tried.noise
  return (
    <>
      {replayed < (weeks - 1 / 7) * weekMs && (
        <p class="small muted">
          Only {span(replayed)} could be replayed: the history before them is needed to learn what is usual.
        </p>
      )}
      {learnt < enoughMs && (
        <p class="small muted">
          What is usual was learnt from {span(learnt)}. With less than 14 days expect alerts that would not open later.
        </p>
      )}
      {known === 0 && (
        <p class="small">
          No incident of this period is known, so no alert counts as caught. Rate alerts, or enter incidents as{' '}
          <a class="link" href="/trends">
            events
          </a>
          .
        </p>
      )}
    </>
  )
}

const minutes = (value: number | null) => (value === null ? '–' : span(Math.max(0, value) * minuteMs))

const rows: readonly (readonly [name: string, of: (outcome: Outcome) => string])[] = [
  ['Alerts a week', ({ alertsPerWeek }) => count(alertsPerWeek)],
  ['Known incidents caught', ({ caught }) => count(caught)],
  ['Known incidents missed', ({ missed }) => count(missed)],
  ['Alerts without a known incident', ({ falseAlerts }) => count(falseAlerts)],
  ['Alerts rated noise or expected that come again', ({ noise }) => count(noise)],
  ['Planned events that raise an alert', ({ trapsAlerted }) => count(trapsAlerted)],
  ['Alerts of a single report of a hazard', ({ hazardReports }) => count(hazardReports)],
  ['Median time from the start of an incident', ({ medianDelayMinutes }) => minutes(medianDelayMinutes)],
]

function Figures({ inForce, tried }: { inForce: Outcome; tried: Outcome }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" class="n">
            In force
          </th>
          <th scope="col" class="n">
            Tried
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, of]) => (
          <tr key={name}>
            <td>{name}</td>
            <td class="n">{of(inForce)}</td>
            <td class="n">
              <b>{of(tried)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Incidents({ inForce, tried }: { inForce: Outcome; tried: Outcome }) {
  const inPeriod = tried.incidents.filter(({ isOutside }) => !isOutside)
  if (inPeriod.length === 0) return null
  const before = new Map(inForce.incidents.map((incident) => [keyOf(incident), incident]))
  return (
    <section class="card scroll" tabIndex={0} aria-labelledby="incidents">
      <h2 id="incidents">Known incidents, planned events and noise</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Started (UTC)</th>
            <th scope="col">In force</th>
            <th scope="col">Tried</th>
          </tr>
        </thead>
        <tbody>
          {inPeriod.map((incident) => (
            <tr key={keyOf(incident)}>
              <td>
                <b>{incident.name}</b>{' '}
                <span class="muted small">
                  {kindNames[incident.kind]}
                  {incident.department && ` · ${departmentName(incident.department)}`}
                </span>
              </td>
              <td>{dayAndTime(incident.startsAt)}</td>
              <td>{outcomeOf(before.get(keyOf(incident)) ?? incident)}</td>
              <td>{outcomeOf(incident)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Incident = Outcome['incidents'][number]
const kindNames: Record<Incident['kind'], string> = {
  incident: 'Incident',
  trap: 'Planned event',
  noise: 'Rated noise or expected',
}
const keyOf = ({ kind, name, startsAt }: Incident) => `${kind} ${name} ${startsAt}`

function outcomeOf({ kind, caughtAt, delayMinutes }: Incident) {
  if (kind !== 'incident') return caughtAt ? 'Alerts' : 'Quiet'
  return caughtAt ? `Caught after ${minutes(delayMinutes)}` : <b class="up">Missed</b>
}

const mostShown = 50

function Alerts({ title, alerts }: { title: string; alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null
  return (
    <details class="card">
      <summary>
        {title}: {count(alerts.length)}
      </summary>
      <ul class="plain">
        {alerts.slice(0, mostShown).map((alert) => (
          <li key={alert.openedAt + alert.title}>
            <b>{alert.title}</b>{' '}
            <span class="muted small">
              {alert.departments[0] && `${departmentName(alert.departments[0])} · `}
              {dayAndTime(alert.openedAt)} UTC · {count(alert.observed)} mentions, {count(alert.expected)} expected ·{' '}
              {alert.outcome === 'unjudged' ? 'not rated' : alert.outcome}
            </span>
          </li>
        ))}
      </ul>
      {alerts.length > mostShown && <p class="muted small">And {count(alerts.length - mostShown)} more.</p>}
    </details>
  )
}

function TakeOver({ configuration }: { configuration: string }) {
  if (configuration === '') return null
  return (
    <section class="card" aria-labelledby="take-over">
      <h2 id="take-over">To put these settings in force</h2>
      <p class="small">Change these lines of the configuration file and restart:</p>
      <CodeToCopy text={configuration} label="Lines of the configuration" />
    </section>
  )
}

function Suggestion({ of: { suggestion, inForce }, onTake }: Pick<BacktestResultProps, 'of' | 'onTake'>) {
  return (
    <section class="card" aria-labelledby="suggestion">
      <h2 id="suggestion">Stricter settings</h2>
      {suggestion ? (
        <>
          <p>
            These catch every incident that the settings in force catch, within 30 minutes of the same alert, with{' '}
            {count(suggestion.alertsPerWeek)} instead of {count(inForce.alertsPerWeek)} alerts a week.
          </p>
          <CodeToCopy text={suggestion.configuration} label="Lines of the configuration for stricter settings" />
          <button class="btn" type="button" onClick={() => onTake(suggestion.settings)}>
            Set the sliders to these
          </button>
        </>
      ) : (
        <p class="muted">
          {inForce.caught === 0
            ? 'No known incident was caught, so stricter settings cannot be compared.'
            : 'None found: no stricter settings open fewer alerts and still catch every incident.'}
        </p>
      )}
    </section>
  )
}
