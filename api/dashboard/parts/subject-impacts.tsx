import type { ImpactDto, ImpactsDto } from '../../dto/impact-dto.ts'
import { alertsChanged } from '../lib/live.ts'
import { useApi } from '../lib/use-api.ts'
import { count } from '../lib/words.ts'
import { impactWords } from './planner-card.tsx'

/** The dimensions that are columns of the planning data, too. */
const planned = ['product', 'supplier', 'carrier', 'region', 'lot'] as const
type Planned = (typeof planned)[number]
type Item = ImpactDto['card']['items'][number]

export const isPlanned = (dimension: string): dimension is Planned => (planned as readonly string[]).includes(dimension)

/** Open impacts on rows of the planning data that have the value, with what is at risk in these rows. */
export function SubjectImpacts({ dimension, value }: { dimension: Planned; value: string }) {
  const { data, error } = useApi<ImpactsDto>('/impacts', alertsChanged)
  if (error) return <p role="alert">Impacts could not be loaded: {error.message}</p>
  const isOf = (item: Item) => item[dimension].toLowerCase() === value.toLowerCase()
  const found = (data?.items ?? []).flatMap((impact) => {
    const items = impact.card.items.filter(isOf)
    return items.length > 0 ? [{ impact, items }] : []
  })
  if (found.length === 0) return null
  return (
    <section class="card scroll" aria-labelledby="impacts" tabIndex={0}>
      <h2 id="impacts">
        Open impacts <span class="muted small">planning data</span>
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Alert</th>
            <th scope="col">Impact status</th>
            <th scope="col" class="hide-s">
              Parts
            </th>
            <th scope="col" class="n">
              Units
            </th>
            <th scope="col" class="n">
              Open orders
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ impact, items }) => (
            <ImpactRow key={impact.alertId} impact={impact} items={items} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ImpactRow({ impact: { alertId, title, status }, items }: { impact: ImpactDto; items: readonly Item[] }) {
  const [pill, word] = impactWords[status]
  const parts = [...new Set(items.map(({ part }) => part).filter(Boolean))]
  return (
    <tr>
      <td>
        <a class="link strong" href={`/alerts/${alertId}`}>
          {title}
        </a>
      </td>
      <td>
        <span class={`pill ${pill}`}>{word}</span>
      </td>
      <td class="hide-s">{parts.join(', ')}</td>
      <td class="n">{count(sum(items, ({ units }) => units))}</td>
      <td class="n">{count(sum(items, ({ openOrders }) => openOrders))}</td>
    </tr>
  )
}

const sum = (items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((all, item) => all + of(item), 0)
