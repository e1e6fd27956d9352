import { openTurns } from '../../infra/turns.ts'
import { keptOfRaw, maxRowBytes } from './row.ts'
import type { Line } from './split-lines.ts'

/** The text of one row of CSV, or what is wrong with it. Lines count from 1. */
export type CsvRecord = { line: number; text: string } | { line: number; fault: string; raw: string }

export interface RecordShape {
  delimiter: string
  /** Cells of the header. */
  width: number
}

export interface NumberedLine extends Line {
  line: number
}

const timeLike = /^\s*(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{9,})/
const isTimeLike = (cell: string) => timeLike.test(cell.replace(/^"/, ''))

/** After so many quotes that are not closed within `shortSearch` lines, the end of a cell is searched for no farther than that, up to where the last search ended. */
const mostSearches = 8
const shortSearch = 50
/** The event loop may have a turn after so many lines. */
const linesAtOnce = 500

/**
 * Joins the lines of quoted cells, in linear time. A quote that is never closed costs one row: the record ends before a line that is a whole row again
 * (as many cells, a time where the rows before had one); where no end is found, the lines after the first are read again.
 * @param shape may change after the first record, which is the header
 */
export async function* csvRecords(lines: AsyncIterable<NumberedLine>, shape: RecordShape): AsyncGenerator<CsvRecord> {
  const source = lines[Symbol.asyncIterator]()
  /** Lines to read again, the next one last. */
  const again: NumberedLine[] = []
  let open: NumberedLine[] = []
  let length = 0
  let timeColumn = -1
  /** The same of the row that is open, of which only what stands before its quote is known. */
  let openColumn = -1
  const turn = openTurns()
  let steps = 0
  const searches = openSearches()
  const cellsOf = (text: string) => withoutEmptyEnd(cellsOfLine(text, shape.delimiter), shape.width)
  // A comma without quotes shifts the cells of its row.
  const learn = (text: string) => {
    const cells = timeColumn < 0 ? cellsOf(text) : []
    if (cells.length === shape.width) timeColumn = cells.findIndex(isTimeLike)
  }
  const isWholeRow = (text: string) => {
    const column = timeColumn >= 0 ? timeColumn : openColumn
    if (column < 0 || shape.width < 2 || isOpenAfter(text, shape.delimiter)) return false
    const cells = cellsOf(text)
    return cells.length === shape.width && isTimeLike(cells[column] ?? '')
  }
  /** Gives up `count` open lines; the others are read again. */
  const giveUp = (count: number, fault: string): CsvRecord => {
    const [first] = open
    const raw = open.slice(0, count).map(({ text }) => text)
    searches.gaveUp(open, count)
    for (let i = open.length - 1; i >= count; i--) again.push(open[i]!)
    open = []
    return { line: first!.line, fault, raw: raw.join('\n').slice(0, keptOfRaw) }
  }
  for (;;) {
    if (++steps % linesAtOnce === 0) await turn()
    const next = again.pop() ?? ((await source.next()).value as NumberedLine | undefined)
    if (next === undefined && open.length === 0) return
    if (next === undefined) {
      yield giveUp(1, tornQuote)
      continue
    }
    const { text, line, isCut } = next
    if (open.length > 0 && isWholeRow(text)) yield giveUp(open.length, tornQuote)
    const isInside = open.length > 0
    if (!isInside && text === '') continue
    length = isInside ? length + text.length + 1 : text.length
    const isOpen = isOpenAfter(text, shape.delimiter, isInside)
    if (isOpen && !isInside) openColumn = cellsOf(text).findIndex(isTimeLike)
    open.push(next)
    if (isCut || length > maxRowBytes) yield giveUp(1, isInside ? tornQuote : `is longer than ${maxRowBytes} bytes`)
    else if (isOpen && searches.mayGoOn(open)) continue
    else if (isOpen || (isInside && swallows(open, shape))) yield giveUp(1, tornQuote)
    else {
      const whole = isInside ? joined(open) : text
      learn(whole)
      yield { line: isInside ? open[0]!.line : line, text: whole }
      open = []
    }
  }
}

/** How often, and up to which line, the end of a cell was searched for in vain, far from its beginning. */
function openSearches() {
  let [times, until] = [0, 0]
  return {
    gaveUp(open: readonly NumberedLine[], count: number) {
      if (open.length - count <= shortSearch) return
      times = open[0]!.line <= until ? times + 1 : 1
      until = Math.max(until, open.at(-1)!.line)
    },
    mayGoOn: (open: readonly NumberedLine[]) =>
      open.length < shortSearch || times < mostSearches || open[0]!.line > until,
  }
}

const tornQuote = 'has a quote that is not closed'

const joined = (lines: readonly NumberedLine[]) =>
  lines.map(({ text, isCrlf }, i) => (i === lines.length - 1 ? text : text + (isCrlf ? '\r\n' : '\n'))).join('')

/** Whether a record of too many or few cells contains a line that is a row by itself. */
function swallows(lines: readonly NumberedLine[], { delimiter, width }: RecordShape): boolean {
  const widthOf = (text: string) => withoutEmptyEnd(cellsOfLine(text, delimiter), width).length
  const isRow = (text: string) => text.includes(delimiter) && widthOf(text) === width
  return widthOf(joined(lines)) !== width && lines.some(({ text }, i) => i > 0 && isRow(text))
}

/** Whether a quoted cell is open at the end of a line. @param isInside whether one is open at its beginning */
const isOpenAfter = (text: string, delimiter: string, isInside = false) =>
  text.includes('"') ? cutAt(text, delimiter, isInside).isOpen : isInside

/** The cells of a row, quotes included. */
export function cellsOfLine(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter)
  const { cuts } = cutAt(text, delimiter)
  return [...cuts, text.length].map((end, i) => text.slice(i === 0 ? 0 : cuts[i - 1]! + 1, end))
}

/** Without the empty cells at the end, as a delimiter at the end of the row makes them. @param least so many cells stay */
export function withoutEmptyEnd(cells: string[], least = 0): string[] {
  let end = cells.length
  while (end > least && /^\s*(?:""\s*)?$/.test(cells[end - 1]!)) end--
  return end === cells.length ? cells : cells.slice(0, end)
}

/** Where the cells end. A quote opens a cell only at its beginning; after the closing one, the rest of the cell is text. */
function cutAt(text: string, delimiter: string, isInside = false): { cuts: number[]; isOpen: boolean } {
  const cuts: number[] = []
  for (let at = 0; at <= text.length;) {
    if (text[at] === '"' || (isInside && at === 0)) {
      let close = text.indexOf('"', isInside && at === 0 ? 0 : at + 1)
      while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
      if (close < 0) return { cuts, isOpen: true }
      at = close + 1
    }
    const cut = text.indexOf(delimiter, at)
    if (cut < 0) break
    cuts.push(cut)
    at = cut + 1
  }
  return { cuts, isOpen: false }
}
