import { createReadStream, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Type, type Static } from 'typebox'
import { UsageError } from '../../infra/verb.ts'
import { dataFilesIn } from '../read/data-files.ts'
import type { Learned } from '../read/examine-rows.ts'
import { jsonLines } from '../read/json-rows.ts'
import { readMentions, type MentionRow } from '../read/read-mentions.ts'
import { readRows } from '../read/read-rows.ts'
import { openRemarks } from '../read/remarks.ts'
import { maxRowBytes, type Row } from '../read/row.ts'
import { shown } from '../../infra/shown.ts'
import { redact } from '../redact/redact-text.ts'
import { SourceFailed, type Page, type RawMention, type RejectedItem, type Source } from '../mention/source.ts'
import { defineSource } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { ColumnMapOptions } from '../read/columns.ts'
import { DateOrder, TimeZone } from '../read/time-options.ts'

/** A CSV, JSONL or JSON file, or all of a folder. */
const fileOptions = Type.Object(
  {
    type: Type.Literal('file'),
    name: SourceName,
    path: Type.String({ minLength: 1, description: 'A CSV, JSONL or JSON file, or a folder of them.' }),
    map: Type.Optional(ColumnMapOptions),
    dates: Type.Optional(DateOrder),
    timeZone: Type.Optional(TimeZone),
    live: Type.Optional(
      Type.Boolean({
        description:
          'True: the mentions may raise alerts; false: they are history. Absent: what is there at first is history, what `follow` finds later may raise alerts.',
        examples: [true],
      }),
    ),
    follow: Type.Optional(
      Type.Boolean({ description: 'Continues with new files, and with lines added to JSONL files.' }),
    ),
  },
  { additionalProperties: false },
)
export type FileOptions = Static<typeof fileOptions>

export const fileSource = defineSource({ type: 'file', options: fileOptions, open: (options) => [file(options)] })

/** How far a file has been read. */
interface ReadPosition {
  /** Everything before this byte (`fromLine` lines) is published. Only JSONL continues from there. */
  from: number
  fromLine: number
  /** Rows up to this line are published. */
  line: number
  /** What its first rows decided. */
  learned?: Learned
  /** Size and modification time (epoch ms) of the file when it was read to its end. */
  size?: number
  changedAt?: number
}
interface Cursor {
  /** By file name. */
  files: Record<string, ReadPosition>
  /** What was there at first has been read: what comes now is added. */
  isCaughtUp: boolean
}

/** Older cursors are only the positions. */
function toCursor(saved: string | undefined): Cursor {
  if (saved === undefined) return { files: {}, isCaughtUp: false }
  const read = JSON.parse(saved) as Cursor | Cursor['files']
  return 'isCaughtUp' in read ? (read as Cursor) : { files: read, isCaughtUp: false }
}

const pageSize = 1000

/** Reads each file once. A changed file is read again; unchanged rows keep their ids. */
export function file(options: FileOptions, { pollMs = 2000 } = {}): Source {
  return {
    name: options.name,
    kind: 'file',
    async *pages(saved, signal) {
      const cursor = toCursor(saved)
      try {
        while (!signal.aborted) {
          yield* newIn(cursor, options, { settleMs: pollMs, signal })
          if (signal.aborted) return
          if (!options.follow) return
          if (!cursor.isCaughtUp) {
            cursor.isCaughtUp = true
            yield { ...emptyPage(), cursor: JSON.stringify(cursor) }
          }
          await pause(pollMs, undefined, { signal }).catch(() => {})
        }
      } catch (error) {
        throw SourceFailed.from(error)
      }
    },
  }
}

/** What is new in each file. One that cannot be opened is tried again by the next call; the others are read before it fails. */
async function* newIn(
  cursor: Cursor,
  options: FileOptions,
  { settleMs, signal }: { settleMs: number; signal: AbortSignal },
): AsyncGenerator<Page> {
  let failure: unknown
  for (const path of filesAt(options.path)) {
    if (signal.aborted) return
    try {
      if (isDue(path, cursor, { follow: options.follow, settleMs })) yield* pagesOf(path, cursor, options)
    } catch (error) {
      if (path === options.path) throw error
      failure ??= error
    }
  }
  if (failure !== undefined) throw failure
}

function filesAt(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`${path} does not exist`)
  return found.isDirectory() ? dataFilesIn(path) : [path]
}

const isJsonl = (path: string) => /\.(jsonl|ndjson)$/i.test(path)

