import type { SourceDto } from '../../dto/board-dto.ts'
import type { List } from '../lib/api.ts'
import { countsChanged, sourcesChanged } from '../lib/live.ts'
import { now } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, count, span } from '../lib/words.ts'

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

/** The health and lag of each source. */
export function SourcesPage() {
  useTitle('Sources')
  const { data, error } = useApi<List<SourceDto>>('/sources', sourcesChanged, countsChanged)
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
    </div>
  )
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
      </td>
      <td class="n">
        <a class="link" href={`/mentions?source=${encodeURIComponent(source.source)}`}>
          {count(source.mentions24h)}
        </a>
      </td>
      <td class="n hide-s">{source.lastHeardAt ? ago(source.lastHeardAt, now.value) : 'Never'}</td>
      <td class="n">{source.lag === null ? '–' : span(source.lag)}</td>
    </tr>
  )
}
