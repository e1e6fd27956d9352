import { readFile } from 'node:fs/promises'
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml'

/**
 * The rows of a YAML list of mappings, values as written (a list as an array). An error inside a row affects only that row.
 * @throws Error if the file cannot be read, or is not a list
 */
export async function* yamlRows(
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

/** A scalar as its text, a list of scalars as their texts, anything else as it is. */
function written(value: unknown): unknown {
  if (isSeq(value)) return value.items.map(written)
  return isScalar(value) && value.value !== null ? value.source : value
}

/** Values as written, so a lot `0012` keeps its zeros; empty values are left out. */
function valuesOf({ items }: YAMLMap): Record<string, unknown> {
  const cells = items.map(({ key, value }) => [String(key), written(value)] as const)
  return Object.fromEntries(cells.filter(([, value]) => !(value === null || (isScalar(value) && value.value === null))))
}
