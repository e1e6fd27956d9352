import { useEffect, useState } from 'preact/hooks'
import { go, route, withQuery } from '../lib/router.ts'

const typedMs = 300

const examples: [query: string, meaning: string][] = [
  ['refund klarpay', 'both words, in any form: refunded, refunds'],
  ['"not received"', 'these words in this order'],
  ['refund -paylane', 'without a word'],
  ['klarpay OR paylane', 'one or the other; ( ) groups'],
  ['klar*', 'the beginning of a word'],
  ['product:K3 sentiment:negative', 'a field and its value'],
  ['is:reply has:rating rating:<3', 'replies; with a rating; stars'],
  ['lang:de after:2026-10-01', 'a language; since a day'],
]
const otherFields =
  'topic, department, source, author, url, region, country, carrier, supplier, version, lot, stage, intent, severity, role, hazard, title, before'

/** The search field; the address holds what is typed. */
export function SearchBox({ error }: { error: Error | undefined }) {
  const current = route.value.query.get('q') ?? ''
  const [typed, setTyped] = useState(current)
  // A facet or a link has changed the query.
  useEffect(() => setTyped((before) => (before.trim() === current ? before : current)), [current])
  useEffect(() => {
    if (typed.trim() === current) return
    const timer = setTimeout(() => go(withQuery({ q: typed.trim() }), { replace: true }), typedMs)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        go(withQuery({ q: typed.trim() }), { replace: true })
      }}
    >
      <label class="unseen" for="search">
        Search mentions
      </label>
      <input
        id="search"
        type="search"
        placeholder="Search mentions"
        maxLength={500}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={error ? 'search-error' : undefined}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      {error && (
        <p id="search-error" role="alert" class="small fault">
          {error.message}
        </p>
      )}
      <details class="xs help">
        <summary>
          Search help <span class="hide-s">· keys: / search, j and k next and previous, Enter open, Esc close</span>
        </summary>
        <ul>
          {examples.map(([query, meaning]) => (
            <li key={query}>
              <a class="link" href={withQuery({ q: query })}>
                <code>{query}</code>
              </a>{' '}
              {meaning}
            </li>
          ))}
        </ul>
        <p>Also: {otherFields}.</p>
      </details>
    </form>
  )
}
