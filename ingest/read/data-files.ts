import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The data files of a folder, by name; what is still being written under another name (`x.csv.tmp`) is none yet. */
export function dataFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[^.].*\.(csv|tsv|jsonl|ndjson|json)$/i.test(name))
    .toSorted()
    .map((name) => join(folder, name))
}