/** Whether the file has something new. Prepares the cursor for reading it. */
function isDue(path: string, cursor: Cursor, how: { follow: boolean | undefined; settleMs: number }): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return false
  const read = (cursor.files[basename(path)] ??= { from: 0, fromLine: 0, line: 0 })
  const isRead = read.size !== undefined
  if (isRead && read.size === found.size && read.changedAt === found.mtimeMs) return false
  // The file may still be being written. Of JSONL only whole lines are read anyway.
  if (how.follow && !isJsonl(path) && Date.now() - found.mtimeMs < how.settleMs) return false
  const isContinued = isJsonl(path) && found.size >= read.from
  if (isRead && !isContinued) Object.assign(read, { from: 0, fromLine: 0, line: 0, learned: undefined })
  delete read.size
  delete read.changedAt
  return true
}

async function* pagesOf(path: string, cursor: Cursor, options: FileOptions): AsyncGenerator<Page> {
  const read = cursor.files[basename(path)]!
  const published = read.line
  const isLive = options.live ?? (options.follow === true && cursor.isCaughtUp)
  const { size, mtimeMs } = statSync(path)
  const to = isJsonl(path) ? await endOfLastLine(path, { from: read.from, size, follow: options.follow }) : size
  let page = emptyPage()
  const take = (): Page => {
    const full = { ...page, cursor: JSON.stringify(cursor) }
    page = emptyPage()
    return full
  }
  try {
    for await (const row of rowsOf(path, { read, to, options })) {
      const { line } = row
      // The row was published before the restart. It still goes through the converter, which numbers rows without an id.
      if (line <= published) continue
      // A line may hold a list of rows: the cursor passes it when all of them are in a page.
      if (line > read.line && page.mentions.length + page.rejected.length >= pageSize) yield take()
      read.line = line
      if ('mention' in row) page.mentions.push({ ...row.mention, backfill: !isLive })
      else page.rejected.push({ at: `${basename(path)} line ${line}`, reason: row.fault, raw: rawOf(row.raw) })
    }
  } catch (error) {
    const reason = reasonOf(error)
    if (path === options.path) throw error instanceof UsageError ? new UsageError(reason) : error
    // In a folder, one unreadable file does not stop the others. What the disk refuses now it may give later.
    if (isOfSystem(error)) {
      yield take()
      throw error
    }
    page.rejected.push({ at: basename(path), reason, raw: '' })
  }
  Object.assign(read, { size, changedAt: mtimeMs }, isJsonl(path) && { from: to, fromLine: read.line })
  yield take()
}

/** It may list the columns. Where a file has no line of names, its first row stands for them. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return redact(error instanceof UsageError ? message : `cannot be read: ${message}`)
}

/** An error of the file system: no permission, a disk that fails, too many open files. */
const isOfSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error

const emptyPage = (): { mentions: RawMention[]; rejected: RejectedItem[] } => ({ mentions: [], rejected: [] })

const rawOf = (raw: unknown) => (typeof raw === 'string' ? raw : shown(raw, maxRowBytes))

function rowsOf(
  path: string,
  { read, to, options }: { read: ReadPosition; to: number; options: FileOptions },
): AsyncGenerator<MentionRow> {
  const { name, map = {}, dates, timeZone } = options
  const rows = isJsonl(path) ? linesBetween(path, read, { to, items: map?.items }) : readRows(path, { map })
  const origin = {
    name: path,
    map,
    dates,
    timeZone,
    remedy: (field: string) => `map.${field} in the configuration of ${name}`,
    datesRemedy: `dates: dmy or dates: mdy in the configuration of ${name}`,
    ...(read.from > 0 && { learned: read.learned ?? {} }),
  }
  const onLearned = (learned: Learned) => void (read.learned = { ...read.learned, ...learned })
  return readMentions(rows, origin, { now: Date.now(), remarks: openRemarks(), onLearned })
}

async function* linesBetween(
  path: string,
  { from, fromLine }: ReadPosition,
  { to, items }: { to: number; items: string | undefined },
): AsyncGenerator<Row> {
  if (to > from) yield* jsonLines(createReadStream(path, { start: from, end: to - 1 }), fromLine, items)
}

/** The end of the last complete line; of a file that is not followed, the end of the file. */
async function endOfLastLine(
  path: string,
  { from, size, follow }: { from: number; size: number; follow: boolean | undefined },
): Promise<number> {
  if (!follow) return size
  const handle = await open(path)
  try {
    const chunk = Buffer.alloc(65_536)
    for (let end = size; end > from; end -= chunk.length) {
      const start = Math.max(from, end - chunk.length)
      const { bytesRead } = await handle.read(chunk, 0, end - start, start)
      const at = chunk.subarray(0, bytesRead).lastIndexOf('\n')
      if (at >= 0) return start + at + 1
    }
    return from
  } finally {
    await handle.close()
  }
}
