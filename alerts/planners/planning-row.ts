import { CardItem, planningKeys } from '../alert/planner-card.ts'

/** The columns of a join table, as they are written. */
const columns = [...planningKeys, 'supplier', 'site', 'part', 'owner', 'units', 'open_orders', 'revenue'] as const
type Column = (typeof columns)[number]

/** A number or code of one word, as systems give them. */
const code = /^[\p{L}\p{N}][\p{L}\p{N}._/+-]{0,63}$/u

/** Longer than any name; a whole page in a cell would stand in every alert. */
const longest = 200

/** A row as read, or what is wrong with it in a few words. Pure. */
export function toItem(value: Record<string, unknown>): { item: CardItem } | { fault: string } {
  const stranger = Object.keys(value).find((name) => !columns.includes(name as Column))
  if (stranger !== undefined) return { fault: `there is no column ${JSON.stringify(stranger.slice(0, 60))}` }
  const cells = new Map(columns.map((column) => [column, cellOf(value[column])]))
  const odd = columns.find((column) => cells.get(column) === undefined)
  if (odd !== undefined) return { fault: `${odd} is no text of at most ${longest} characters` }
  const text = (column: Column) => cells.get(column)!
  for (const key of ['sku', 'lot'] as const)
    if (text(key) && !code.test(text(key)))
      return { fault: `${key} ${JSON.stringify(text(key).slice(0, 60))} is no ${key}` }
  if (planningKeys.every((key) => text(key) === '')) return { fault: `names none of ${planningKeys.join(', ')}` }
  const numbers = { units: text('units'), openOrders: text('open_orders'), revenue: text('revenue') }
  const wrong = Object.entries(numbers).find(
    ([, given]) => given !== '' && !(Number(given) >= 0 && Number(given) < 1e15),
  )
  if (wrong)
    return {
      fault: `${wrong[0] === 'openOrders' ? 'open_orders' : wrong[0]} ${JSON.stringify(wrong[1].slice(0, 60))} is no number`,
    }
  const words = [...planningKeys, 'supplier', 'site', 'part', 'owner'] as const
  const item = {
    ...Object.fromEntries(words.map((column) => [column, text(column)])),
    units: Number(numbers.units),
    openOrders: Number(numbers.openOrders),
    revenue: Number(numbers.revenue),
  } as CardItem
  return { item }
}

/** A cell as text; undefined where it is none, or far too long. */
function cellOf(given: unknown): string | undefined {
  if (given === undefined || given === null) return ''
  if (typeof given === 'number') return String(given)
  return typeof given === 'string' && given.trim().length <= longest ? given.trim() : undefined
}
