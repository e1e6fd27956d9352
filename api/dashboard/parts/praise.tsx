import type { ReportDto } from '../../dto/report-dto.ts'
import { departmentName, now } from '../lib/now.ts'
import { ago, count, safeUrl } from '../lib/words.ts'
import { ValueLink } from './value-link.tsx'

type Department = ReportDto['departments'][number]

/** Praise for a department, and its advocates. */
export function Praise({ of: { department, praise, advocates } }: { of: Department }) {
  const { topics, products, quote } = praise
  if (praise.mentions === 0) return null
  const named = [
    ...topics.map(({ topic, mentions }) => ({ dimension: 'topic', value: topic, mentions })),
    ...products.map(({ product, mentions }) => ({ dimension: 'product', value: product, mentions })),
  ]
  return (
    <section class="card scroll">
      <h2>
        Praise for {departmentName(department)} <span class="muted small">{count(praise.mentions)} mentions</span>
      </h2>
      {named.length > 0 && (
        <p>
          {named.map(({ dimension, value, mentions: n }, i) => (
            <span key={dimension + value}>
              {i > 0 && ', '}
              <ValueLink dimension={dimension} value={value} class="link" /> ({n})
            </span>
          ))}
        </p>
      )}
      {quote && (
        <article class="quote">
          <p>{quote.text}</p>
          <footer>
            <span>{quote.author}</span>
            <span>{quote.source}</span>
            <time dateTime={quote.createdAt}>{ago(quote.createdAt, now.value)}</time>
            <Original url={quote.url} />
          </footer>
        </article>
      )}
      {advocates.length > 0 && <Advocates of={advocates} />}
    </section>
  )
}

/** The departments that nobody praised. */
export function Unpraised({ report: { departments } }: { report: ReportDto }) {
  const without = departments.filter(({ praise }) => praise.mentions === 0)
  if (without.length === 0) return null
  const all = without.length === departments.length
  return (
    <section class="card">
      <h2>{all ? 'No praise' : 'No praise for the others'}</h2>
      <p class="muted">
        {all
          ? 'Nobody praised the company in this period.'
          : `Nobody praised ${without.map(({ department }) => departmentName(department)).join(', ')} in this period.`}
      </p>
    </section>
  )
}

function Advocates({ of: advocates }: { of: Department['advocates'] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Customer to thank</th>
          <th scope="col" class="hide-s">
            Source
          </th>
          <th scope="col" class="n">
            Praise mentions
          </th>
          <th scope="col" class="n">
            Latest
          </th>
        </tr>
      </thead>
      <tbody>
        {advocates.map(({ handle, source, praises, url, newestAt }) => (
          <tr key={`${source} ${handle}`}>
            <td>
              <b>{handle}</b>
            </td>
            <td class="hide-s">{source}</td>
            <td class="n">{praises}</td>
            <td class="n">{url ? <Original url={url} /> : ago(newestAt, now.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Original = ({ url }: { url: string | null }) =>
  safeUrl(url) ? (
    <a class="link" href={safeUrl(url)} target="_blank" rel="noopener noreferrer nofollow">
      Original ↗
    </a>
  ) : null
