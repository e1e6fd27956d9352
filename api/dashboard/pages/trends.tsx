import { useRef } from 'preact/hooks'
import type { SeriesDto } from '../../dto/series-dto.ts'
import { showToast } from '../lib/announce.ts'
import { chartPicture } from '../lib/chart-picture.ts'
import { concerns, useCompanyEvents, type Shown } from '../lib/company-events.ts'
import { fileName, saveFile } from '../lib/download.ts'
import { filtersHere, spamHere } from '../lib/filters.ts'
import { lineColors } from '../lib/line-styles.ts'
import { countsChanged } from '../lib/live.ts'
import { now, personName } from '../lib/now.ts'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { isChanged, useSavedViews } from '../lib/saved-views.ts'
import {
  bucketsFor,
  measures,
  spanOf,
  splits,
  trendQueryHere,
  zonesInWords,
  type TrendQuery,
} from '../lib/trend-query.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { capital } from '../lib/words.ts'
import { Download } from '../parts/download.tsx'
import { askEvent, EventList } from '../parts/event-list.tsx'
import { askEventFile, UploadFaults } from '../parts/event-upload.tsx'
import { FilterChips, filtersInWords, valueName } from '../parts/filter-chips.tsx'
import { Menu } from '../parts/menu.tsx'
import { PeriodFields } from '../parts/period-fields.tsx'
import { askView, SavedViews } from '../parts/saved-views.tsx'
import { Select } from '../parts/select.tsx'
import { chartNotes, isCompared, TrendChart } from '../parts/trend-chart.tsx'
import { TrendTable } from '../parts/trend-table.tsx'

/** The answer to this question; an answer to the one before is none. */
function useAnswer(path: string, ...on: Parameters<typeof useApi>[1][]) {
  const { error, ...asked } = useApi<SeriesDto>(path, ...on)
  return { error, data: asked.path === path ? asked.data : undefined }
}

/** Figures over time. The URL contains the query. */
export function TrendsPage() {
  useTitle('Trends')
  const trend = trendQueryHere(now.value)
  const { measure, by, bucket, from, before, to } = trend
  const request = { measure, by, bucket, spam: spamHere(), ...filtersHere() }
  const path = addressOf('/series', { ...request, from, to })
  const { error, data: answered } = useAnswer(path, countsChanged)
  const earlier = useAnswer(addressOf('/series', { ...request, from: before, to: from })).data?.series
  const views = useSavedViews()
  const events = useCompanyEvents(from, to).filter((event) => concerns(event, shownHere()))
  const picture = useRef<HTMLElement>(null)
  const series = error ? [] : (answered?.series ?? []).filter((one) => by === '' || by in one.key)
  const shown = series.slice(0, lineColors.length)
  const title = titleOf(trend)
  const view = views.find(({ id }) => id === route.value.query.get('view'))
  return (
    <div class="page trends">
      <div class="head">
        <h1>{view?.name ?? title}</h1>
        {view && (
          <p class="muted small">
            Saved by {personName(view.by)}
            {isChanged(view) && ' · changed here, not saved'}
          </p>
        )}
        <Actions
          title={title}
          period={`${capital(trend.period)}, ${zonesInWords(trend)}`}
          csv={`/series.csv${path.slice('/series'.length)}`}
          picture={picture}
        />
      </div>
      <UploadFaults />
      <Controls trend={trend} />
      <section class="card" aria-label="Chart" ref={picture}>
        {view && <h2>{title}</h2>}
        <p class="muted small">{chartNote(trend, series)}</p>
        {error && <p role="alert">Trends could not be loaded: {error.message}</p>}
        {!error && answered && series.length === 0 && <p class="muted">{noMatch(trend)}</p>}
        {shown.length > 0 && (
          <TrendChart
            trend={trend}
            series={shown}
            earlier={earlier ?? []}
            seams={answered?.seams ?? []}
            events={events}
            title={title}
          />
        )}
        {shown.length > 0 && <Notes notes={chartNotes(trend, series)} />}
        <WithoutUnits trend={trend} values={answered?.withoutUnits ?? []} />
        <EventList events={events} />
      </section>
      {series.length > 0 && <TrendTable trend={trend} series={series} earlier={earlier} />}
      <SavedViews views={views} />
    </div>
  )
}

const set = (name: string) => (value: string) => go(withQuery({ [name]: value }), { replace: true })

