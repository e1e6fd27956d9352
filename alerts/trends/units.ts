import { planningKeys, type CardItem } from '../alert/planner-card.ts'
import type { SeriesQuery } from '../series/series-query.ts'

/**
 * The units of the planning data for a series: of the rows that match every product, lot, carrier and region of the query; 0 where the query
 * names none of these, or no row matches. Pure.
 * @param key value of the dimension that the query is split by
 */
export function unitsOf(
  items: readonly CardItem[],
  { by, filters }: Pick<SeriesQuery, 'by' | 'filters'>,
  key: string,
): number {
  const named: Record<string, string | undefined> = { ...filters, ...(by && { [by]: key }) }
  const wanted = planningKeys.filter((column) => named[column] !== undefined)
  if (wanted.length === 0) return 0
  const isWanted = (item: CardItem) =>
    wanted.every((column) => item[column].toLowerCase() === named[column]!.toLowerCase())
  return items.filter(isWanted).reduce((sum, { units }) => sum + units, 0)
}
