import { CardItem, planningKeys } from '../alert/planner-card.ts'

const words = [...planningKeys, 'supplier', 'site', 'part', 'owner'] as const
const numbers = ['units', 'open_orders', 'revenue'] as const
/** The columns of planning data, as written in the file. */
const columns = [...words, ...numbers]
type Column = (typeof columns)[number]

/** A SKU or lot: one word. */
const code = /^[\p{L}\p{N}][\p{L}\p{N}._/+-]{0,63}$/u

/** Cells appear in every alert, so longer ones are refused. */
const mostCharacters = 200

/** A row as an item, or why it is refused. Pure. */
export function toItem(row: Record<string, unknown>): { item: CardItem } | { fault: string } {
  const unknown = Object.keys(row).find((name) => !columns.includes(name as Column))
  if (unknown !== undefined) return { fault: `unknown column ${quoted(unknown)}` }
  const cells = new Map(columns.map((column) => [column, cellOf(row[column])]))
  const unreadable = columns.find((column) => cells.get(column) === undefined)
  if (unreadable !== undefined) return { fault: `${unreadable} must be text of at most ${mostCharacters} characters` }
  const text = (column: Column) => cells.get(column)!
  const fault = faultOf(text)
  if (fault !== undefined) return { fault }
  const item = {
    ...Object.fromEntries(words.map((column) => [column, text(column)])),
    units: Number(text('units')),
    openOrders: Number(text('open_orders')),
    revenue: Number(text('revenue')),
  } as CardItem
  return { item }
}

function faultOf(text: (column: Column) => string): string | undefined {
  const malformed = (['sku', 'lot'] as const).find((key) => text(key) && !code.test(text(key)))
  if (malformed) return `${malformed} ${quoted(text(malformed))} is not a valid ${malformed}`
  if (planningKeys.every((key) => text(key) === '')) return `has none of ${planningKeys.join(', ')}`
  const isAmount = (given: string) => given === '' || (Number(given) >= 0 && Number(given) < 1e15)
  const wrong = numbers.find((column) => !isAmount(text(column)))
  return wrong && `${wrong} ${quoted(text(wrong))} is not a number`
}

const quoted = (given: string) => JSON.stringify(given.slice(0, 60))

/** A cell as text; undefined for other types, and for text that is too long. */
function cellOf(given: unknown): string | undefined {
  if (given === undefined || given === null) return ''
  if (typeof given === 'number') return String(given)
  return typeof given === 'string' && given.trim().length <= mostCharacters ? given.trim() : undefined
}
