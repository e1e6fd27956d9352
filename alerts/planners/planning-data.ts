import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml'
import { readRows } from '../../ingest/read/read-rows.ts'
import { reloaded } from '../../infra/reloaded.ts'
import type { CardItem } from '../alert/planner-card.ts'
import { toItem } from './planning-row.ts'

/** The company's planning data: maps SKU, lot, product, carrier, region and warehouse to supplier, site, part, owner and exposure. */
export interface PlanningData {
  items: CardItem[]
  /** Rows that could not be read, each as a sentence with file and line; at most 100. The other rows count. */
  faults: string[]
}

const mostFaults = 100

/** The rows of a CSV or YAML file (none without a file), read again when it changes. An unreadable file is a fault; nothing is thrown. */
export const planningData = (file: string | undefined): (() => Promise<PlanningData>) =>
  reloaded(file, { read: readPlanningData, none: { items: [], faults: [] } })

async function readPlanningData(file: string): Promise<PlanningData> {
  const name = basename(file)
  const table: PlanningData = { items: [], faults: [] }
  const lines = new Map<string, number>()
  try {
    for await (const row of /\.ya?ml$/.test(file) ? yamlRows(file) : readRows(file)) {
      const read = 'value' in row ? toItem(row.value) : { fault: row.fault }
      const fault = 'fault' in read ? read.fault : repeated(read.item, lines, row.line)
      if (fault !== undefined) table.faults.push(`${name}:${row.line}: ${fault}`)
      else if ('item' in read) table.items.push(read.item)
    }
  } catch (error) {
    table.faults.push(`${name}: ${(error as Error).message.replaceAll(file, name).split('\n')[0]}`)
  }
  const more = table.faults.splice(mostFaults).length
  if (more > 0) table.faults.push(`${name}: ${more} more rows cannot be read`)
  return table
}

/** The rows of a YAML list of mappings. An error inside a row affects only that row. */
async function* yamlRows(
  file: string,
): AsyncGenerator<{ line: number; value: Record<string, unknown> } | { line: number; fault: string }> {
  const lines = new LineCounter()
  const { contents, errors } = parseDocument(await readFile(file, 'utf8'), { lineCounter: lines, prettyErrors: false })
  const rows = isSeq(contents) ? contents.items.filter(isNode) : []
  const isIn = (at: number, { range }: Node) => range && at >= range[0] && at < range[2]
  const outside = errors.find(({ pos: [at] }) => !rows.some((row) => isIn(at, row)))
  if (outside) throw new Error(`line ${lines.linePos(outside.pos[0]).line}: ${outside.message}`)
  if (!isSeq(contents)) throw new Error('must be a list of rows')
  for (const row of rows) {
    const line = lines.linePos(row.range[0]).line
    const error = errors.find(({ pos: [at] }) => isIn(at, row))
    if (error) yield { line: lines.linePos(error.pos[0]).line, fault: error.message }
    else yield isMap(row) ? { line, value: valuesOf(row) } : { line, fault: 'must be a mapping of columns to values' }
  }
}

/** Values as written, so a lot `0012` keeps its zeros; empty values are left out. */
function valuesOf({ items }: YAMLMap): Record<string, unknown> {
  const written = (value: unknown) => (isScalar(value) && value.value !== null ? value.source : value)
  const cells = items.map(({ key, value }) => [String(key), written(value)] as const)
  return Object.fromEntries(cells.filter(([, value]) => !(value === null || (isScalar(value) && value.value === null))))
}

/** A repeated row would count its exposure twice. */
function repeated(item: CardItem, lines: Map<string, number>, line: number): string | undefined {
  const { units: _units, openOrders: _orders, revenue: _revenue, ...words } = item
  const key = Object.values(words).join('\u0001')
  const before = lines.get(key)
  if (before === undefined) lines.set(key, line)
  return before === undefined ? undefined : `repeats line ${before}`
}
