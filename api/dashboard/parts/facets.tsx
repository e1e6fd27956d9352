import type { FacetsDto } from '../../dto/found-mention-dto.ts'
import { go, route, withQuery } from '../lib/router.ts'
import { hasTerm, termOf, toggled } from '../lib/search.ts'
import { subjectHref } from '../lib/subjects.ts'
import { count } from '../lib/words.ts'
import { valueName } from './filter-chips.tsx'

const names: Record<string, string> = {
  topic: 'Topic',
  department: 'Department',
  product: 'Product',
  version: 'Version',
  region: 'Region',
  carrier: 'Carrier',
  supplier: 'Supplier',
  competitor: 'Competitor',
  sentiment: 'Sentiment',
  source: 'Source',
  lang: 'Language',
  intent: 'Intent',
  stage: 'Journey stage',
  role: 'Author role',
  severity: 'Severity',
}
const shownAtFirst = 5

/** What the found mentions have in common, with counts. A click narrows the search, or widens it again. */
export function Facets({ facets }: { facets: FacetsDto['facets'] }) {
  const q = route.value.query.get('q') ?? ''
  const groups = Object.keys(names)
    .map((dimension) => ({ dimension, values: facets.filter((facet) => facet.dimension === dimension) }))
    // One value that all of them have narrows nothing.
    .filter(
      ({ dimension, values }) => values.length > 1 || values.some(({ value }) => hasTerm(q, termOf(dimension, value))),
    )
  return (
    <div class="facets">
      {groups.map(({ dimension, values }) => (
        <section key={dimension} aria-label={names[dimension]}>
          <h2>{names[dimension]}</h2>
          <Values dimension={dimension} values={values.slice(0, shownAtFirst)} q={q} />
          {values.length > shownAtFirst && (
            <details>
              <summary class="xs">{values.length - shownAtFirst} more</summary>
              <Values dimension={dimension} values={values.slice(shownAtFirst)} q={q} />
            </details>
          )}
        </section>
      ))}
    </div>
  )
}

function Values({ dimension, values, q }: { dimension: string; values: FacetsDto['facets']; q: string }) {
  return (
    <ul>
      {values.map(({ value, mentions }) => (
        <li key={value}>
          <button
            type="button"
            aria-pressed={hasTerm(q, termOf(dimension, value))}
            onClick={() => go(withQuery({ q: toggled(q, dimension, value), limit: '' }), { replace: true })}
          >
            <span>{valueName(dimension, value)}</span>
            <span class="num">{count(mentions)}</span>
          </button>
          <PageLink dimension={dimension} value={value} />
        </li>
      ))}
    </ul>
  )
}

function PageLink({ dimension, value }: { dimension: string; value: string }) {
  const href = subjectHref(dimension, value)
  if (!href) return null
  return (
    <a class="link" href={href} title={`Page of ${valueName(dimension, value)}`}>
      <span aria-hidden="true">→</span>
      <span class="unseen">Page of {valueName(dimension, value)}</span>
    </a>
  )
}
