import type { AuthorDto } from '../../dto/author-dto.ts'
import type { FoundMentionDto } from '../../dto/found-mention-dto.ts'
import type { List } from '../lib/api.ts'
import { useListKeys } from '../lib/list-keys.ts'
import { countsChanged } from '../lib/live.ts'
import { now } from '../lib/now.ts'
import { addressOf, route } from '../lib/router.ts'
import { termOf } from '../lib/search.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, capital, clockTime, count, counted, percent } from '../lib/words.ts'
import { zoneAt } from '../lib/zone.ts'
import { askErasure } from '../parts/ask-erasure.tsx'
import { MentionDrawer } from '../parts/mention-drawer.tsx'
import { MentionItem } from '../parts/mention-item.tsx'
import { More } from '../parts/more.tsx'

/** One author: what they wrote, and how their role and stage changed. */
export function AuthorPage({ id }: { id: string }) {
  const path = `/authors/${encodeURIComponent(id)}`
  const limit = route.value.query.get('limit') ?? '50'
  const { data: author, error, path: of } = useApi<AuthorDto>(path, countsChanged)
  const written = useApi<List<FoundMentionDto>>(
    addressOf('/mentions', { q: termOf('author', id), limit }),
    countsChanged,
  )
  const name = author?.handle ?? 'Unnamed author'
  useTitle(name)
  useListKeys('.found > article', 'a.open')
  if (!author || of !== path)
    return (
      <div class="page narrow">
        <h1>{error ? 'Author could not be loaded' : 'Author'}</h1>
        {error && <p role="alert">{error.message}</p>}
      </div>
    )
  return (
    <div class="page narrow">
      <div class="head">
        <h1>{name}</h1>
        <p class="muted small">
          on {author.sources.join(', ')} · pseudonym {id.slice(0, 12)}
        </p>
        <button class="btn danger" type="button" onClick={() => void erase(path)}>
          Erase author…
        </button>
      </div>
      <div class="stack">
        <Life author={author} />
        {author.cases.length > 0 && <Cases cases={author.cases} />}
        <section class="card found" aria-label="Mentions">
          <h2>Mentions</h2>
          {written.error && <p role="alert">Mentions could not be loaded: {written.error.message}</p>}
          {written.data?.items.map((mention) => (
            <MentionItem key={mention.id} mention={mention} />
          ))}
          {written.data?.nextCursor && <More limit={Number(limit)} />}
        </section>
      </div>
      <MentionDrawer />
    </div>
  )
}

async function erase(path: string): Promise<void> {
  if (await askErasure('Erase everything by this author', path)) countsChanged.value++
}

/** The sentence first, then how role and stage changed. */
function Life({ author }: { author: AuthorDto }) {
  const { mentions, isCapped, sentiments, replies, answered, firstAt, lastAt, role, roles, stages } = author
  const isOne = mentions === 1
  const hasChanged = roles.length > 1 || stages.length > 1
  const steps = [
    ...roles.map(({ at, role: value, mentions: n }) => ({ at, what: `Role: ${value}`, n })),
    ...stages.map(({ at, stage, mentions: n }) => ({ at, what: `Stage: ${stage}`, n })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return (
    <section class="card" aria-label="Life">
      {isOne ? (
        <OneMention author={author} />
      ) : (
        <p class="lede">
          <b>
            {isCapped ? 'The newest ' : ''}
            {count(mentions)} mentions
          </b>{' '}
          since {clockTime(firstAt, now.value)} {zoneAt(Date.parse(firstAt))}, the last one {ago(lastAt, now.value)}.{' '}
          {percent(sentiments.negative / mentions)} negative, {percent(sentiments.positive / mentions)} positive.{' '}
          {count(replies)} {replies === 1 ? 'reply' : 'replies'}, {count(answered)} answered by the company.
        </p>
      )}
      <h2>
        {role === 'unknown' ? 'Role unknown' : capital(role)}
        <span class="muted small">
          {hasChanged ? ' · how role and stage changed' : stages.map(({ stage }) => ` · stage: ${stage}`)}
        </span>
      </h2>
      {hasChanged && (
        <ol class="line">
          {steps.map(({ at, what, n }) => (
            <li key={at + what}>
              <time dateTime={at}>{clockTime(at, now.value)}</time>
              <span>
                {what} <span class="muted">for {counted(n, 'mention')}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** What there is to say of an author's only mention. */
function OneMention({ author: { sentiments, replies, answered, firstAt } }: { author: AuthorDto }) {
  const sentiment = sentiments.negative ? 'negative' : sentiments.positive ? 'positive' : 'neutral'
  return (
    <p class="lede">
      <b>1 mention</b> {ago(firstAt, now.value)} ({clockTime(firstAt, now.value)} {zoneAt(Date.parse(firstAt))}):{' '}
      {sentiment}
      {replies > 0 && ', a reply'}
      {answered > 0 && ', answered by the company'}.
    </p>
  )
}

/** Alerts that their mentions belong to. */
function Cases({ cases }: { cases: AuthorDto['cases'] }) {
  return (
    <section class="card" aria-label="Cases">
      <h2>
        Cases <span class="muted small">alerts that their mentions belong to</span>
      </h2>
      <ul class="plain">
        {cases.map(({ alertId, title, status, openedAt, mentions }) => (
          <li key={alertId}>
            <a class="link" href={`/alerts/${encodeURIComponent(alertId)}`}>
              {title}
            </a>{' '}
            <span class="muted small">
              {status}, opened {clockTime(openedAt, now.value)} {zoneAt(Date.parse(openedAt))} · {count(mentions)} of
              their mentions
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
