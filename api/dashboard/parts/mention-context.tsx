import { useState } from 'preact/hooks'
import type { MentionContextDto } from '../../dto/mention-context-dto.ts'
import type { MentionDto } from '../../dto/mention-dto.ts'
import { now, personName } from '../lib/now.ts'
import { ago, clockTime, safeUrl } from '../lib/words.ts'
import { authorHref, mentionHref } from './mention-item.tsx'

/** The conversation that the mention belongs to. */
export function Conversation({ mention, thread }: { mention: MentionDto; thread: readonly MentionDto[] }) {
  return (
    <section class="card" aria-label="Conversation">
      <h2>
        Conversation <span class="muted small">{thread.length} mentions</span>
      </h2>
      {thread.map((one) => (
        <article key={one.id} class="quote" aria-current={one.id === mention.id ? 'true' : undefined}>
          {one.removedAt ? <p class="removed">Removed by its author.</p> : <p>{one.text}</p>}
          <footer>
            {one.authorId ? (
              <a href={authorHref(one.authorId)}>{one.author ?? 'Unnamed author'}</a>
            ) : (
              <span>{one.author}</span>
            )}
            <time dateTime={one.createdAt}>{ago(one.createdAt, now.value)}</time>
            {one.id === mention.id ? (
              <span>this mention</span>
            ) : (
              <a class="link" href={mentionHref(one.id)}>
                Details
              </a>
            )}
          </footer>
        </article>
      ))}
    </section>
  )
}

const fewCopies = 5

/** Other places with nearly the same text. */
export function Copies({ context: { copies, copyCount } }: { context: MentionContextDto }) {
  const [all, setAll] = useState(false)
  return (
    <section class="card" aria-label="Copies">
      <h2>
        Copies <span class="muted small">{copyCount} with nearly the same text</span>
      </h2>
      <ul class="plain small">
        {copies.slice(0, all ? undefined : fewCopies).map(({ id, source, url, author, createdAt }) => {
          const href = safeUrl(url)
          return (
            <li key={id}>
              <a class="link" href={mentionHref(id)}>
                {author ?? 'Unnamed author'}
              </a>{' '}
              on {source}, <time dateTime={createdAt}>{ago(createdAt, now.value)}</time>
              {href && (
                <>
                  {' · '}
                  <a class="link" href={href} target="_blank" rel="noopener noreferrer nofollow">
                    Original ↗
                  </a>
                </>
              )}
            </li>
          )
        })}
      </ul>
      {!all && copies.length > fewCopies && (
        <p class="all">
          <button class="btn" type="button" onClick={() => setAll(true)}>
            Show all {copies.length}
          </button>
        </p>
      )}
      {(all || copies.length <= fewCopies) && copies.length < copyCount && (
        <p class="xs muted">The newest {copies.length} are shown.</p>
      )}
    </section>
  )
}

const events: Record<MentionContextDto['history'][number]['what'], string> = {
  written: 'Written',
  received: 'Received and labelled',
  answered: 'Answered by the company',
  corrected: 'Labels corrected',
  removed: 'Text removed',
}

export function History({ history }: { history: MentionContextDto['history'] }) {
  return (
    <section class="card" aria-label="History">
      <h2>History</h2>
      <ol class="line">
        {history.map(({ at, what, by, reason }) => (
          <li key={at + what}>
            <time dateTime={at}>{clockTime(at, now.value)}</time>
            <span>
              {events[what]}
              {by && ` by ${personName(by)}`}
              {reason && <q>{reason}</q>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Ids and versions, and what the source states. */
export function Technical({ mention }: { mention: MentionDto }) {
  const facts: [name: string, value: string][] = [
    ['Id', mention.id],
    ['Author id', mention.authorId ?? '–'],
    ['Models', mention.modelVersion],
    ['Taxonomy', mention.taxonomyVersion],
    ['Historical', mention.backfill ? 'yes: counted, never alerts' : 'no'],
    ['Time', mention.timeClamped ? 'corrected: the source gave an impossible one' : 'as the source gave it'],
    ...Object.entries(mention.fields),
  ]
  return (
    <details class="card">
      <summary>Ids, versions and fields of the source</summary>
      <dl>
        {facts.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </details>
  )
}
