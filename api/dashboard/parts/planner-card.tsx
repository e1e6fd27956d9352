import type { AlertDto } from '../../dto/alert-dto.ts'
import { now, personName } from '../lib/now.ts'
import { capital, clockTime, count, counted, named } from '../lib/words.ts'
import { perform } from './alert-actions.tsx'
import { askExpected, askReason } from './ask.tsx'
import { Exposed } from './exposed.tsx'
import { ValueLink } from './value-link.tsx'

type Card = NonNullable<AlertDto['card']>
type Impact = NonNullable<AlertDto['impact']>
type Item = Card['items'][number]

export const impactWords: Record<Impact['status'], [pill: string, word: string]> = {
  potential: ['', '◌ Potential impact'],
  confirmed: ['high', '▲ Impact confirmed'],
  none: ['good', '○ No impact'],
  restored: ['good', '● Restored'],
}

/** The main action in each status. */
const actionWords: Record<Impact['status'], string> = {
  potential: 'Confirm impact',
  confirmed: 'Extend',
  none: 'Reopen impact',
  restored: 'Reopen impact',
}

/** Affected items, exposure, reports and impact status, for planners. */
export function Planner({ alert }: { alert: AlertDto }) {
  const { card, impact } = alert
  if (!card || !impact) return null
  const { status } = impact
  const isOpen = status === 'potential' || status === 'confirmed'
  return (
    <section class="card planner" aria-label="Supply chain impact">
      <h2>Supply chain impact</h2>
      <PlannerFacts card={card} impact={impact} />
      <div class="answers">
        <button class="btn" type="button" onClick={() => void assess(alert, 'confirmed')}>
          {actionWords[status]}
        </button>
        {status === 'confirmed' && (
          <button class="btn" type="button" onClick={() => void assess(alert, 'restored')}>
            Mark restored
          </button>
        )}
        {isOpen && (
          <button class="btn" type="button" onClick={() => void assess(alert, 'none')}>
            No impact
          </button>
        )}
      </div>
    </section>
  )
}

function assess(alert: AlertDto, status: Impact['status']): Promise<void> {
  const ask = () => {
    if (status === 'none') return askReason('No impact', 'No impact', 'Reason')
    if (status === 'restored') return askReason('Mark restored', 'Mark restored')
    return askExpected(actionWords[alert.impact?.status ?? 'potential'])
  }
  return perform(alert, {
    action: 'impact',
    ask: async () => {
      const input = await ask()
      return input && { ...input, status }
    },
    done: impactWords[status][1].slice(2),
  })
}

/** 16 independent reports from 5 sources; before there are enough of them, 4 reporters from 1 source. */
export const reportsInWords = ({ authors, sources, confirmation }: Card): string =>
  `${counted(authors, confirmation === 'confirmed' ? 'independent report' : 'reporter')} from ${counted(sources, 'source')}`

/** What makes reports independent: why they are fewer than mentions. */
export const independent = 'Independent reports: one for each author who names an item at risk, without copies.'

/** The card's content: sentence, items, reports and status. */
export function PlannerFacts({ card, impact }: { card: Card; impact: Impact }) {
  const { confirmation } = card
  return (
    <>
      <Exposed card={card} />
      {card.items.length === 1 ? <OneItem item={card.items[0]!} /> : <CardItems card={card} />}
      <dl>
        <dt>Reports since the start</dt>
        <dd>
          {/* Once a person has decided, it is not open any more. */}
          {confirmation !== 'confirmed' && impact.status === 'potential' && <b>◌ Unconfirmed · </b>}
          <b>{reportsInWords(card)}</b>
        </dd>
        {card.unmapped.length > 0 && (
          <>
            <dt>Missing from planning data</dt>
            <dd>{card.unmapped.map(named).join(', ')}</dd>
          </>
        )}
        {impact.owner && (
          <>
            <dt>{impact.status === 'potential' ? 'Awaiting' : 'Planner'}</dt>
            <dd>{personName(impact.owner)}</dd>
          </>
        )}
      </dl>
      {confirmation === 'confirmed' && <p class="note xs">{independent}</p>}
      <Steps impact={impact} />
    </>
  )
}

const keys = ['product', 'sku', 'lot', 'carrier', 'warehouse', 'region'] as const
const keyName = (key: string) => (key === 'sku' ? 'SKU' : capital(key))

function OneItem({ item }: { item: Item }) {
  const rows = [
    ...keys.map((key) => [key, item[key]] as const),
    ['part', item.part] as const,
    ['supplier', item.supplier] as const,
    ['site', item.site] as const,
  ].filter(([, value]) => value)
  return (
    <dl>
      {rows.map(([key, value]) => (
        <>
          <dt>{keyName(key)}</dt>
          <dd>
            <ValueLink dimension={key} value={value} />
          </dd>
        </>
      ))}
    </dl>
  )
}

function CardItems({ card: { items, more = 0 } }: { card: Card }) {
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col" class="n">
              Units
            </th>
            <th scope="col" class="n">
              Orders
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={JSON.stringify(item)}>
              <td>
                <ItemNames item={item} of={keys} />
                <p class="small muted">
                  <ItemNames item={item} of={['part', 'supplier', 'site']} />
                </p>
              </td>
              <td class="n">{count(item.units)}</td>
              <td class="n">{count(item.openOrders)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="small muted">And {count(more)} more with less at risk.</p>}
    </>
  )
}

const plain = ['product', 'carrier', 'part', 'supplier', 'site']

/** Names of an item in a row: K3, Lot 2610-B. */
function ItemNames({
  item,
  of,
}: {
  item: Item
  of: readonly ((typeof keys)[number] | 'part' | 'supplier' | 'site')[]
}) {
  return (
    <>
      {of
        .filter((key) => item[key])
        .map((key, i) => (
          <span key={key}>
            {i > 0 && ', '}
            {!plain.includes(key) && `${keyName(key)} `}
            <ValueLink dimension={key} value={item[key]} class="link" />
          </span>
        ))}
    </>
  )
}

/** The steps of the impact, with the current one marked. */
function Steps({ impact: { status, expectedUntil, by, at, reason } }: { impact: Impact }) {
  const line: Impact['status'][] = status === 'none' ? ['potential', 'none'] : ['potential', 'confirmed', 'restored']
  const reached = line.indexOf(status)
  return (
    <>
      <ol class="steps" aria-label="Impact status">
        {line.map((step, i) => (
          <li
            key={step}
            class={i < reached ? 'past' : i > reached ? 'ahead' : step}
            aria-current={i === reached ? 'step' : undefined}
          >
            {stepWords[step]}
          </li>
        ))}
      </ol>
      {(status !== 'potential' || by !== 'groundswell') && (
        <p class="small muted">
          Updated by {personName(by)}, {clockTime(at, now.value)}
          {expectedUntil && `; expected until ${clockTime(expectedUntil, now.value)}`}
          {reason && `: ${reason}`}
        </p>
      )}
    </>
  )
}

const stepWords: Record<Impact['status'], string> = {
  potential: 'Potential',
  confirmed: 'Confirmed',
  none: 'No impact',
  restored: 'Restored',
}
