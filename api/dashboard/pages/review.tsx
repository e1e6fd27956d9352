import { useState } from 'preact/hooks'
import type { ReviewDto } from '../../dto/review-dto.ts'
import type { SuggestionDto } from '../../dto/suggestion-dto.ts'
import type { List } from '../lib/api.ts'
import { dismissalsChanged, dismissedHere } from '../lib/dismissals.ts'
import { useListKeys } from '../lib/list-keys.ts'
import { countsChanged } from '../lib/live.ts'
import { mayAdmin } from '../lib/may-admin.ts'
import { departmentName, departments, now, topicName } from '../lib/now.ts'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, capital, counted, span } from '../lib/words.ts'
import { DismissButton, DismissedTerms, Returned } from '../parts/dismissed-terms.tsx'
import { MentionDrawer } from '../parts/mention-drawer.tsx'
import { mentionHref, openDrawer } from '../parts/mention-item.tsx'
import { More } from '../parts/more.tsx'
import { Select } from '../parts/select.tsx'
import { askNewTopic } from '../parts/edit-topic.tsx'

const fewSuggestions = 6
/** The nearest topic is named if it is the guess for most of the texts. */
const likely = 0.8

/** What a person should look at: phrases and groups without a topic, and mentions whose labels are uncertain. */
export function ReviewPage() {
  useTitle('Review')
  useListKeys('.found > article', 'a.open')
  const { query } = route.value
  const department = query.get('department') ?? ''
  const limit = query.get('limit') ?? '50'
  const [all, setAll] = useState(false)
  const narrowed = { department: department || undefined }
  const suggestions = useApi<{ items: SuggestionDto[] }>(addressOf('/review/suggestions', narrowed), dismissalsChanged)
  const items = suggestions.data?.items.filter(({ emerging }) => !dismissedHere.value.has(emerging?.id ?? ''))
  const unsure = useApi<List<ReviewDto>>(addressOf('/review', { ...narrowed, limit }), countsChanged)
  return (
    <div class="page">
      <div class="head">
        <h1>Review</h1>
        <Select
          label="Department"
          value={department}
          options={[['', 'all'], ...departments.value.map(({ id, name }): [string, string] => [id, name])]}
          onPick={(value) => go(withQuery({ department: value, limit: '' }), { replace: true })}
        />
      </div>
      <section class="card" aria-labelledby="emerging">
        <h2 id="emerging" tabIndex={-1}>
          Emerging
        </h2>
        <p class="muted small">
          Phrases that rise, and groups of mentions that no topic covers, in the last two weeks.
        </p>
        {suggestions.error && <p role="alert">Suggestions could not be loaded: {suggestions.error.message}</p>}
        {items?.length === 0 && <p>Nothing new. Every rising phrase has a topic.</p>}
        <ul class="suggestions">
          {items?.slice(0, all ? undefined : fewSuggestions).map((each) => (
            <Suggestion key={each.emerging?.id ?? each.words.join()} of={each} />
          ))}
        </ul>
        {!all && (items?.length ?? 0) > fewSuggestions && (
          <button class="btn" type="button" onClick={() => setAll(true)}>
            Show all {items!.length}
          </button>
        )}
        <DismissedTerms department={department || undefined} />
      </section>
      <section class="card found" aria-labelledby="unsure" aria-busy={unsure.loading}>
        <h2 id="unsure">Uncertain labels</h2>
        <p class="small hint">
          Open one with <kbd>Enter</kbd>, correct what is wrong: it is counted anew at once, and the classifier learns
          from it. <kbd>j</kbd> and <kbd>k</kbd> move.
        </p>
        {unsure.error && <p role="alert">The list could not be loaded: {unsure.error.message}</p>}
        {unsure.data?.items.length === 0 && <p>No mention of the last two weeks has uncertain labels.</p>}
        {unsure.data?.items.map((mention) => (
          <Unsure key={mention.id} mention={mention} />
        ))}
        {unsure.data?.nextCursor && <More limit={Number(limit)} />}
      </section>
      <MentionDrawer />
    </div>
  )
}

function Suggestion({ of: suggestion }: { of: SuggestionDto }) {
  const { words, texts, authors, departments: owners, examples, emerging, nearestTopic, from } = suggestion
  // The most typical text says more than the words that distinguish a group.
  const [first, ...others] = examples
  const mayEdit = mayAdmin({ hub: true })
  return (
    <li>
      <p class="clip">
        {emerging || !first ? (
          <b>“{emerging?.term ?? words[0]}”</b>
        ) : (
          <a class="link strong" href={mentionHref(first.id)} onClick={(event) => openDrawer(event, first.id)}>
            {first.text}
          </a>
        )}
      </p>
      <p class="muted small">
        {counted(texts, 'post')} by {counted(authors, 'author')} in the last {span(now.value - Date.parse(from))}
        {owners[0] && ` · ${departmentName(owners[0])}`}
        {!emerging && ` · words: ${words.slice(0, 5).join(', ')}`}
        {nearestTopic && nearestTopic.share >= likely && ` · nearest topic: ${topicName(nearestTopic.id)}`}
      </p>
      {emerging && <Returned of={emerging} />}
      {(emerging ? examples : others).slice(0, emerging ? 2 : 1).map(({ id, text }) => (
        <p key={id} class="small clip">
          <a href={mentionHref(id)} onClick={(event) => openDrawer(event, id)}>
            {text}
          </a>
        </p>
      ))}
      <p class="row">
        <a
          class="btn"
          href={addressOf('/mentions', { q: emerging ? `"${emerging.term}"` : words.slice(0, 2).join(' ') })}
        >
          Show mentions
        </a>
        <button
          class="btn"
          type="button"
          disabled={!mayEdit}
          title={mayEdit ? undefined : 'Only admins and the service team may change topics.'}
          onClick={() => void makeTopic(suggestion)}
        >
          Make a topic
        </button>
        {emerging && <DismissButton of={emerging} />}
      </p>
    </li>
  )
}

const makeTopic = ({ words, emerging, departments: owners }: SuggestionDto): Promise<boolean> => {
  const phrases = emerging ? [emerging.term] : words.slice(0, 3)
  return askNewTopic({ name: capital(phrases[0] ?? ''), phrases, owners })
}

function Unsure({ mention }: { mention: ReviewDto }) {
  const { id, title, text, source, createdAt, reasons, topics, departments: owners, secondOpinion } = mention
  return (
    <article class="quote" tabIndex={-1}>
      {title && <h3>{title}</h3>}
      <p>{text}</p>
      <footer>
        <span>{source}</span>
        <time dateTime={createdAt}>{ago(createdAt, now.value)}</time>
        <span>{topics[0] ? topicName(topics[0].id) : 'No topic'}</span>
        <span>{owners[0] ? departmentName(owners[0].id) : 'No department'}</span>
        <a class="link open" href={mentionHref(id)} onClick={(event) => openDrawer(event, id)}>
          Change…
        </a>
      </footer>
      <p class="xs muted">
        {reasons.join('. ')}
        {secondOpinion && `. A slower model says ${departmentName(secondOpinion.department)}`}
      </p>
    </article>
  )
}
