import type { ReadTime } from '../../infra/time-reader.ts'

/** A row `timestamp,value`: the time in epoch ms and the count, or the fault. */
export type Row = { at: number; value: number } | { fault: string }

/** The two cells of a row, quotes removed. */
export function cellsOf(line: string): [timestamp: string, value: string] {
  const cells = [...line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  )
  return [(cells[0] ?? '').trim(), (cells[1] ?? '').trim()]
}

/** 1,254 and 1 254 and 1'254 as people write thousands. */
const thousands = /^\d{1,3}(?:([,' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d+)?$/

export function rowOf(line: string, readTime: ReadTime): Row {
  const [timestamp, cell] = cellsOf(line)
  const time = readTime(timestamp)
  if ('fault' in time) return time
  const plain = thousands.test(cell) ? cell.replaceAll(/[,' \u00a0\u202f]/g, '') : cell
  const value = plain === '' ? NaN : Number(plain)
  if (!Number.isFinite(value)) return { fault: `"${cell}" is not a number` }
  if (value < 0) return { fault: `"${cell}" is negative, but a count cannot be` }
  return { at: time.at, value }
}
