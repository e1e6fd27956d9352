import type { CoverageGapDto, SourceDto } from '../../dto/board-dto.ts'
import type { List } from '../lib/api.ts'
import { countsChanged, sourcesChanged } from '../lib/live.ts'
import { now } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, clockTime, count, span } from '../lib/words.ts'

const words: Record<SourceDto['health'], [pill: string, word: string]> = {
  live: ['good', '● Live'],
  quiet: ['good', '● Quiet'],
  idle: ['', '○ Idle'],
  failing: ['blind', '◌ Failing'],
  blind: ['blind', '◌ No data'],
  gone: ['blind', '◌ Gone'],
  gap: ['high', '▲ Gap'],
}

const kindNames: Record<SourceDto['kind'], string> = {
  feed: 'Feed',
  stream: 'Stream',
  webhook: 'Webhook',
  file: 'File',
}

const gapWords: Record<CoverageGapDto['state'], [pill: string, word: string]> = {
  open: ['blind', '◌ Not read'],
  missing: ['high', '▲ Data missing'],
  filled: ['good', '● Filled'],
}

/** The health and lag of each source, and the periods that were not covered. */
export function SourcesPage() {
  useTitle('Sources')
  const { data, error } = useApi<List<SourceDto>>('/sources', sourcesChanged, countsChanged)
  const gaps = useApi<List<CoverageGapDto>>('/sources/gaps', sourcesChanged)
  const sources = data?.items ?? []
  const healthy = sources.filter(({ health }) => ['live', 'quiet', 'idle'].includes(health)).length
  return (
    <div class="page">
      <div class="head">
        <h1>Sources</h1>
        {data && (
          <p class="muted small">
            {healthy} of {sources.length} sources healthy
          </p>
        )}
      </div>
      <section class="card scroll">
        {error && <p role="alert">Sources could not be loaded: {error.message}</p>}
        {data && sources.length === 0 && <p class="muted">No source is configured.</p>}
        {sources.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">Health</th>
                <th scope="col" class="n">
                  Mentions (24 h)
                </th>
                <th scope="col" class="n hide-s">
                  Last mention
                </th>
                <th scope="col" class="n">
                  Lag
                </th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <Row key={source.source} source={source} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {gaps.error && <p role="alert">Coverage gaps could not be loaded: {gaps.error.message}</p>}
      {gaps.data && gaps.data.items.length > 0 && <Gaps gaps={gaps.data.items} />}
    </div>
  )
}

const usd = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 3 })

/** 412 of 5,000 requests, 100 units, $1.44 of $5.00 today */
function usageOf({ requests, units, usd: spent, requestsPerDay, usdPerDay }: NonNullable<SourceDto['usage']>): string {
  const parts = [
    `${count(requests)}${requestsPerDay === null ? '' : ` of ${count(requestsPerDay)}`} requests`,
    ...(units > 0 ? [`${count(units)} units`] : []),
    ...(usdPerDay !== null || spent > 0
      ? [`${usd.format(spent)}${usdPerDay === null ? '' : ` of ${usd.format(usdPerDay)}`}`]
      : []),
  ]
  return `${parts.join(', ')} today`
}

function Row({ source }: { source: SourceDto }) {
  const [pill, word] = words[source.health]
  return (
    <tr>
      <td>
        <b>{source.source}</b> <span class="muted small">{kindNames[source.kind]}</span>
      </td>
      <td>
        <span class={`pill ${pill}`}>{word}</span> <span class="small muted">{source.reason}</span>
        {source.usage && <p class="xs muted">{usageOf(source.usage)}</p>}
        {source.canary && (
          <p class="xs muted">
            Canary {source.canary.looksFor} found {ago(source.canary.lastFoundAt, now.value)}
          </p>
        )}
      </td>
      <td class="n">
        <div>
          <a class="link" href={`/mentions?source=${encodeURIComponent(source.source)}`}>
            {count(source.mentions24h)}
          </a>
        </div>
        <p class="only-s xs muted">{source.lastHeardAt ? `last ${ago(source.lastHeardAt, now.value)}` : 'never'}</p>
      </td>
      <td class="n hide-s">{source.lastHeardAt ? ago(source.lastHeardAt, now.value) : 'Never'}</td>
      <td class="n">{source.lag === null ? '–' : span(source.lag)}</td>
    </tr>
  )
}

function Gaps({ gaps }: { gaps: readonly CoverageGapDto[] }) {
  return (
    <section class="card scroll" aria-labelledby="gaps">
      <h2 id="gaps">Coverage gaps (30 days)</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">From</th>
            <th scope="col">Until</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap) => (
            <GapRow key={`${gap.source} ${gap.from}`} gap={gap} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function GapRow({ gap: { source, from, until, reason, state, filledUntil } }: { gap: CoverageGapDto }) {
  const [pill, word] = gapWords[state]
  const isPartlyFilled = state === 'missing' && filledUntil !== null
  return (
    <tr>
      <td>
        <b>{source}</b>
      </td>
      <td>{clockTime(from, now.value)}</td>
      <td>{until === null ? 'Ongoing' : clockTime(until, now.value)}</td>
      <td>
        <span class={`pill ${pill}`}>{word}</span>{' '}
        <span class="small muted">
          {reason}
          {isPartlyFilled && ` · filled until ${clockTime(filledUntil, now.value)}`}
        </span>
      </td>
    </tr>
  )
}
