import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The data files of a folder, sorted by name. A file under a temporary name (`x.csv.tmp`) is not a data file yet. */
export function dataFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[^.].*\.(csv|tsv|jsonl|ndjson|json)$/i.test(name))
    .toSorted()
    .map((name) => join(folder, name))
}
