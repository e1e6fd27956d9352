import type { ReportDto } from '../../dto/report-dto.ts'
import { Fact, StatedInReport } from '../parts/fact.tsx'
import { departmentName, now, topicName } from '../lib/now.ts'
import { addressOf, route } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, capital, count, percent, safeUrl, leadInWords, spanOr } from '../lib/words.ts'

const weekMs = 7 * 86_400_000

type Department = ReportDto['departments'][number]
type Volumes = ReportDto['all']

/** Volumes, sentiment and alerts of a period, by department and by customer journey stage. */
export function ReportPage() {
  useTitle('Report')
  const { query } = route.value
  const period = { from: query.get('from') ?? undefined, to: query.get('to') ?? undefined }
  const { data: report, error } = useApi<ReportDto>(addressOf('/report', period))
  return (
    <div class="page">
      <div class="head">
        <h1>Report</h1>
        {report && <Periods report={report} />}
      </div>
      {error && (
        <p class="card outage" role="alert">
          Report could not be loaded: {error.message}
        </p>
      )}
      {report && (
        <>
          <section class="card scroll" aria-label="Departments">
            <p class="lede">
              <StatedInReport text={report.sentence} />
            </p>
            <Departments report={report} />
          </section>
          <section class="card scroll">
            <h2>By customer journey stage</h2>
            <Stages report={report} />
          </section>
          {report.departments.map((department) => (
            <Praise key={department.department} of={department} />
          ))}
          <Unpraised report={report} />
        </>
      )}
    </div>
  )
}

function Periods({ report }: { report: ReportDto }) {
  const [from, to] = [Date.parse(report.from), Date.parse(report.to)]
  const address = (start: number, end: number) =>
    addressOf('/report', { from: new Date(start).toISOString(), to: new Date(end).toISOString() })
  const period = to - from === weekMs ? 'week' : 'period'
  return (
    <div class="controls">
      <a class="btn" href={address(from - (to - from), from)}>
        Previous {period}
      </a>
      {to < now.value && (
        <a class="btn" href={address(to, to + (to - from))}>
          Next {period}
        </a>
      )}
    </div>
  )
}

function Departments({ report }: { report: ReportDto }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Department</th>
          <VolumeHeads />
          <th scope="col" class="n">
            Alerts
          </th>
          <th scope="col" class="n hide-s">
            Time to acknowledge
          </th>
          <th scope="col" class="n hide-s">
            Time to resolve
          </th>
          <th scope="col" class="n">
            Lead over the daily report
          </th>
          <th scope="col" class="n">
            Rated useful
          </th>
        </tr>
      </thead>
      <tbody>
        {report.departments.map(({ department, alerts, ...volumes }) => (
          <tr key={department}>
            <td>
              <b>{departmentName(department)}</b>
            </td>
            <VolumeCells of={volumes} isCompared={report.isCompared} href={mentionsOf(report, { department })} />
            <td class="n">
              <a class="link" href={alertsOf(report, { department })}>
                {count(alerts.involved)}
              </a>
              {alerts.watched > 0 && <span class="small muted"> {count(alerts.watched)} watched</span>}
            </td>
            <td class="n hide-s">{spanOr(alerts.medianAcknowledgeMs)}</td>
            <td class="n hide-s">{spanOr(alerts.medianResolveMs)}</td>
            <td class="n">{leadInWords(alerts.medianLeadMs)}</td>
            <td class="n">{alerts.judged === 0 ? '–' : `${alerts.verdicts.useful} of ${alerts.judged}`}</td>
          </tr>
        ))}
        <Total report={report} />
      </tbody>
    </table>
  )
}

/** All departments: what several of them share counts once. */
function Total({ report }: { report: ReportDto }) {
  const { all, alerts } = report
  return (
    <tr>
      <td>
        <b>All</b> <span class="small muted">each once</span>
      </td>
      <td class="n">
        <Fact of="report:mentions">{count(all.volume)}</Fact>
      </td>
      <td class="n hide-s">{count(all.before)}</td>
      <td class="n">
        <Fact of="report:negative">{shareOr(all.negativeShare)}</Fact>
      </td>
      <td class="n hide-s">
        <Fact of="report:sentiment">{sentimentOr(all.sentiment)}</Fact>
      </td>
      <td class="n">
        <a class="link" href={alertsOf(report, {})}>
          <Fact of="report:alerts">{count(alerts.opened)}</Fact>
        </a>
      </td>
      <td class="n hide-s" />
      <td class="n hide-s" />
      <td class="n" />
      <td class="n">
        <Fact of="report:useful">{alerts.judged === 0 ? '–' : `${alerts.useful} of ${alerts.judged}`}</Fact>
      </td>
    </tr>
  )
}

