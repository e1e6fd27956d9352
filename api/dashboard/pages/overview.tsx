import type { ReportDto } from '../../dto/report-dto.ts'
import { departmentName, now } from '../lib/now.ts'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { capital, count, leadInWords, percent, spanOr } from '../lib/words.ts'
import { changeOf } from '../parts/changed.tsx'
import { Fact, StatedInReport } from '../parts/fact.tsx'
import { Select } from '../parts/select.tsx'
import { SubjectChart } from '../parts/subject-chart.tsx'
import { ValueLink } from '../parts/value-link.tsx'
import { Worth } from '../parts/worth.tsx'

const dayMs = 86_400_000
/** So that a page that stays open does not ask at every tick of the clock. */
const roundMs = 10 * 60_000
const periods = [
  ['7', 'last 7 days'],
  ['30', 'last 30 days'],
  ['90', 'last 90 days'],
] as const

const daysHere = (): number =>
  Number(periods.find(([days]) => days === route.value.query.get('days'))?.[0] ?? periods[0][0])

/** One page for whoever answers for customers: what changed, where in the journey, how the departments do, what alerts were worth. */
export function OverviewPage() {
  useTitle('Overview')
  const days = daysHere()
  const to = Math.ceil(now.value / roundMs) * roundMs
  const period = { from: new Date(to - days * dayMs).toISOString(), to: new Date(to).toISOString() }
  const { data: report, error } = useApi<ReportDto>(addressOf('/report', period))
  return (
    <div class="page overview">
      <div class="head">
        <h1>Overview</h1>
        <Select
          label="Period"
          value={String(days)}
          options={periods}
          onPick={(value) => go(withQuery({ days: value }), { replace: true })}
        />
        <button class="btn hide-print" type="button" onClick={() => print()}>
          Print
        </button>
      </div>
      {error && (
        <p class="card outage" role="alert">
          Overview could not be loaded: {error.message}
        </p>
      )}
      {!report && !error && <p class="muted">Loading…</p>}
      {report && (
        <>
          <section class="card">
            <p class="lede">
              <StatedInReport text={report.sentence} />
            </p>
            <Figures report={report} />
          </section>
          <section class="card" aria-label="Mentions in time">
            <SubjectChart filters={{}} name="all" range={days > 30 ? '91' : '28'} />
          </section>
          <Changes report={report} />
          <Stages report={report} />
          <Departments report={report} />
          <Worth report={report} />
        </>
      )}
    </div>
  )
}

/** The main figures, large. */
function Figures({ report: { all, alerts, isCompared } }: { report: ReportDto }) {
  return (
    <dl class="figures">
      <div>
        <dt>Mentions</dt>
        <dd>
          <Fact of="report:mentions">{count(all.volume)}</Fact>
          {isCompared && <span class="small muted"> {changeOf(all.volume, all.before)}</span>}
        </dd>
      </div>
      {all.negativeShare !== null && (
        <div>
          <dt>Negative</dt>
          <dd>
            <Fact of="report:negative">{percent(all.negativeShare)}</Fact>
          </dd>
        </div>
      )}
      <div>
        <dt>Alerts opened</dt>
        <dd>
          <Fact of="report:alerts">{count(alerts.opened)}</Fact>
          {alerts.judged > 0 && (
            <span class="small muted">
              {' '}
              {alerts.useful} of {alerts.judged} rated useful
            </span>
          )}
        </dd>
      </div>
    </dl>
  )
}

function Changes({ report: { changes, isCompared, from, to } }: { report: ReportDto }) {
  return (
    <section class="card" aria-labelledby="changes">
      <h2 id="changes">What changed most</h2>
      <p class="muted small">
        Topics whose negative mentions changed beyond chance against the period before, the clearest three.{' '}
        <a class="link" href="/topics">
          All topics
        </a>
      </p>
      {changes.length === 0 ? (
        <p class="muted">
          {isCompared
            ? 'No topic has clearly more or fewer negative mentions than in the period before.'
            : 'Mentions were not collected in all of the period before, so nothing is compared.'}
        </p>
      ) : (
        <ol class="plain">
          {changes.map(({ topic, negative, negativeBefore }) => (
            <li key={topic}>
              <ValueLink dimension="topic" value={topic} class="link strong" />:{' '}
              <a class="link strong" href={addressOf('/mentions', { topic, sentiment: 'negative', from, to })}>
                {count(negative)} negative mentions
              </a>
              , {count(negativeBefore)} in the period before{' '}
              <span class={negative > negativeBefore ? 'up' : 'down'}>{changeOf(negative, negativeBefore)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Stages({ report: { stages, isCompared } }: { report: ReportDto }) {
  const most = Math.max(1, ...stages.map(({ volume }) => volume))
  return (
    <section class="card scroll" tabIndex={0} aria-labelledby="journey">
      <h2 id="journey">Customer journey</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Mentions</th>
            <th scope="col" class="n">
              Change
            </th>
            <th scope="col" class="n">
              Negative
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map(({ stage, volume, before, negativeShare }) => (
            <tr key={stage}>
              <td>
                <b>{capital(stage)}</b>
              </td>
              <td>
                <span class="meter">
                  <i style={{ width: `${(100 * volume) / most}%` }}>
                    <i style={{ width: `${100 * (negativeShare ?? 0)}%` }} />
                  </i>
                </span>{' '}
                {count(volume)}
              </td>
              <td class="n">{isCompared ? changeOf(volume, before) : <span class="muted">no earlier data</span>}</td>
              <td class="n">{negativeShare === null ? '–' : percent(negativeShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="key">
        <span>
          <i class="k-excess" />
          negative
        </span>
        <span>
          <i class="k-band" />
          other mentions
        </span>
      </div>
    </section>
  )
}

function Departments({ report }: { report: ReportDto }) {
  return (
    <section class="card scroll">
      <h2>Departments</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Department</th>
            <th scope="col" class="n">
              Mentions
            </th>
            <th scope="col" class="n">
              Negative
            </th>
            <th scope="col" class="n">
              Alerts
            </th>
            <th scope="col" class="n hide-s">
              Time to acknowledge
            </th>
            <th scope="col" class="n hide-s">
              Time to resolve
            </th>
            <th scope="col" class="n hide-s">
              Lead over the daily report
            </th>
          </tr>
        </thead>
        <tbody>
          {report.departments.map(({ department, volume, negativeShare, alerts }) => (
            <tr key={department}>
              <td>
                <b>{departmentName(department)}</b>
              </td>
              <td class="n">{count(volume)}</td>
              <td class="n">{negativeShare === null ? '–' : percent(negativeShare)}</td>
              <td class="n">
                <a class="link" href={addressOf('/alerts', { department, from: report.from, to: report.to })}>
                  {count(alerts.involved)}
                </a>
              </td>
              <td class="n hide-s">{spanOr(alerts.medianAcknowledgeMs)}</td>
              <td class="n hide-s">{spanOr(alerts.medianResolveMs)}</td>
              <td class="n hide-s">{leadInWords(alerts.medianLeadMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted small">
        A mention or an alert may concern several departments, so that the rows together are more than the totals.
      </p>
    </section>
  )
}
