import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import { readRows } from '../../ingest/read-rows.ts'
import { reloaded } from '../reloaded.ts'
import type { CardItem } from './card.ts'
import { toItem } from './join-row.ts'

/** What the company knows of what customers name: from SKU, lot, product, carrier, region, warehouse to supplier, site, part, owner and exposure. */
export interface JoinTable {
  items: CardItem[]
  /** What could not be read, one sentence with file and line each; the other rows count. */
  faults: string[]
}

/** The rows of a CSV or YAML file (none without a file), read again whenever it has changed. A file that cannot be read is a fault, never thrown. */
export const joinTable = (file: string | undefined): (() => Promise<JoinTable>) =>
  reloaded(file, { read: readJoinTable, none: { items: [], faults: [] } })

async function readJoinTable(file: string): Promise<JoinTable> {
  const name = basename(file)
  const table: JoinTable = { items: [], faults: [] }
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
  return table
}

/** A list of mappings. */
async function* yamlRows(
  file: string,
): AsyncGenerator<{ line: number; value: Record<string, unknown> } | { line: number; fault: string }> {
  const lines = new LineCounter()
  const document = parseDocument(await readFile(file, 'utf8'), { lineCounter: lines })
  if (document.errors[0]) throw document.errors[0]
  if (!isSeq(document.contents)) throw new Error('must be a list of rows')
  for (const node of document.contents.items) {
    const line = isMap(node) && node.range ? lines.linePos(node.range[0]).line : 1
    yield isMap(node)
      ? { line, value: node.toJSON() as Record<string, unknown> }
      : { line, fault: 'is no row of columns' }
  }
}

/** The same place twice with the same supplier, part and owner would count its exposure twice. */
function repeated(item: CardItem, lines: Map<string, number>, line: number): string | undefined {
  const { units: _units, openOrders: _orders, revenue: _revenue, ...words } = item
  const key = Object.values(words).join('\u0001')
  const before = lines.get(key)
  if (before === undefined) lines.set(key, line)
  return before === undefined ? undefined : `stands in line ${before} already`
}
