import { UsageError } from '../../../infra/verb.ts'
import type { RejectedItem } from '../../mention/source.ts'
import type { ColumnMap } from '../../read/columns.ts'
import type { DayOrder } from '../../../infra/time-reader.ts'
import { readMentions } from '../../read/read-mentions.ts'
import { rowsOfStream } from '../../read/read-rows.ts'
import { openRemarks } from '../../read/remarks.ts'
import { maxRowBytes } from '../../read/row.ts'
import { shown } from '../../../infra/shown.ts'
import type { ReadItems } from '../poll/item.ts'
import { isPacked, unpacked } from './unpacked.ts'

export interface ObjectRules {
  map: ColumnMap
  dates: DayOrder | undefined
  timeZone: string | undefined
  /** Epoch ms. */
  now: number
  /** Of the source, for errors. */
  name: string
}

interface ReadObject {
  key: string
  body: Buffer
  /** Lines up to this one were read earlier. */
  read: number
}

/** The mentions of some rows, and the number of the last one's line. */
type Found = ReadItems & { line: number }

/** Of one JSON document, as a response of an API may have. */
const mostUnpacked = 50 * 1024 * 1024
const rowsPerBatch = 1_000

/** The mentions of an object, 1,000 rows at a time. An object that cannot be read is rejected by itself. */
export async function* mentionsIn({ key, body, read }: ReadObject, rules: ObjectRules): AsyncGenerator<Found> {
  let found: Found = { line: read, ...none() }
  try {
    for await (const row of rowsIn(key, body, rules)) {
      // It is still converted when it was read before: rows without an id are numbered.
      if (row.line <= read) continue
      // A line may hold a list of rows: a restart continues after all of them.
      if (row.line > found.line && found.mentions.length + found.rejected.length >= rowsPerBatch) {
        yield found
        found = { line: found.line, ...none() }
      }
      if ('mention' in row) found.mentions.push(row.mention)
      else found.rejected.push(rejected(`${key} line ${row.line}`, row.fault, rawOf(row.raw)))
      found.line = row.line
    }
  } catch (error) {
    found.rejected.push(rejected(key, reasonOf(error), key))
  }
  yield found
}

function rowsIn(key: string, body: Buffer, { map, dates, timeZone, now, name }: ObjectRules) {
  const limit = isPacked(body) ? { maxDocumentBytes: mostUnpacked } : {}
  const rows = rowsOfStream(unpacked(body, key), key.replace(/\.gz$/i, ''), { map, ...limit })
  const remedy = (field: string) => `map.${field} in the configuration of ${name}`
  const datesRemedy = `dates: dmy or dates: mdy in the configuration of ${name}`
  return readMentions(rows, { name: key, map, dates, timeZone, remedy, datesRemedy }, { now, remarks: openRemarks() })
}

const none = (): ReadItems => ({ mentions: [], deletions: [], rejected: [] })
const rejected = (at: string, reason: string, raw: string): RejectedItem => ({ at, reason, raw })
const rawOf = (raw: unknown) => (typeof raw === 'string' ? raw : shown(raw, maxRowBytes))

/** The object is in memory: whatever fails is about its content. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return error instanceof UsageError || isCorrupt(error) ? message : `cannot be read: ${message}`
}

/** What gunzip throws at damaged bytes. */
const isCorrupt = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true