function Stages({ report }: { report: ReportDto }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <VolumeHeads />
        </tr>
      </thead>
      <tbody>
        {report.stages.map(({ stage, ...volumes }) => (
          <tr key={stage}>
            <td>
              <b>{capital(stage)}</b>
            </td>
            <VolumeCells of={volumes} isCompared={report.isCompared} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const VolumeHeads = () => (
  <>
    <th scope="col" class="n">
      Mentions
    </th>
    <th scope="col" class="n hide-s">
      Previous period
    </th>
    <th scope="col" class="n">
      Negative
    </th>
    <th scope="col" class="n hide-s">
      Sentiment (−1 to 1)
    </th>
  </>
)

interface VolumeCellsProps {
  of: Volumes
  isCompared: boolean
  href?: string
}

function VolumeCells({ of: { volume, before, negativeShare, sentiment }, isCompared, href }: VolumeCellsProps) {
  return (
    <>
      <td class="n">{href ? <a href={href}>{count(volume)}</a> : count(volume)}</td>
      <td class="n hide-s">{isCompared ? count(before) : <span class="muted">no data</span>}</td>
      <td class="n">{shareOr(negativeShare)}</td>
      <td class="n hide-s">{sentimentOr(sentiment)}</td>
    </>
  )
}

const mentionsOf = ({ from, to }: ReportDto, filters: Record<string, string>) =>
  addressOf('/mentions', { ...filters, from, to })

const alertsOf = ({ from, to }: ReportDto, filters: Record<string, string>) =>
  addressOf('/alerts', { ...filters, from, to })

const shareOr = (share: number | null) => (share === null ? '–' : percent(share))
const sentimentOr = (score: number | null) => (score === null ? '–' : score.toFixed(2).replace('-', '−'))

/** Praise for a department, and its advocates. */
function Praise({ of: { department, praise, advocates } }: { of: Department }) {
  const { topics, products, quote } = praise
  if (praise.mentions === 0) return null
  const named = [
    ...topics.map(({ topic, mentions }) => `${topicName(topic)} (${mentions})`),
    ...products.map(({ product, mentions }) => `${product} (${mentions})`),
  ]
  return (
    <section class="card scroll">
      <h2>
        Praise for {departmentName(department)} <span class="muted small">{count(praise.mentions)} mentions</span>
      </h2>
      {named.length > 0 && <p>{named.join(', ')}</p>}
      {quote && (
        <article class="quote">
          <p>{quote.text}</p>
          <footer>
            <span>{quote.author}</span>
            <span>{quote.source}</span>
            <time dateTime={quote.createdAt}>{ago(quote.createdAt, now.value)}</time>
            <Original url={quote.url} />
          </footer>
        </article>
      )}
      {advocates.length > 0 && <Advocates of={advocates} />}
    </section>
  )
}

/** The departments that nobody praised. */
function Unpraised({ report: { departments } }: { report: ReportDto }) {
  const without = departments.filter(({ praise }) => praise.mentions === 0)
  if (without.length === 0) return null
  const all = without.length === departments.length
  return (
    <section class="card">
      <h2>{all ? 'No praise' : 'No praise for the others'}</h2>
      <p class="muted">
        {all
          ? 'Nobody praised the company in this period.'
          : `Nobody praised ${without.map(({ department }) => departmentName(department)).join(', ')} in this period.`}
      </p>
    </section>
  )
}

function Advocates({ of: advocates }: { of: Department['advocates'] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Customer to thank</th>
          <th scope="col">Source</th>
          <th scope="col" class="n">
            Praise mentions
          </th>
          <th scope="col" class="n">
            Latest
          </th>
        </tr>
      </thead>
      <tbody>
        {advocates.map(({ handle, source, praises, url, newestAt }) => (
          <tr key={`${source} ${handle}`}>
            <td>
              <b>{handle}</b>
            </td>
            <td>{source}</td>
            <td class="n">{praises}</td>
            <td class="n">{url ? <Original url={url} /> : ago(newestAt, now.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Original = ({ url }: { url: string | null }) =>
  safeUrl(url) ? (
    <a class="link" href={safeUrl(url)} target="_blank" rel="noopener noreferrer nofollow">
      Original ↗
    </a>
  ) : null
