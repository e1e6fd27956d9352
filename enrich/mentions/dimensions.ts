/**
 * The dimensions of mentions. Counts can be split by them, narrowed to one value and cut by them. This is the only list;
 * columns, SQL, filters of the API and the menus of the dashboard derive from it. `subject`: counted as subjects of their
 * own, a list column of `mentions`. `column`: a column with one value for each mention. `entity`: values of one kind in
 * `entity_kinds` and `entity_values`.
 */
const table = {
  department: { kind: 'subject', column: 'departments' },
  topic: { kind: 'subject', column: 'topic_tree' },
  source: { kind: 'column', column: 'source' },
  sentiment: { kind: 'column', column: 'sentiment' },
  stage: { kind: 'column', column: 'stage' },
  product: { kind: 'entity' },
  version: { kind: 'entity' },
  region: { kind: 'entity' },
  carrier: { kind: 'entity' },
  supplier: { kind: 'entity' },
  lot: { kind: 'entity' },
} as const satisfies Record<string, { kind: 'subject' | 'column'; column: string } | { kind: 'entity' }>

export type Dimension = keyof typeof table

export const dimensions = Object.keys(table) as Dimension[]

/** Whether the dimension is counted as subjects; every other one is a cut of them. */
export const isSubjectDimension = (dimension: Dimension): boolean => table[dimension].kind === 'subject'

/** Whether each mention has exactly one value of it. */
export const isColumnDimension = (dimension: string): boolean =>
  Object.hasOwn(table, dimension) && table[dimension as Dimension].kind === 'column'

type EntityDimension = { [D in Dimension]: (typeof table)[D]['kind'] extends 'entity' ? D : never }[Dimension]

/** The entity kinds that are cuts: names of products, carriers … */
export const entityDimensions = dimensions.filter(
  (dimension): dimension is EntityDimension => table[dimension].kind === 'entity',
)
/** The columns that are cuts. */
const columnCuts = dimensions.filter(isColumnDimension)

/** SQL array of the (dimension, value) pairs of a mention that are cuts. Needs the parameter `cuts` (`cutParams`). */
export const cutsSql = `arrayConcat(
  arrayFilter(c -> has({cuts: Array(String)}, c.1), arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values)),
  [${columnCuts.map((column) => `('${column}', toString(${column}))`).join(', ')}])`
export const cutParams = { cuts: [...entityDimensions] as string[] }

/** SQL condition on a row of `mentions`: it has the value of the dimension. @param value an SQL expression */
export function hasValueSql(dimension: Dimension, value: string): string {
  const entry = table[dimension]
  if (entry.kind === 'column') return `${entry.column} = ${value}`
  if (entry.kind === 'subject') return `has(${entry.column}, ${value})`
  return `arrayExists((k, v) -> k = '${dimension}' AND v = ${value}, entity_kinds, entity_values)`
}

/** SQL expression on a row of `mentions`: one row for each of its values of the dimension. */
export function valuesSql(dimension: Dimension): string {
  const entry = table[dimension]
  if (entry.kind === 'column') return `toString(${entry.column})`
  if (entry.kind === 'subject') return `arrayJoin(arrayMap(x -> toString(x), ${entry.column}))`
  return `arrayJoin(arrayDistinct(arrayFilter((v, k) -> k = '${dimension}', entity_values, entity_kinds)))`
}
