import type { FoundMentionDto } from '../../dto/found-mention-dto.ts'
import { departmentName, now, topicName } from '../lib/now.ts'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { isSearched, termOf } from '../lib/search.ts'
import { ago, safeUrl } from '../lib/words.ts'
import { Outlets } from './outlets.tsx'
import { WithMarks } from './with-marks.tsx'

export const mentionHref = (id: string): string => `/mentions/${encodeURIComponent(id)}`
export const authorHref = (id: string): string => `/authors/${encodeURIComponent(id)}`

/** Narrows the list of mentions; elsewhere it opens that list. */
const narrowed = (changes: Record<string, string>): string =>
  route.value.path === '/mentions' ? withQuery(changes) : addressOf('/mentions', changes)

/** Opens the drawer with a plain click. In a new tab the same link opens the page. */
export function openDrawer(event: MouseEvent, id: string): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  go(withQuery({ mention: id }))
}

/** A mention in a list of search results. */
export function MentionItem({ mention }: { mention: FoundMentionDto }) {
  const { id, marks, copies } = mention
  return (
    <article class="quote" tabIndex={-1}>
      {mention.title && (
        <h3>
          <WithMarks text={mention.title} marks={marks.title} />
        </h3>
      )}
      {mention.removedAt ? (
        <p class="removed">Removed by its author. Counted, not shown.</p>
      ) : (
        <p>
          <WithMarks text={mention.text} marks={marks.text} />
        </p>
      )}
      <Footer mention={mention} />
      {copies > 0 && (
        <p class="xs">
          <a class="link" href={mentionHref(id)} onClick={(event) => openDrawer(event, id)}>
            and {copies} {copies === 1 ? 'copy' : 'copies'}
          </a>
        </p>
      )}
      {mention.outlets.length > 0 && <Outlets outlets={mention.outlets} />}
      <Tags mention={mention} />
    </article>
  )
}

function Footer({ mention }: { mention: FoundMentionDto }) {
  const url = safeUrl(mention.url)
  return (
    <footer>
      {mention.author &&
        (mention.authorId ? (
          <a href={authorHref(mention.authorId)}>{mention.author}</a>
        ) : (
          <span>{mention.author}</span>
        ))}
      <a href={narrowed({ source: mention.source })}>{mention.source}</a>
      <time dateTime={mention.createdAt}>{ago(mention.createdAt, now.value)}</time>
      {mention.answeredAt && <span>Answered {ago(mention.answeredAt, now.value)}</span>}
      <span>{mention.sentiment.label}</span>
      {mention.severity !== 'low' && <span>severity {mention.severity}</span>}
      <a class="link open" href={mentionHref(mention.id)} onClick={(event) => openDrawer(event, mention.id)}>
        Details
      </a>
      {url && (
        <a class="link" href={url} target="_blank" rel="noopener noreferrer nofollow">
          Original ↗
        </a>
      )}
    </footer>
  )
}

function Tags({ mention }: { mention: FoundMentionDto }) {
  return (
    <p class="tags">
      {mention.intent === 'spam' && (
        <a class="tag" href={narrowed({ intent: 'spam' })} title="Counts in no topic and no department">
          Spam
        </a>
      )}
      {mention.topics.map(({ id }) => (
        <a key={id} class="tag" href={narrowed({ topic: id })}>
          {topicName(id)}
        </a>
      ))}
      {mention.entities.map(({ kind, value }) =>
        isSearched(kind) ? (
          <a key={kind + value} class="tag quiet" href={addressOf('/mentions', { q: termOf(kind, value) })}>
            {kind} {value}
          </a>
        ) : (
          <span key={kind + value} class="tag quiet">
            {kind} {value}
          </span>
        ),
      )}
      {mention.departments[0] && (
        <span class="muted xs">Departments: {mention.departments.map(({ id }) => departmentName(id)).join(', ')}</span>
      )}
    </p>
  )
}