function Controls({ trend }: { trend: TrendQuery }) {
  const { measure, by, bucket, comparesBefore } = trend
  return (
    <div class="controls">
      <Select label="Show" value={measure} options={measures} onPick={set('measure')} />
      <Select label="by" value={by} options={splits} onPick={(value) => set('by')(value || 'nothing')} />
      <Select label="per" value={bucket} options={bucketsFor(spanOf(trend))} onPick={set('bucket')} />
      <PeriodFields trend={trend} />
      <Select
        label="against"
        value={comparesBefore ? '' : 'nothing'}
        options={[
          ['', trend.periodBefore],
          ['nothing', 'nothing'],
        ]}
        onPick={set('against')}
      />
      <FilterChips />
    </div>
  )
}

interface ActionsProps {
  title: string
  /** With its zone. */
  period: string
  csv: `/${string}`
  picture: { current: HTMLElement | null }
}

function Actions({ title, period, csv, picture }: ActionsProps) {
  const copy = () => void navigator.clipboard?.writeText(location.href).then(() => showToast('Link copied'))
  const savePicture = async () => {
    const file = await chartPicture(picture.current, { title, note: `${period}. Groundswell` })
    if (file) saveFile(file, `${fileName(title)}.png`)
    else showToast('There is no chart to save')
  }
  return (
    <div class="controls">
      <a class="btn" href="/trends/launches">
        Compare launches
      </a>
      <button
        class="btn"
        type="button"
        onClick={() => void askEvent({ product: filtersHere().product, at: now.value })}
      >
        Add event
      </button>
      <button class="btn" type="button" onClick={() => void askView(title)}>
        Save view
      </button>
      <Menu class="menu" name="More actions">
        <button class="btn quiet" type="button" onClick={copy}>
          Copy link
        </button>
        <button class="btn quiet" type="button" onClick={() => void savePicture()}>
          Save PNG
        </button>
        <Download path={csv} name={`${fileName(title)}.csv`} class="quiet">
          Save CSV
        </Download>
        <button class="btn quiet" type="button" onClick={() => void askEventFile()}>
          Upload events
        </button>
      </Menu>
    </div>
  )
}

/** What the filters limit the chart to. */
function shownHere(): Shown {
  const { topic, department, product, version } = filtersHere()
  return {
    ...(topic && { topic: [topic] }),
    ...(department && { department: [department] }),
    ...(product && { product: [product] }),
    ...(version && { version: [version] }),
  }
}

const Notes = ({ notes }: { notes: readonly string[] }) =>
  notes.length === 0 ? null : (
    <div class="key">
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
    </div>
  )

function WithoutUnits({ trend: { measure, by }, values }: { trend: TrendQuery; values: readonly string[] }) {
  if (measure !== 'perThousandUnits' || values.length === 0) return null
  if (values.includes(''))
    return (
      <p class="muted small">
        The planning data has units by product, lot, carrier and region. Break down or filter by one of these.
      </p>
    )
  const names = values.slice(0, 10).map((value) => valueName(by, value))
  const more = values.length > names.length ? ` and ${values.length - names.length} more` : ''
  return <p class="muted small">Left out, because the planning data has no units of them: {names.join(', ') + more}.</p>
}

const spamNotes = { '': '', with: ', with spam', only: ', spam only' }

function chartNote(trend: TrendQuery, series: SeriesDto['series']): string {
  const most = series.length > lineColors.length ? `, the ${lineColors.length} largest of ${series.length}` : ''
  const dashed = series.length > 0 && isCompared(trend, series) ? ` · dashed: ${trend.periodBefore}` : ''
  return `${capital(trend.period)}, ${zonesInWords(trend)}${spamNotes[spamHere()]}${most}${dashed}`
}

function noMatch({ measure, period }: TrendQuery): string {
  const narrowed = filtersInWords()
  if (measure === 'perThousandUnits') return 'No units are known for any of it.'
  return narrowed === 'All mentions' ? `No mentions in ${period}` : `No mentions match ${narrowed} in ${period}`
}

function titleOf({ measure, by, bucket }: TrendQuery): string {
  const [, name] = measures.find(([id]) => id === measure)!
  const split = by ? `, by ${by}` : ''
  const narrowed = filtersInWords()
  return `${capital(name)} per ${bucket}${split}${narrowed === 'All mentions' ? '' : `: ${narrowed}`}`
}
