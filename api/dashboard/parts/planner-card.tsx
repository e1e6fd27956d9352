import type { AlertDto } from '../../dto/alert-dto.ts'
import { now, personName } from '../now.ts'
import { capital, clockTime, count, named } from '../words.ts'
import { perform } from './alert-actions.tsx'
import { askExpected, askReason } from './ask.tsx'

type Card = NonNullable<AlertDto['card']>
type Impact = NonNullable<AlertDto['impact']>
type Item = Card['items'][number]

export const impactWords: Record<Impact['status'], [pill: string, word: string]> = {
  potential: ['', '◌ Potential impact'],
  confirmed: ['high', '▲ Impact confirmed'],
  none: ['good', '○ No impact'],
  restored: ['good', '● Restored'],
}

/** What a planner needs: what it is, how much hangs on it, whether it is so, and how it stands. */
export function Planner({ alert }: { alert: AlertDto }) {
  const { card, impact } = alert
  if (!card || !impact) return null
  const { status } = impact
  const isOpen = status === 'potential' || status === 'confirmed'
  return (
    <section class="card planner" aria-label="Planner card">
      <h2>For planners</h2>
      <PlannerFacts card={card} impact={impact} />
      <div class="says">
        <button class="btn" type="button" onClick={() => void assess(alert, 'confirmed')}>
          {status === 'confirmed' ? 'Lasts longer' : isOpen ? 'Confirm impact' : 'It is one after all'}
        </button>
        {status === 'confirmed' && (
          <button class="btn" type="button" onClick={() => void assess(alert, 'restored')}>
            Restored
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
  return perform(alert, {
    action: 'impact',
    ask: async () => {
      const asked = status === 'confirmed' ? await askExpected() : await askReason('What is known?', capital(status))
      return asked && { ...asked, status }
    },
    done: impactWords[status][1].slice(2),
  })
}

/** The card itself: a sentence, what is known, and how far it has come. */
export function PlannerFacts({ card, impact }: { card: Card; impact: Impact }) {
  const { authors, sources, confirmation } = card
  return (
    <>
      <p class="hangs">
        {sentenceOf(card)
          .split(/(\d[\d,]* (?:units|open orders|in revenue))/)
          .map((part, i) => (i % 2 === 1 ? <b key={i}>{part}</b> : part))}
      </p>
      {card.items.length === 1 ? <OneItem item={card.items[0]!} /> : <CardItems card={card} />}
      <dl>
        <dt>Voices</dt>
        <dd>
          {confirmation === 'confirmed' ? <b>● Confirmed</b> : <b>◌ Rumour</b>}: {count(authors)}{' '}
          {authors === 1 ? 'person' : 'people'} in their own words, {count(sources)}{' '}
          {sources === 1 ? 'source' : 'sources'}
        </dd>
        {card.unmapped.length > 0 && (
          <>
            <dt>Not in the join table</dt>
            <dd>{card.unmapped.map(named).join(', ')}</dd>
          </>
        )}
        {impact.owner && (
          <>
            <dt>{impact.status === 'potential' ? 'Asked' : 'Owner'}</dt>
            <dd>{personName(impact.owner)}</dd>
          </>
        )}
      </dl>
      <Steps impact={impact} />
    </>
  )
}

/** What it is, and how much hangs on it. */
function sentenceOf({ items, more = 0, exposure: { units, openOrders, revenue } }: Card): string {
  const each = (values: string[]) => [...new Set(values.filter(Boolean))]
  const [parts, suppliers] = [each(items.map(({ part }) => part)), each(items.map(({ supplier }) => supplier))]
  const what = parts.length === 1 && more === 0 ? parts[0]! : ''
  const from = suppliers.length === 1 ? suppliers[0]! : `${count(suppliers.length)} suppliers`
  const it = what ? `${what} from ${from}` : parts.length > 1 ? `${count(parts.length)} parts from ${from}` : from
  const hangs = [
    units > 0 && `${count(units)} units`,
    openOrders > 0 && `${count(openOrders)} open orders`,
    revenue > 0 && `${count(revenue)} in revenue`,
  ].filter((each) => each !== false)
  if (hangs.length === 0) return `${it}.`
  const last = hangs.pop()!
  const all = hangs.length > 0 ? `${hangs.join(', ')} and ${last}` : last
  return `${it}: ${all} ${hangs.length === 0 && units === 1 ? 'hangs' : 'hang'} on it.`
}

const keys = ['product', 'sku', 'lot', 'carrier', 'warehouse', 'region'] as const
const keyName = (key: string) => (key === 'sku' ? 'SKU' : capital(key))

function OneItem({ item }: { item: Item }) {
  const rows = [
    ...keys.map((key) => [keyName(key), item[key]]),
    ['Part', item.part],
    ['Supplier', [item.supplier, item.site].filter(Boolean).join(', ')],
  ].filter(([, value]) => value)
  return (
    <dl>
      {rows.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
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
            <th scope="col">What</th>
            <th scope="col" class="n">
              units
            </th>
            <th scope="col" class="n">
              orders
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={JSON.stringify(item)}>
              <td>
                {keys
                  .filter((key) => item[key])
                  .map((key) => (key === 'product' || key === 'carrier' ? item[key] : `${keyName(key)} ${item[key]}`))
                  .join(', ')}
                <p class="small muted">{[item.part, item.supplier, item.site].filter(Boolean).join(', ')}</p>
              </td>
              <td class="n">{count(item.units)}</td>
              <td class="n">{count(item.openOrders)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="small muted">And {count(more)} more, on which less hangs.</p>}
    </>
  )
}

/** How far it has come: by place, shape and word. */
function Steps({ impact: { status, expectedUntil, by, at, reason } }: { impact: Impact }) {
  const line: Impact['status'][] = status === 'none' ? ['potential', 'none'] : ['potential', 'confirmed', 'restored']
  const reached = line.indexOf(status)
  return (
    <>
      <ol class="steps" aria-label="How the impact stands">
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
          Said by {personName(by)}, {clockTime(at, now.value)}
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

/** The company's own accounts that its mentions address and that nobody looks after. */
export function OwnAccounts({ alert: { ownAccounts } }: { alert: AlertDto }) {
  if (ownAccounts.length === 0) return null
  return (
    <section class="card">
      <h2>Landed on accounts that nobody looks after</h2>
      <ul class="rows">
        {ownAccounts.map(({ platform, handle, owner, flags, mentions }) => (
          <li key={platform + handle}>
            <b>@{handle}</b> <span class="muted small">{platform}</span> {count(mentions)} mentions{' '}
            <span class="pill blind">◌ {flags.join(', ')}</span>{' '}
            <span class="small muted">{owner ? personName(owner) : 'no owner'}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
