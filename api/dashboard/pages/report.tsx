import type { ReportDto } from '../../dto/report-dto.ts'
import { Download } from '../parts/download.tsx'
import { Praise, Unpraised } from '../parts/praise.tsx'
import { Fact, StatedInReport } from '../parts/fact.tsx'
import { alertsChanged } from '../lib/live.ts'
import { departmentName, now } from '../lib/now.ts'
import { addressOf, route } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { capital, count, counted, leadInWords, percent, spanOr } from '../lib/words.ts'

const weekMs = 7 * 86_400_000

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
              <OpenedSince report={report} />
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
  const { from, to, period, nextIsRunning } = periodOf(report)
  return (
    <div class="controls">
      <a class="btn" href={reportFrom(from - (to - from), from)}>
        Previous {period}
      </a>
      {to < now.value && (
        <a class="btn" href={reportFrom(to, to + (to - from))}>
          {nextIsRunning ? `This ${period} so far` : `Next ${period}`}
        </a>
      )}
      <Download
        path={addressOf('/report.csv', { from: report.from, to: report.to }) as `/${string}`}
        name={`groundswell-report-${report.from.slice(0, 10)}.csv`}
      >
        Export CSV
      </Download>
      <button class="btn" type="button" onClick={() => print()}>
        Print
      </button>
    </div>
  )
}

const reportFrom = (start: number, end: number) =>
  addressOf('/report', { from: new Date(start).toISOString(), to: new Date(end).toISOString() })

function periodOf(report: ReportDto) {
  const [from, to] = [Date.parse(report.from), Date.parse(report.to)]
  const period = to - from === weekMs ? 'week' : 'period'
  return { from, to, period, nextIsRunning: to < now.value && to + (to - from) > now.value }
}

/** Alerts of the period that is running: those of the report ended before. */
function OpenedSince({ report }: { report: ReportDto }) {
  const { from, to, period, nextIsRunning } = periodOf(report)
  const running = reportFrom(to, to + (to - from))
  const { data, path } = useApi<ReportDto>(nextIsRunning ? running : undefined, alertsChanged)
  const opened = path === running ? (data?.alerts.opened ?? 0) : 0
  if (!nextIsRunning || opened === 0) return null
  return (
    <>
      {` ${counted(opened, 'alert')} opened since; see `}
      <a class="link hide-print" href={running}>
        This {period} so far
      </a>
      .
    </>
  )
}

function Departments({ report }: { report: ReportDto }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Department</th>
          <VolumeHeads report={report} />
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
          <th scope="col" class="n hide-s">
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
            <td class="n hide-s">{leadInWords(alerts.medianLeadMs)}</td>
            <td class="n hide-s">{alerts.judged === 0 ? '–' : `${alerts.verdicts.useful} of ${alerts.judged}`}</td>
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
      <td class="n hide-s">{report.isCompared ? count(all.before) : <span class="muted">no data</span>}</td>
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
      <td class="n hide-s">–</td>
      <td class="n hide-s">–</td>
      <td class="n hide-s">–</td>
      <td class="n hide-s">
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
          <VolumeHeads report={report} />
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

const VolumeHeads = ({ report }: { report: ReportDto }) => (
  <>
    <th scope="col" class="n">
      Mentions
    </th>
    <th scope="col" class="n hide-s">
      {periodOf(report).period === 'week' ? 'Previous 7 days' : 'Previous period'}
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
