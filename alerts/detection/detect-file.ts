import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { dayOrderNote, dayOrderOf, openTimeReader, type DayOrder } from '../../infra/time-reader.ts'
import { UsageError, type Call } from '../../infra/verb.ts'
import { weekdaysFrom } from '../detector/calendar.ts'
import { coldBuckets } from '../detector/state.ts'
import {
  bucketWidth,
  detectThreshold,
  openSeriesDetector,
  rowsForWidth,
  type Detected,
  type SeriesOptions,
} from './detect.ts'
import { cellsOf, rowOf, type Delimiter, type Row } from './detect-row.ts'

export interface DetectSettings {
  /** Width of the buckets; undefined: found from the rows. */
  bucketMs: number | undefined
  /** False alarms a week over so many series; undefined: each series alone. */
  budget: { perWeek: number; series: number } | undefined
  dates: DayOrder | undefined
  /** Of times without a zone, and of the series. */
  timeZone: string | undefined
  /** Key of `holidayKey`. */
  holidays: string | undefined
  missing: NonNullable<SeriesOptions['missing']>
}

/**
 * Appends the new columns to every row, which is otherwise unchanged and in its place. Rows are tested in the order of time, whatever
 * their order in the file. Unreadable rows get empty columns. Returns their faults. @throws UsageError for another header
 */
export async function detectFile(
  call: Call,
  { file, out }: { file: string; out: string | undefined },
  { bucketMs, budget, dates, timeZone, holidays, missing }: DetectSettings,
): Promise<string[]> {
  const [header = '', ...all] = (await readFile(file, 'utf8')).split(/\r?\n/)
  const delimiter = /^\ufeff?"?timestamp"?([,;\t])"?value"?/i.exec(header)?.[1] as Delimiter | undefined
  if (delimiter === undefined) throw new UsageError(`${file}:1 must be "timestamp,value", not "${header.slice(0, 60)}"`)
  const lines = all.map((line, i) => ({ line, number: i + 2 })).filter(({ line }) => line.trim() !== '')
  const order =
    dates ??
    decidedOrder(
      call,
      file,
      lines.map(({ line }) => cellsOf(line, delimiter)[0]),
    )
  const readTime = openTimeReader([], { dates: order, timeZone })
  const rows = lines.map(({ line }) => rowOf(line, readTime, delimiter))
  const inTime = inOrderOfTime(rows)
  if (inTime.some((place, i) => i > 0 && place < inTime[i - 1]!))
    call.note(`${file} is not in the order of time; its rows were tested in that order`)
  const width = bucketMs ?? bucketWidth(inTime.slice(0, rowsForWidth).map((place) => atOf(rows[place]!)))
  const limits = limitsOf(width, spanOf(inTime.map((place) => atOf(rows[place]!))))
  if (limits) call.note(`${file}: ${limits}`)
  const locality = { zone: timeZone ?? 'UTC', holidays }
  const detect = openSeriesDetector(width, { threshold: detectThreshold(width, budget), locality, missing })
  const columns = rows.map(() => noColumns)
  for (const place of inTime) {
    const row = rows[place]!
    if ('at' in row) columns[place] = columnsOf(detect(row.at, row.value))
  }
  const write = out === undefined ? { line: call.print, end: async () => {} } : fileWriter(out)
  const written = (cells: string) => `${delimiter}${cells.replaceAll(',', delimiter)}`
  await write.line(`${header}${written('anomaly_score,expected,lower,upper,p,alert')}`)
  for (const [i, { line }] of lines.entries()) {
    const pending = write.line(`${line}${written(columns[i]!)}`)
    if (pending) await pending
  }
  await write.end()
  return rows.flatMap((row, i) => ('fault' in row ? [`${file}:${lines[i]!.number}: ${row.fault}`] : []))
}

/** The order of day and month that the rows decide, with a remark; undefined if they do not. */
function decidedOrder(call: Call, file: string, times: readonly string[]): DayOrder | undefined {
  const found = dayOrderOf(times)
  const order = found?.order
  if (order !== undefined) call.note(`${file}: ${dayOrderNote(order, found![order]! + 1)}`)
  return order
}

const spanOf = (times: readonly number[]) => (times.length === 0 ? 0 : times.at(-1)! - times[0]!)

const day = 24 * 3_600_000
/** What a series of this length (ms) cannot know yet; undefined for a long one. */
function limitsOf(bucketMs: number, spanMs: number): string | undefined {
  if (spanMs >= weekdaysFrom || bucketMs > day) return undefined
  const days = Math.round((spanMs + bucketMs) / day)
  return `${days} days of rows: the first ${coldBuckets(bucketMs)} rows only teach; the weekdays are not known before 3 weeks`
}

const atOf = (row: Row) => ('at' in row ? row.at : NaN)

/** Places of the readable rows, earliest first; rows of the same time stay in their order. */
function inOrderOfTime(rows: readonly Row[]): number[] {
  const places = rows.flatMap((row, i) => ('at' in row ? [i] : []))
  return places.toSorted((a, b) => atOf(rows[a]!) - atOf(rows[b]!))
}

const noColumns = ',,,,,0'
const columnsOf = ({ score, expected, lower, upper, p, alert }: Detected) =>
  `${plain(score)},${plain(expected)},${plain(lower)},${plain(upper)},${plain(p)},${alert ? 1 : 0}`

const plain = (x: number) =>
  x === 0 || Math.abs(x) >= 1e-4 ? String(Math.round(x * 1e6) / 1e6) : String(Number(x.toPrecision(4)))

const chunkSize = 65_536

/** Writes in chunks. `line` resolves when there is room for more. */
function fileWriter(path: string) {
  const stream = createWriteStream(path)
  const failed = finished(stream)
  failed.catch(() => {})
  let chunk = ''
  return {
    line(line: string): Promise<void> | undefined {
      chunk += `${line}\n`
      if (chunk.length < chunkSize) return undefined
      const isRoom = stream.write(chunk)
      chunk = ''
      return isRoom ? undefined : Promise.race([failed, new Promise<void>((resolve) => stream.once('drain', resolve))])
    },
    async end(): Promise<void> {
      stream.end(chunk)
      await failed
    },
  }
}
