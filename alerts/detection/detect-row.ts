import type { ReadTime } from '../../infra/time-reader.ts'

/** A row `timestamp,value`: the time in epoch ms and the count, or the fault. */
export type Row = { at: number; value: number } | { fault: string }

/** The two cells of a row, quotes removed. */
export function cellsOf(line: string, delimiter: Delimiter = ','): [timestamp: string, value: string] {
  const cells = [...line.matchAll(patterns[delimiter])].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  )
  return [(cells[0] ?? '').trim(), (cells[1] ?? '').trim()]
}

/** What separates cells. Where it is no comma, the comma is the decimal sign and the dot groups thousands: 1.254,5. */
export type Delimiter = ',' | ';' | '\t'

const patterns: Record<Delimiter, RegExp> = {
  ',': /(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g,
  ';': /(?:^|;)(?:\s*"((?:[^"]|"")*)"\s*|([^;]*))/g,
  '\t': /(?:^|\t)(?: *"((?:[^"]|"")*)" *|([^\t]*))/g,
}

/** 1,254 and 1 254 and 1'254 as people write thousands. */
const thousands = /^\d{1,3}(?:([,' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d+)?$/
/** The same with a decimal comma: 1.254 and 1.254,5 and 12,5. */
const decimalComma = /^[1-9]\d{0,2}(?:([.' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:,\d+)?$|^\d+,\d+$/

export function rowOf(line: string, readTime: ReadTime, delimiter: Delimiter = ','): Row {
  const [timestamp, cell] = cellsOf(line, delimiter)
  const time = readTime(timestamp)
  if ('fault' in time) return time
  const value = numberOf(cell, delimiter)
  if (!Number.isFinite(value)) return { fault: `"${cell}" is not a number` }
  if (value < 0) return { fault: `"${cell}" is negative, but a count cannot be` }
  return { at: time.at, value }
}

function numberOf(cell: string, delimiter: Delimiter): number {
  if (cell === '') return NaN
  if (delimiter !== ',' && decimalComma.test(cell))
    return Number(cell.replaceAll(/[.' \u00a0\u202f]/g, '').replace(',', '.'))
  return Number(thousands.test(cell) ? cell.replaceAll(/[,' \u00a0\u202f]/g, '') : cell)
}
