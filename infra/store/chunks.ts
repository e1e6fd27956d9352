import type { Static, TObject } from 'typebox'
import type { Store } from './store.ts'

/** A list parameter of a query is sent as one field, which servers limit to 128 KiB as it is encoded (`http_max_field_value_size`). */
const mostBytes = 100_000
/** What quotes and separators add to an entry. */
const overheadBytes = 12

/** Divides a list of texts so that each part fits into one parameter. At least one entry a part; no part for an empty list. */
export const chunksOf = (texts: readonly string[]): string[][] => chunksBy(texts, (text) => [text])

/** Divides a list so that the texts of each part fit into one parameter together, with at most `most` entries a part. */
export function chunksBy<T>(list: readonly T[], textsOf: (each: T) => readonly string[], most = Infinity): T[][] {
  const chunks: T[][] = []
  let bytes = Infinity
  for (const each of list) {
    const own = textsOf(each).reduce((sum, text) => sum + encodedBytes(text), 0)
    if (bytes + own > mostBytes || chunks.at(-1)!.length === most) {
      chunks.push([])
      bytes = 0
    }
    chunks.at(-1)!.push(each)
    bytes += own
  }
  return chunks
}

const encodedBytes = (text: string) => encodeURIComponent(text.toWellFormed()).length + overheadBytes

/** The rows of a SELECT with a list parameter, which is sent in parts: for statements whose rows do not depend on each other. */
export async function selectIn<T extends TObject>(
  store: Store,
  row: T,
  sql: string,
  { name, list, ...params }: { name: string; list: Iterable<string> } & Record<string, unknown>,
): Promise<Static<T>[]> {
  const rows: Static<T>[] = []
  for (const some of chunksOf([...list])) rows.push(...(await store.select(row, sql, { ...params, [name]: some })))
  return rows
}
