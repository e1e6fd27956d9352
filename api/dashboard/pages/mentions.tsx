import { useEffect, useState } from 'preact/hooks'
import type { MentionDto } from '../../dto/mention-dto.ts'
import type { List } from '../lib/api.ts'
import { filtersHere } from '../lib/filters.ts'
import { countsChanged } from '../lib/live.ts'
import { departmentName, now, topicName } from '../lib/now.ts'
import { FilterChips } from '../parts/filter-chips.tsx'
import { Marked } from '../parts/marked.tsx'
import { More } from '../parts/more.tsx'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, clockTime, safeUrl } from '../lib/words.ts'

const typedMs = 300

/** The full texts of mentions, with search and filters. */
export function MentionsPage() {
  useTitle('Mentions')
  const { query } = route.value
  const [q, from, to, intent] = ['q', 'from', 'to', 'intent'].map((name) => query.get(name) ?? undefined)
  const limit = query.get('limit') ?? '50'
  const { data, error, loading } = useApi<List<MentionDto>>(
    addressOf('/mentions', { q, ...filtersHere(), intent, from, to, limit }),
    countsChanged,
  )
  return (
    <div class="page narrow">
      <div class="head">
        <h1>Mentions</h1>
        <p class="muted small">Newest first</p>
      </div>
      <Search />
      <div class="controls">
        <FilterChips />
        {intent ? (
          <button type="button" class="chip" onClick={() => go(withQuery({ intent: '' }), { replace: true })}>
            intent: {intent} <span aria-hidden="true">✕</span>
            <span class="unseen">, remove</span>
          </button>
        ) : (
          <button type="button" class="chip" onClick={() => go(withQuery({ intent: 'spam' }), { replace: true })}>
            Only spam
          </button>
        )}
        {(['from', 'to'] as const).map((name) => {
          const at = query.get(name)
          return (
            at && (
              <button
                key={name}
                type="button"
                class="chip"
                onClick={() => go(withQuery({ [name]: '' }), { replace: true })}
              >
                {name === 'from' ? 'since' : 'until'} {clockTime(at, now.value)} <span aria-hidden="true">✕</span>
                <span class="unseen">, remove</span>
              </button>
            )
          )
        })}
      </div>
      <section class="card" aria-busy={loading}>
        {error && <p role="alert">Mentions could not be loaded: {error.message}</p>}
        {!error && data?.items.length === 0 && <p class="muted">{noMatch(q, from, to)}</p>}
        {!error && data?.items.map((mention) => <Mention key={mention.id} mention={mention} words={q ? [q] : []} />)}
        {!error && data?.nextCursor && <More limit={Number(limit)} />}
      </section>
    </div>
  )
}

function noMatch(q: string | undefined, from: string | undefined, to: string | undefined): string {
  const filters = Object.keys(filtersHere()).length > 0 || route.value.query.has('intent')
  const what = q ? ` “${q}”${filters ? ' and these filters' : ''}` : filters ? ' these filters' : ''
  const since = from ? ` since ${clockTime(from, now.value)}` : ''
  const until = to ? ` until ${clockTime(to, now.value)}` : ''
  return what ? `No mentions match${what}${since}${until}` : `No mentions${since}${until}`
}

function Search() {
  const current = route.value.query.get('q') ?? ''
  const [typed, setTyped] = useState(current)
  useEffect(() => {
    if (typed === current) return
    const timer = setTimeout(() => go(withQuery({ q: typed.trim() }), { replace: true }), typedMs)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <form role="search" onSubmit={(event) => event.preventDefault()}>
      <label class="unseen" for="search">
        Search mentions
      </label>
      <input
        id="search"
        type="search"
        placeholder="Search mentions"
        maxLength={200}
        value={typed}
        onInput={(event) => setTyped((event.target as HTMLInputElement).value)}
      />
    </form>
  )
}

function Mention({ mention, words }: { mention: MentionDto; words: readonly string[] }) {
  const url = safeUrl(mention.url)
  return (
    <article class="quote">
      {mention.title && (
        <h3>
          <Marked text={mention.title} words={words} />
        </h3>
      )}
      {mention.removedAt ? (
        <p class="removed">Removed by its author. Counted, not shown.</p>
      ) : (
        <p>
          <Marked text={mention.text} words={words} />
        </p>
      )}
      <footer>
        {mention.author && <span>{mention.author}</span>}
        <a href={withQuery({ source: mention.source })}>{mention.source}</a>
        <time dateTime={mention.createdAt}>{ago(mention.createdAt, now.value)}</time>
        {mention.answeredAt && <span>Answered {ago(mention.answeredAt, now.value)}</span>}
        <span>{mention.sentiment.label}</span>
        {mention.severity !== 'low' && <span>{mention.severity}</span>}
        {url && (
          <a class="link" href={url} target="_blank" rel="noopener noreferrer nofollow">
            Original ↗
          </a>
        )}
      </footer>
      {mention.outlets.length > 0 && <Outlets outlets={mention.outlets} />}
      <p class="tags">
        {mention.intent === 'spam' && (
          <a class="tag" href={withQuery({ intent: 'spam' })} title="Counts in no topic and no department">
            Spam
          </a>
        )}
        {mention.topics.map(({ id }) => (
          <a key={id} class="tag" href={withQuery({ topic: id })}>
            {topicName(id)}
          </a>
        ))}
        {mention.entities.map(({ kind, value }) => (
          <a key={kind + value} class="tag quiet" href={withQuery({ [kind]: value })}>
            {kind} {value}
          </a>
        ))}
        {mention.departments[0] && (
          <span class="muted xs">
            Departments: {mention.departments.map(({ id }) => departmentName(id)).join(', ')}
          </span>
        )}
      </p>
    </article>
  )
}

/** Where else the same story stands. */
function Outlets({ outlets }: { outlets: MentionDto['outlets'] }) {
  return (
    <p class="xs muted">
      Same story in {outlets.length} other {outlets.length === 1 ? 'outlet' : 'outlets'}:{' '}
      {outlets.slice(0, shownOutlets).map(({ id, source, channel, url }, i) => {
        const href = safeUrl(url)
        const name = channel ?? source
        return (
          <span key={id}>
            {i > 0 && ', '}
            {href ? (
              <a class="link" href={href} target="_blank" rel="noopener noreferrer nofollow">
                {name}
              </a>
            ) : (
              name
            )}
          </span>
        )
      })}
      {outlets.length > shownOutlets && ' …'}
    </p>
  )
}

const shownOutlets = 8
