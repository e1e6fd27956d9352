import { parseTime } from '../../infra/time.ts'

/** Parses a row `timestamp,value`: `at` in epoch ms (zone-less times are UTC), or the fault. */
export function rowOf(raw: string): { at: number; value: number } | { fault: string } {
  const comma = raw.indexOf(',')
  const timestamp = cellOf(comma < 0 ? raw : raw.slice(0, comma))
  const [cell = ''] = comma < 0 ? [] : raw.slice(comma + 1).split(',', 1)
  const at = timeOf(timestamp)
  if (Number.isNaN(at)) return { fault: `"${timestamp}" is not a time` }
  const value = cellOf(cell)
  const count = value === '' ? NaN : Number(value)
  if (!Number.isFinite(count)) return { fault: `"${value}" is not a number` }
  if (count < 0) return { fault: `"${value}" is negative, but a count cannot be` }
  return { at, value: count }
}

const cellOf = (cell: string) => cell.trim().replace(/^"|"$/g, '')

function timeOf(timestamp: string): number {
  if (/^\d+$/.test(timestamp)) return Number(timestamp) * (timestamp.length > 11 ? 1 : 1000)
  return parseTime(timestamp)
}
