import { basename } from 'node:path'
import { readRows } from '../../ingest/read/read-rows.ts'
import { yamlRows } from '../../ingest/read/yaml-rows.ts'
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

/** A repeated row would count its exposure twice. */
function repeated(item: CardItem, lines: Map<string, number>, line: number): string | undefined {
  const { units: _units, openOrders: _orders, revenue: _revenue, ...words } = item
  const key = Object.values(words).join('\u0001')
  const before = lines.get(key)
  if (before === undefined) lines.set(key, line)
  return before === undefined ? undefined : `repeats line ${before}`
}
