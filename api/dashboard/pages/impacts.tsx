import type { ImpactDto, ImpactsDto } from '../../dto/impact-dto.ts'
import { alertsChanged } from '../live.ts'
import { now, personName } from '../now.ts'
import { Download } from '../parts/download.tsx'
import { impactWords } from '../parts/planner-card.tsx'
import { Severity } from '../parts/severity.tsx'
import { useApi } from '../use-api.ts'
import { useTitle } from '../use-title.ts'
import { ago, clockTime, count } from '../words.ts'

/** What hangs on what goes on now: the planners' list. */
export function ImpactsPage() {
  useTitle('Impacts')
  const { data, error } = useApi<ImpactsDto>('/impacts', alertsChanged)
  const items = data?.items ?? []
  const confirmed = items.filter(({ status }) => status === 'confirmed').length
  return (
    <div class="page">
      <div class="head">
        <h1>Impacts</h1>
        {data && (
          <p class="muted small">
            {items.length === 0
              ? 'Nothing of yours is in question'
              : `${count(items.length)} open, ${count(confirmed)} of them confirmed`}
          </p>
        )}
        {items.length > 0 && <Download path="/impacts.csv">As CSV</Download>}
      </div>
      <section class="card scroll">
        {error && <p role="alert">The impacts cannot be shown now: {error.message}</p>}
        {data && items.length === 0 && (
          <p class="muted">
            An alert whose mentions name something of your join table stands here until it is restored.
          </p>
        )}
        {items.length > 0 && <Table items={items} />}
      </section>
      {data && data.unmapped.length > 0 && (
        <p class="small muted">
          Named by alerts of the last 30 days and not in the join table:{' '}
          {data.unmapped.map(({ dimension, value }) => `${dimension} ${value}`).join(', ')}.
        </p>
      )}
    </div>
  )
}

function Table({ items }: { items: readonly ImpactDto[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">How it stands</th>
          <th scope="col" class="hide-s">
            Supplier, part
          </th>
          <th scope="col" class="n">
            units
          </th>
          <th scope="col" class="n hide-s">
            open orders
          </th>
          <th scope="col" class="n hide-s">
            revenue
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((impact) => (
          <Row key={impact.alertId} impact={impact} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ impact }: { impact: ImpactDto }) {
  const { card, status, expectedUntil, owner } = impact
  const [pill, word] = impactWords[status]
  const sources = [...new Set(card.items.map(({ supplier, part }) => [supplier, part].filter(Boolean).join(', ')))]
  return (
    <tr>
      <td>
        <a class="link strong" href={`/alerts/${impact.alertId}`}>
          {impact.title}
        </a>
        <p class="small muted">
          <Severity of={impact.severity} /> began {ago(impact.onsetAt, now.value)}
        </p>
      </td>
      <td>
        <span class={`pill ${pill}`}>{word}</span>
        <p class="small muted">
          {card.confirmation === 'confirmed' ? 'confirmed by' : 'a rumour of'} {count(card.authors)} people
          {expectedUntil && `, until ${clockTime(expectedUntil, now.value)}`}
          {owner && `, ${personName(owner)}`}
        </p>
      </td>
      <td class="hide-s">{sources.join('; ')}</td>
      <td class="n">{count(card.exposure.units)}</td>
      <td class="n hide-s">{count(card.exposure.openOrders)}</td>
      <td class="n hide-s">{count(card.exposure.revenue)}</td>
    </tr>
  )
}
