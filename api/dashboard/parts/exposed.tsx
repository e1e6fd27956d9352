import { Fragment } from 'preact'
import type { AlertDto } from '../../dto/alert-dto.ts'
import { count, money } from '../lib/words.ts'

/** The affected items and what is at risk. */
export function Exposed({ card: { items, more = 0, exposure } }: { card: NonNullable<AlertDto['card']> }) {
  const { units, openOrders, revenue, currency } = exposure
  const each = (values: string[]) => [...new Set(values.filter(Boolean))]
  const [parts, suppliers] = [each(items.map(({ part }) => part)), each(items.map(({ supplier }) => supplier))]
  const what = parts.length === 1 && more === 0 ? parts[0]! : ''
  const from = suppliers.length === 1 ? suppliers[0]! : `${count(suppliers.length)} suppliers`
  const it = what ? `${what} from ${from}` : parts.length > 1 ? `${count(parts.length)} parts from ${from}` : from
  const atRisk = [
    units > 0 && `${count(units)} ${units === 1 ? 'unit' : 'units'}`,
    openOrders > 0 && `${count(openOrders)} open orders`,
    revenue > 0 && `${money(revenue, currency)} in revenue`,
  ].filter((each) => each !== false)
  if (atRisk.length === 0) return <p class="exposure">{it}.</p>
  return (
    <p class="exposure">
      {it}:{' '}
      {atRisk.map((figure, i) => (
        <Fragment key={figure}>
          {i > 0 && (i === atRisk.length - 1 ? ' and ' : ', ')}
          <b>{figure}</b>
        </Fragment>
      ))}{' '}
      at risk.
    </p>
  )
}
