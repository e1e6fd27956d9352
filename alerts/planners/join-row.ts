import { CardItem, joinKeys } from './card.ts'

/** The columns of a join table, as they are written. */
const columns = [...joinKeys, 'supplier', 'site', 'part', 'owner', 'units', 'open_orders', 'revenue'] as const
type Column = (typeof columns)[number]

/** A number or code of one word, as systems give them. */
const code = /^[\p{L}\p{N}][\p{L}\p{N}._/+-]{0,63}$/u

/** A row as read, or what is wrong with it in a few words. */
export function toItem(value: Record<string, unknown>): { item: CardItem } | { fault: string } {
  const stranger = Object.keys(value).find((name) => !columns.includes(name as Column))
  if (stranger !== undefined) return { fault: `there is no column ${JSON.stringify(stranger.slice(0, 60))}` }
  const text = (column: Column) => {
    const given = value[column]
    return typeof given === 'string' ? given.trim() : typeof given === 'number' ? String(given) : ''
  }
  for (const key of ['sku', 'lot'] as const)
    if (text(key) && !code.test(text(key)))
      return { fault: `${key} ${JSON.stringify(text(key).slice(0, 60))} is no ${key}` }
  if (joinKeys.every((key) => text(key) === '')) return { fault: `names none of ${joinKeys.join(', ')}` }
  const numbers = { units: text('units'), openOrders: text('open_orders'), revenue: text('revenue') }
  const wrong = Object.entries(numbers).find(
    ([, given]) => given !== '' && !(Number(given) >= 0 && Number(given) < 1e15),
  )
  if (wrong)
    return {
      fault: `${wrong[0] === 'openOrders' ? 'open_orders' : wrong[0]} ${JSON.stringify(wrong[1].slice(0, 60))} is no number`,
    }
  const words = [...joinKeys, 'supplier', 'site', 'part', 'owner'] as const
  const item = {
    ...Object.fromEntries(words.map((column) => [column, text(column)])),
    units: Number(numbers.units),
    openOrders: Number(numbers.openOrders),
    revenue: Number(numbers.revenue),
  } as CardItem
  return { item }
}
