import type { FacetsDto, FoundMentionDto } from '../../dto/found-mention-dto.ts'
import type { List } from '../lib/api.ts'
import { filtersHere } from '../lib/filters.ts'
import { useListKeys } from '../lib/list-keys.ts'
import { countsChanged } from '../lib/live.ts'
import { now } from '../lib/now.ts'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { periodHere, periods, searchHere } from '../lib/search.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { clockTime, count } from '../lib/words.ts'
import { Download } from '../parts/download.tsx'
import { Facets } from '../parts/facets.tsx'
import { FilterChips } from '../parts/filter-chips.tsx'
import { MentionDrawer } from '../parts/mention-drawer.tsx'
import { MentionItem } from '../parts/mention-item.tsx'
import { More } from '../parts/more.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { Select } from '../parts/select.tsx'

/** The full texts of mentions, with search, filters and counts. */
export function MentionsPage() {
  useTitle('Mentions')
  useListKeys('.found > article', 'a.open')
  const { query } = route.value
  const limit = query.get('limit') ?? '50'
  const fold = query.get('fold') === 'off' ? undefined : 'true'
  const search = searchHere()
  const found = useApi<List<FoundMentionDto>>(addressOf('/mentions', { ...search, fold, limit }), countsChanged)
  const counted = useApi<FacetsDto>(addressOf('/mentions/facets', search), countsChanged)
  const { data, error, loading } = found
  return (
    <div class="page">
      <div class="head">
        <h1>Mentions</h1>
        <p class="muted small">Newest first</p>
        <Download path={addressOf('/mentions.csv', search) as `/${string}`} name="mentions.csv">
          Export CSV
        </Download>
      </div>
      <SearchBox error={error} />
      <Controls />
      <div class="searchpage">
        <section class="card found" aria-busy={loading} aria-label="Results">
          {!error && counted.data && !counted.error && counted.data.mentions > 0 && <Summary counted={counted.data} />}
          {!error && data?.items.length === 0 && <Nothing />}
          {!error && data?.items.map((mention) => <MentionItem key={mention.id} mention={mention} />)}
          {!error && data?.nextCursor && <More limit={Number(limit)} />}
        </section>
        {!error && counted.data && !counted.error && (
          <aside aria-label="Narrow the search">
            <Facets facets={counted.data.facets} />
          </aside>
        )}
      </div>
      <MentionDrawer />
    </div>
  )
}

function Controls() {
  const { query } = route.value
  const period = periodHere()
  const intent = query.get('intent')
  const isFolded = query.get('fold') !== 'off'
  return (
    <div class="controls">
      {period !== undefined && (
        <Select
          label="Period"
          value={period}
          options={periods}
          onPick={(value) => go(withQuery({ period: value, limit: '' }), { replace: true })}
        />
      )}
      {(['from', 'to'] as const).map((name) => {
        const at = query.get(name)
        return (
          at && (
            <Chip key={name} name={name} text={`${name === 'from' ? 'since' : 'until'} ${clockTime(at, now.value)}`} />
          )
        )
      })}
      <FilterChips />
      {intent && <Chip name="intent" text={`intent: ${intent}`} />}
      <label class="check">
        <input
          type="checkbox"
          checked={isFolded}
          onChange={() => go(withQuery({ fold: isFolded ? 'off' : '' }), { replace: true })}
        />
        Fold copies
      </label>
    </div>
  )
}

function Chip({ name, text }: { name: string; text: string }) {
  return (
    <button type="button" class="chip" onClick={() => go(withQuery({ [name]: '' }), { replace: true })}>
      {text} <span aria-hidden="true">✕</span>
      <span class="unseen">, remove</span>
    </button>
  )
}

/** 1,204 mentions by 900 unique authors in the last 30 days. */
function Summary({ counted }: { counted: FacetsDto }) {
  const { mentions, isCapped, authors, texts } = counted
  const noun = mentions === 1 ? 'mention' : 'mentions'
  const who = `${count(authors)} unique ${authors === 1 ? 'author' : 'authors'}, ${count(texts)} unique ${texts === 1 ? 'post' : 'posts'}`
  return (
    <p class="lede" role="status">
      {isCapped ? (
        <>
          <b>More than {count(mentions)} mentions</b>
          {periodInWords()}. The newest {count(mentions)}: {who}.
        </>
      ) : (
        <>
          <b>
            {count(mentions)} {noun}
          </b>
          {periodInWords()}: {who}.
        </>
      )}
    </p>
  )
}

/** The searched time, to follow a noun; '' for all time. */
function periodInWords(): string {
  const { query } = route.value
  const [from, to] = [query.get('from'), query.get('to')]
  if (from || to)
    return `${from ? ` since ${clockTime(from, now.value)}` : ''}${to ? ` until ${clockTime(to, now.value)}` : ''}`
  const period = periodHere()
  return period === 'all' ? '' : ` in the ${periods.find(([value]) => value === period)?.[1]}`
}

function Nothing() {
  const { query } = route.value
  const q = query.get('q')
  const filters = Object.keys(filtersHere()).length > 0 || query.has('intent')
  const what = q ? ` match “${q}”${filters ? ' and these filters' : ''}` : filters ? ' match these filters' : ''
  const isAllTime = periodHere() === 'all'
  return (
    <>
      <p class="muted">
        No mentions{what}
        {periodInWords()}
      </p>
      {!isAllTime && (
        <p class="all">
          <a class="btn" href={withQuery({ period: 'all', from: '', to: '' })}>
            Search all time
          </a>
        </p>
      )}
    </>
  )
}
