import type { ImpactDto, ImpactsDto } from '../../dto/impact-dto.ts'
import { alertsChanged } from '../lib/live.ts'
import { now, personName } from '../lib/now.ts'
import { alertFact, Fact } from '../parts/fact.tsx'
import { Download } from '../parts/download.tsx'
import { impactWords, independent, reportsInWords } from '../parts/planner-card.tsx'
import { Severity } from '../parts/severity.tsx'
import { ValueLink } from '../parts/value-link.tsx'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, clockTime, count, counted, money } from '../lib/words.ts'

/** Open supply chain impacts, for planners. */
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
            {items.length === 0 ? 'No open impacts' : `${count(items.length)} open · ${count(confirmed)} confirmed`}
          </p>
        )}
        {items.length > 0 && <Download path="/impacts.csv">Export CSV</Download>}
      </div>
      <section class="card scroll">
        {error && <p role="alert">Impacts could not be loaded: {error.message}</p>}
        {data && items.length === 0 && (
          <p class="muted">
            Alerts that mention an item in your planning data appear here until the impact is restored.
          </p>
        )}
        {items.length > 0 && <Table items={items} />}
      </section>
      {items.some(({ card }) => card.confirmation === 'confirmed') && <p class="note small">{independent}</p>}
      {data && data.unmapped.length > 0 && (
        <p class="note small">
          Mentioned in alerts of the last 30 days but missing from planning data:{' '}
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
          <th scope="col">Alert</th>
          <th scope="col">Impact status</th>
          <th scope="col" class="hide-s">
            Supplier, part
          </th>
          <th scope="col" class="n hide-s">
            Units
          </th>
          <th scope="col" class="n hide-s">
            Open orders
          </th>
          <th scope="col" class="n hide-s">
            Revenue at risk
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

/** Once a person has decided, it is not open any more. */
const reportsOf = ({ card, status }: ImpactDto): string =>
  `${card.confirmation !== 'confirmed' && status === 'potential' ? 'Unconfirmed · ' : ''}${reportsInWords(card)} since the start`

/** On a phone: €158,000, 410 open orders and 3,200 units at risk. Units only where some are known. */
function atRisk({ units, openOrders, revenue, currency }: ImpactDto['card']['exposure']): string {
  const orders = counted(openOrders, 'open order')
  const rest = units > 0 ? `, ${orders} and ${counted(units, 'unit')}` : ` and ${orders}`
  return `${money(revenue, currency)}${rest} at risk`
}

function Row({ impact }: { impact: ImpactDto }) {
  const { card, status, expectedUntil, owner } = impact
  const { units, openOrders, revenue, currency } = card.exposure
  const [pill, word] = impactWords[status]
  const sources = new Map(card.items.map((item) => [`${item.supplier} ${item.part}`, item]))
  return (
    <tr>
      <td>
        <a class="link strong" href={`/alerts/${impact.alertId}`}>
          {impact.title}
        </a>
        <p class="small muted">
          <Fact of={alertFact({ id: impact.alertId }, 'severity')}>
            <Severity of={impact.severity} />
          </Fact>{' '}
          started {ago(impact.onsetAt, now.value)}
        </p>
      </td>
      <td>
        <span class={`pill ${pill}`}>{word}</span>
        <p class="only-s small">{atRisk(card.exposure)}</p>
        <p class="small muted">
          {reportsOf(impact)}
          {expectedUntil && ` · until ${clockTime(expectedUntil, now.value)}`}
          {owner && ` · ${status === 'potential' ? 'Awaiting' : 'Planner:'} ${personName(owner)}`}
        </p>
      </td>
      <td class="hide-s">
        {[...sources].map(([key, { supplier, part }], i) => (
          <span key={key}>
            {i > 0 && '; '}
            <ValueLink dimension="supplier" value={supplier} class="strong" />
            {supplier && part && ', '}
            {part}
          </span>
        ))}
      </td>
      <td class="n hide-s">
        <Fact of={alertFact({ id: impact.alertId }, 'units')}>{units > 0 ? count(units) : '–'}</Fact>
      </td>
      <td class="n hide-s">{count(openOrders)}</td>
      <td class="n hide-s">{money(revenue, currency)}</td>
    </tr>
  )
}
