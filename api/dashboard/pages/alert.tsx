import type { AlertDto, ChangeDto } from '../../dto/alert-dto.ts'
import type { List } from '../lib/api.ts'
import { alertsChanged } from '../lib/live.ts'
import { departmentsInWords, now, personName } from '../lib/now.ts'
import { alertFact, Fact, Stated } from '../parts/fact.tsx'
import { Actions } from '../parts/alert-actions.tsx'
import { AlertChart } from '../parts/alert-chart.tsx'
import { hasSeries, seriesOf } from '../parts/alert-card.tsx'
import { Grouping } from '../parts/alert-grouping.tsx'
import { Drivers, KeyTimes, Quotes } from '../parts/alert-sections.tsx'
import { Timeline } from '../parts/alert-timeline.tsx'
import { OwnAccounts } from '../parts/own-accounts.tsx'
import { Planner } from '../parts/planner-card.tsx'
import { Similar } from '../parts/alert-similar.tsx'
import { Verdict } from '../parts/alert-verdict.tsx'
import { Severity, statusWord } from '../parts/severity.tsx'
import { ValueLink } from '../parts/value-link.tsx'
import { addressOf } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, clockTime } from '../lib/words.ts'

/** One alert: sentence, chart, then tables. */
export function AlertPage({ id }: { id: string }) {
  const { data: alert, error } = useApi<AlertDto>(`/alerts/${encodeURIComponent(id)}`, alertsChanged)
  const { data: history } = useApi<List<ChangeDto>>(`/alerts/${encodeURIComponent(id)}/history`, alertsChanged)
  useTitle(alert?.title ?? 'Alert')
  if (!alert)
    return (
      <div key="loading" class="page narrow">
        <h1>{error ? 'Alert could not be loaded' : 'Alert'}</h1>
        {error && <p role="alert">{error.message}</p>}
      </div>
    )
  const mentions = addressOf('/mentions', {
    ...seriesOf(alert),
    from: alert.onsetAt,
    to: alert.resolvedAt ?? undefined,
  })
  return (
    <div class="page alertpage">
      <div class="title">
        <div>
          <Meta alert={alert} />
          <h1>{alert.title}</h1>
        </div>
        <Actions alert={alert} />
      </div>
      <div class="stack">
        <section class="card" aria-label="Summary">
          <p class="lede">
            <Stated alert={alert} text={alert.sentence} />
          </p>
          {hasSeries(alert) && <AlertChart alert={alert} />}
          <Grouping alert={alert} />
        </section>
        <Drivers alert={alert} />
        <Quotes alert={alert} all={mentions} />
      </div>
      <aside class="stack">
        <Planner alert={alert} />
        <KeyTimes alert={alert} history={history?.items ?? []} />
        <Verdict alert={alert} />
        <Similar alert={alert} />
        <OwnAccounts alert={alert} />
        <Timeline alert={alert} history={history?.items ?? []} />
        <Details alert={alert} />
      </aside>
    </div>
  )
}

function Meta({ alert }: { alert: AlertDto }) {
  return (
    <div class="meta">
      <Fact of={alertFact(alert, 'severity')}>
        <Severity of={alert.severity} />
      </Fact>
      <span class="pill">{departmentsInWords(alert.departments)}</span>
      <span class="pill">{statusOf(alert)}</span>
      {alert.topic && (
        <span class="pill">
          <span>
            Topic: <ValueLink dimension="topic" value={alert.topic} class="strong" />
          </span>
        </span>
      )}
    </div>
  )
}

function statusOf(alert: AlertDto): string {
  const owner = alert.owner ? personName(alert.owner) : 'Unassigned'
  if (alert.status === 'snoozed') return `Snoozed ${snooze(alert)} · ${owner}`
  if (alert.status === 'resolved') return `Resolved ${clockTime(alert.resolvedAt ?? alert.updatedAt, now.value)}`
  return `${statusWord(alert.status)} · started ${ago(alert.onsetAt, now.value)} · ${owner}`
}

function snooze({ snoozedUntil, snoozedWorse }: AlertDto): string {
  const until = snoozedUntil && `until ${clockTime(snoozedUntil, now.value)}`
  const worse = snoozedWorse && `until volume rises by ${snoozedWorse.percent} %`
  return [until, worse].filter(Boolean).join(' or ')
}

function Details({ alert }: { alert: AlertDto }) {
  return (
    <details class="card">
      <summary>
        <h2>Details</h2>
      </summary>
      <dl>
        <Range alert={alert} />
        <dt>Alert ID</dt>
        <dd class="mono">{alert.id}</dd>
      </dl>
    </details>
  )
}

/** What the figures were tested against; a hazard has none of it. */
function Range({ alert: { expected, lower, upper, window, bucketMs, p } }: { alert: AlertDto }) {
  if (expected === null || lower === null || upper === null || bucketMs === null || p === null)
    return (
      <>
        <dt>Opened by</dt>
        <dd>One credible report</dd>
      </>
    )
  return (
    <>
      <dt>Expected</dt>
      <dd>{expected.toFixed(2)}</dd>
      <dt>Expected range (80 %)</dt>
      <dd>
        {lower.toFixed(1)}–{upper.toFixed(1)}
      </dd>
      <dt>Window</dt>
      <dd>{window}</dd>
      <dt>p-value</dt>
      <dd>{p.toExponential(1)}</dd>
    </>
  )
}
