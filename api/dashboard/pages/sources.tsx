import type { SourceDto } from '../../dto/board-dto.ts'
import type { List } from '../api.ts'
import { countsChanged, sourcesChanged } from '../live.ts'
import { now } from '../now.ts'
import { useApi } from '../use-api.ts'
import { useTitle } from '../use-title.ts'
import { ago, count, span } from '../words.ts'

const words: Record<SourceDto['health'], [pill: string, word: string]> = {
  live: ['good', '● Live'],
  quiet: ['good', '● Quiet'],
  idle: ['', '○ Idle'],
  failing: ['blind', '◌ Failing'],
  blind: ['blind', '◌ Blind'],
  gone: ['blind', '◌ Gone'],
  gap: ['high', '▲ Gap'],
}

/** How well each place is heard. */
export function SourcesPage() {
  useTitle('Sources')
  const { data, error } = useApi<List<SourceDto>>('/sources', sourcesChanged, countsChanged)
  const sources = data?.items ?? []
  const heard = sources.filter(({ health }) => health === 'live' || health === 'quiet').length
  return (
    <div class="page">
      <div class="head">
        <h1>Sources</h1>
        {data && (
          <p class="muted small">
            {heard === sources.length ? `All ${sources.length} are heard` : `${heard} of ${sources.length} are heard`}
          </p>
        )}
      </div>
      <section class="card scroll">
        {error && <p role="alert">The sources cannot be shown now: {error.message}</p>}
        {data && sources.length === 0 && <p class="muted">No source has told anything yet.</p>}
        {sources.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col">Health</th>
                <th scope="col" class="n">
                  last 24 h
                </th>
                <th scope="col" class="n hide-s">
                  last heard
                </th>
                <th scope="col" class="n">
                  behind
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
        <b>{source.source}</b> <span class="muted small">{source.kind}</span>
      </td>
      <td>
        <span class={`pill ${pill}`}>{word}</span> <span class="small muted">{source.reason}</span>
      </td>
      <td class="n">
        <a class="link" href={`/mentions?source=${encodeURIComponent(source.source)}`}>
          {count(source.mentions24h)}
        </a>
      </td>
      <td class="n hide-s">{source.lastHeardAt ? ago(source.lastHeardAt, now.value) : 'never'}</td>
      <td class="n">{source.lag === null ? '–' : span(source.lag)}</td>
    </tr>
  )
}
