import type { PageFile } from './page-file.ts'
import { childrenOf, isLeaf, rowsOf, type StoredRow } from './record.ts'

/** What can be read of a damaged file, whatever of it is damaged. */
export interface DamagedFile {
  /** The names of the tables whose definition is readable. */
  tables(): string[]
  /** The rows that are reached from the root of the table. */
  rows(table: string): Generator<StoredRow>
  /** The rows on leaves that no table led to. Read all tables first. */
  orphans(): Generator<StoredRow>
}

export function readTables(file: PageFile): DamagedFile {
  const seen = new Set<number>()

  function* leaves(root: number): Generator<number> {
    const stack = [root]
    for (let number = stack.pop(); number !== undefined; number = stack.pop()) {
      if (seen.has(number)) continue
      const page = file.page(number)
      if (page === undefined) continue
      const children = childrenOf(page, number)
      if (children.length === 0 && !isLeaf(page, number)) continue
      seen.add(number)
      if (children.length === 0) yield number
      else stack.push(...children.toReversed())
    }
  }

  function* rowsOn(numbers: Iterable<number>): Generator<StoredRow> {
    for (const number of numbers) yield* rowsOf(file.page(number)!, number, file.page)
  }

  const roots = new Map<string, number>()
  for (const { values } of rowsOn(leaves(1))) {
    const [type, name, , root] = values
    if (type === 'table' && typeof name === 'string' && typeof root === 'number') roots.set(name, root)
  }

  function* unreached(): Generator<number> {
    for (let number = 2; number <= file.count; number++) {
      const page = seen.has(number) ? undefined : file.page(number)
      if (page !== undefined && isLeaf(page, number)) yield number
    }
  }

  return {
    tables: () => [...roots.keys()],
    rows: (table) => rowsOn(leaves(roots.get(table) ?? 0)),
    orphans: () => rowsOn(unreached()),
  }
}
