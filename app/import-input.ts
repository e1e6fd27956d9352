import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { oneOf, text, timeZone, UsageError, type Call } from '../infra/verb.ts'
import type { DayOrder } from '../infra/time-reader.ts'
import { parseColumnMap, type ColumnMap } from '../ingest/read/columns.ts'
import { dataFilesIn } from '../ingest/read/data-files.ts'
import { readMentions, type MentionRow } from '../ingest/read/read-mentions.ts'
import { readRows } from '../ingest/read/read-rows.ts'
import type { Remarks } from '../ingest/read/remarks.ts'

/** What `import` reads, and how. */
export interface ImportInput {
  /** `-` is stdin. */
  files: string[]
  map: ColumnMap
  dates: DayOrder | undefined
  /** IANA zone. */
  timeZone: string | undefined
}

/** @throws UsageError for a wrong option, and for a file or folder without data */
export function importInput(call: Call): ImportInput {
  const [input, ...more] = call.positionals
  if (input === undefined || more.length > 0) throw new UsageError('import needs one FILE, DIR or -')
  const listed = call.values.map
  return {
    files: filesIn(input),
    map: parseColumnMap(Array.isArray(listed) ? listed.map(String) : []),
    dates: oneOf(call, 'dates', ['dmy', 'mdy']),
    timeZone: timeZone(call, 'time-zone'),
  }
}

function filesIn(input: string): string[] {
  if (input === '-') return [input]
  const found = statSync(input, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`${input} does not exist`)
  if (!found.isDirectory()) return [input]
  const files = dataFilesIn(input)
  if (files.length === 0) throw new UsageError(`${input} contains no .csv, .tsv, .jsonl, .ndjson or .json file`)
  return files
}

/** The name of a file's rejects, and of its source. */
export function sourceOf(call: Call, file: string): { name: string; source: string } {
  const name = file === '-' ? 'stdin' : basename(file).replace(/\.[^.]+$/, '')
  return { name, source: text(call, 'source') ?? name }
}

/** @throws UsageError when the file cannot be read, a column is missing, or the order of day and month is open */
export function rowsOf(
  file: string,
  { map, dates, timeZone: zone }: ImportInput,
  remarks: Remarks,
): AsyncGenerator<MentionRow> {
  const remedy = (field: string) => `--map ${field}=COLUMN`
  const rows = readRows(file, { map, remarks })
  return readMentions(rows, { name: file, map, dates, timeZone: zone, remedy }, { now: Date.now(), remarks })
}

/** What was assumed, merged and rejected, a line each. */
export function summaryOf(file: string, remarks: Remarks, rejected: { count: number; first: string }): string[] {
  const faults = rejected.count === 0 ? [] : [`${rejected.count} rejected, first ${rejected.first}`]
  return [...remarks.list(), ...faults].map((line) => `${file}: ${line}`)
}
