import type { AlertDto } from '../../alert-dto.ts'
import { now, personName } from '../now.ts'
import { capital, clockTime, count } from '../words.ts'
import { perform } from './alert-actions.tsx'
import { askExpected, askReason } from './ask.tsx'

type Card = NonNullable<AlertDto['card']>
type Impact = NonNullable<AlertDto['impact']>

export const impactWords: Record<Impact['status'], [pill: string, word: string]> = {
  potential: ['', '◌ Potential impact'],
  confirmed: ['high', '▲ Impact confirmed'],
  none: ['good', '○ No impact'],
  restored: ['good', '● Restored'],
}

/** What a planner needs: what it is, whose, how much hangs on it, and how it stands. */
export function Planner({ alert }: { alert: AlertDto }) {
  const { card, impact } = alert
  if (!card || !impact) return null
  return (
    <section class="card planner" aria-label="Planner card">
      <h2>For planners</h2>
      <Standing card={card} impact={impact} />
      <CardItems card={card} />
      <div class="acts">
        {impact.status !== 'restored' && impact.status !== 'none' && (
          <button class="btn" type="button" onClick={() => void assess(alert, 'confirmed')}>
            {impact.status === 'confirmed' ? 'Lasts longer' : 'Confirm'}
          </button>
        )}
        {impact.status === 'confirmed' && (
          <button class="btn" type="button" onClick={() => void assess(alert, 'restored')}>
            Restored
          </button>
        )}
        {(impact.status === 'potential' || impact.status === 'confirmed') && (
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

export function Standing({ card, impact }: { card: Card; impact: Impact }) {
  const [pill, word] = impactWords[impact.status]
  return (
    <p>
      <span class={`pill ${pill}`}>{word}</span>{' '}
      <span class="pill">
        {card.standing === 'confirmed' ? '● Confirmed' : '◌ Rumour'}: {count(card.voices)}{' '}
        {card.voices === 1 ? 'person' : 'people'} in {count(card.sources)} {card.sources === 1 ? 'source' : 'sources'}
      </span>
      {impact.expectedUntil && (
        <span class="small muted"> expected until {clockTime(impact.expectedUntil, now.value)}</span>
      )}
      {impact.owner && <span class="small muted"> asked: {personName(impact.owner)}</span>}
    </p>
  )
}

const keys = ['sku', 'lot', 'product', 'carrier', 'region', 'warehouse'] as const

export function CardItems({ card }: { card: Card }) {
  const { exposure } = card
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Part, supplier</th>
            <th scope="col" class="n">
              units
            </th>
            <th scope="col" class="n">
              orders
            </th>
          </tr>
        </thead>
        <tbody>
          {card.items.map((item) => (
            <tr key={keys.map((key) => item[key]).join('|')}>
              <td>
                {keys
                  .filter((key) => item[key])
                  .map((key) => `${key === 'sku' ? 'SKU' : capital(key)} ${item[key]}`)
                  .join(', ')}
              </td>
              <td>
                {[item.part, item.supplier, item.site].filter(Boolean).join(', ') || '–'}
                {item.owner && <p class="small muted">{personName(item.owner)}</p>}
              </td>
              <td class="n">{count(item.units)}</td>
              <td class="n">{count(item.openOrders)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="small muted">
        Exposure: {count(exposure.units)} units, {count(exposure.openOrders)} open orders, {count(exposure.revenue)} in
        revenue
        {card.unmapped.length > 0 && `; not in the join table: ${card.unmapped.map(({ value }) => value).join(', ')}`}.
      </p>
    </>
  )
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
