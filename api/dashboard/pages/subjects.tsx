import { useState } from 'preact/hooks'
import type { TotalsDto } from '../../dto/totals-dto.ts'
import { countsChanged } from '../lib/live.ts'
import { topicName, topics } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { subjects, type Subjects } from '../lib/subjects.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { count, percent } from '../lib/words.ts'
import { Changed } from '../parts/changed.tsx'
import { valueName } from '../parts/filter-chips.tsx'
import { ValueLink } from '../parts/value-link.tsx'

const fewRows = 50

/** All values of a dimension that were mentioned in the last two weeks. */
export function SubjectsPage({ of }: { of: Subjects }) {
  useTitle(of.many)
  const path = addressOf('/totals', { by: of.dimension })
  const { data, error, path: answered } = useApi<TotalsDto>(path, countsChanged)
  const totals = answered === path ? data : undefined
  const kind = of.one.toLowerCase()
  return (
    <div class="page">
      <div class="head">
        <h1>{of.many}</h1>
        {totals && (
          <p class="muted small">
            {count(totals.items.filter(({ mentions }) => mentions > 0).length)} mentioned in the last 7 days
            {!totals.isCompared && ' · no earlier data to compare with'}
          </p>
        )}
        <Others of={of} />
      </div>
      {error && (
        <p role="alert">
          {of.many} could not be loaded: {error.message}
        </p>
      )}
      {!totals && !error && <p class="muted">Loading…</p>}
      {totals?.items.length === 0 && <p class="card calm">No mention of the last 14 days names a {kind}.</p>}
      {totals && totals.items.length > 0 && <Values key={of.path} of={of} totals={totals} />}
    </div>
  )
}

/** The other indexes. */
const Others = ({ of }: { of: Subjects }) => (
  <nav class="controls" aria-label="Other lists">
    {subjects
      .filter(({ path, dimension }) => path !== of.path && dimension !== 'source')
      .map(({ path, many }) => (
        <a key={path} class="btn quiet" href={path}>
          {many}
        </a>
      ))}
  </nav>
)

function Values({ of, totals }: { of: Subjects; totals: TotalsDto }) {
  const [word, setWord] = useState('')
  const [all, setAll] = useState(false)
  const found = totals.items.filter(({ key }) =>
    valueName(of.dimension, key).toLowerCase().includes(word.trim().toLowerCase()),
  )
  return (
    <>
      <div class="controls">
        <input
          type="search"
          aria-label={`Find a ${of.one.toLowerCase()}`}
          placeholder={`Find a ${of.one.toLowerCase()}`}
          value={word}
          onInput={(event) => setWord(event.currentTarget.value)}
        />
      </div>
      <section class="card scroll" aria-label={of.many} tabIndex={0}>
        {found.length === 0 && <p class="muted">None has “{word}” in its name.</p>}
        {found.length > 0 && <Table of={of} totals={{ ...totals, items: all ? found : found.slice(0, fewRows) }} />}
        {!all && found.length > fewRows && (
          <p class="all">
            <button class="btn" type="button" onClick={() => setAll(true)}>
              Show all {found.length}
            </button>
          </p>
        )}
      </section>
    </>
  )
}

function Table({ of, totals: { items, isCompared, from, to } }: { of: Subjects; totals: TotalsDto }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{of.one}</th>
          <th scope="col" class="n">
            Last 7 days
          </th>
          <th scope="col" class="n hide-s">
            Previous 7 days
          </th>
          <th scope="col" class="n">
            Change
          </th>
          <th scope="col" class="n hide-s">
            Negative
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.key}>
            <td>
              <ValueLink dimension={of.dimension} value={item.key} class="link strong" />{' '}
              {of.dimension === 'topic' && <span class="small muted">{parentOf(item.key)}</span>}
            </td>
            <td class="n">
              <a href={addressOf('/mentions', { [of.dimension]: item.key, from, to })}>{count(item.mentions)}</a>
            </td>
            <td class="n hide-s">{isCompared ? count(item.mentionsBefore) : '–'}</td>
            <td class="n">
              <Changed of={item} isCompared={isCompared} />
            </td>
            <td class="n hide-s">{item.negativeShare === null ? '–' : percent(item.negativeShare)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The topic that a topic is part of; '' = none. */
function parentOf(id: string): string {
  const parent = topics.value.find((topic) => topic.id === id)?.parent
  return parent ? topicName(parent) : ''
}
