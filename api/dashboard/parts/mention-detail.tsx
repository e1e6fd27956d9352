import type { ErasureDto } from '../../dto/erasure-dto.ts'
import type { MentionContextDto } from '../../dto/mention-context-dto.ts'
import type { MentionDto } from '../../dto/mention-dto.ts'
import { countsChanged } from '../lib/live.ts'
import { now } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { termOf } from '../lib/search.ts'
import { useApi } from '../lib/use-api.ts'
import { ago, clockTime, safeUrl } from '../lib/words.ts'
import { zoneAt } from '../lib/zone.ts'
import { askErasure } from './ask-erasure.tsx'
import { Conversation, Copies, History, Technical } from './mention-context.tsx'
import { authorHref } from './mention-item.tsx'
import { MentionLabels } from './mention-labels.tsx'
import { Outlets } from './outlets.tsx'

/** Everything known of one mention, why it has its labels, and what can be done about it. */
export function MentionDetail({ id }: { id: string }) {
  const path = `/mentions/${encodeURIComponent(id)}`
  const { data: mention, error, path: of } = useApi<MentionDto>(path, countsChanged)
  const { data: context, path: contextOf } = useApi<MentionContextDto>(`${path}/context`, countsChanged)
  if (!mention || of !== path)
    return (
      <>
        <h1>{error ? 'Mention could not be loaded' : 'Mention'}</h1>
        {error && <p role="alert">{error.message}</p>}
      </>
    )
  return (
    <div class="stack mention">
      <Words mention={mention} />
      <MentionLabels mention={mention} />
      {context && contextOf === `${path}/context` && (
        <>
          {context.thread.length > 0 && <Conversation mention={mention} thread={context.thread} />}
          {context.copyCount > 0 && <Copies context={context} />}
          <History history={context.history} />
        </>
      )}
      <Technical mention={mention} />
      <Erase mention={mention} />
    </div>
  )
}

function Words({ mention }: { mention: MentionDto }) {
  const url = safeUrl(mention.url)
  return (
    <section class="card">
      <h1 class="mentionhead">{mention.title ?? 'Mention'}</h1>
      {mention.removedAt ? (
        <p class="removed">Removed by its author {ago(mention.removedAt, now.value)}. Counted, not shown.</p>
      ) : (
        <p class="whole">{mention.text}</p>
      )}
      <dl class="facts">
        <dt>Author</dt>
        <dd>
          {mention.authorId ? (
            <a class="link" href={authorHref(mention.authorId)}>
              {mention.author ?? 'Unnamed author'}
            </a>
          ) : (
            (mention.author ?? 'Unknown')
          )}
        </dd>
        <dt>Source</dt>
        <dd>
          <a class="link" href={addressOf('/mentions', { q: termOf('source', mention.source) })}>
            {mention.source}
          </a>
          {mention.channel && ` · ${mention.channel}`} · {mention.format}
        </dd>
        <dt>Written</dt>
        <dd>
          <time dateTime={mention.createdAt}>
            {clockTime(mention.createdAt, now.value)} {zoneAt(Date.parse(mention.createdAt))} (
            {ago(mention.createdAt, now.value)})
          </time>
        </dd>
        {mention.rating !== null && (
          <>
            <dt>Rating</dt>
            <dd>{mention.rating} of 5</dd>
          </>
        )}
        <dt>Answered</dt>
        <dd>
          {mention.answeredAt
            ? `${clockTime(mention.answeredAt, now.value)} ${zoneAt(Date.parse(mention.answeredAt))}`
            : 'No answer known'}
        </dd>
      </dl>
      {mention.outlets.length > 0 && <Outlets outlets={mention.outlets} />}
      {url && (
        <p class="all">
          <a class="btn" href={url} target="_blank" rel="noopener noreferrer nofollow">
            Open original ↗
          </a>
        </p>
      )}
    </section>
  )
}

function Erase({ mention }: { mention: MentionDto }) {
  const erase = async () => {
    const path = `/mentions/${encodeURIComponent(mention.id)}`
    const report: ErasureDto | undefined = await askErasure('Erase this mention', path)
    if (report) countsChanged.value++
  }
  if (mention.removedAt) return null
  return (
    <p>
      <button class="btn danger" type="button" onClick={() => void erase()}>
        Erase mention…
      </button>
    </p>
  )
}
