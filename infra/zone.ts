import { IANAZone } from 'luxon'

const minute = 60_000
const quarter = 15 * minute

/** The newest offset of each zone: offsets change only at quarters of an hour, and times are mostly asked in order. */
const newest = new Map<string, { quarter: number; offset: number }>()

/** Local wall-clock time at `at` as if it were UTC, both epoch ms. @param zone an IANA name */
export function localTime(zone: string, at: number): number {
  if (zone === 'UTC') return at
  const of = Math.floor(at / quarter)
  const known = newest.get(zone)
  if (known?.quarter === of) return at + known.offset
  const offset = IANAZone.create(zone).offset(at) * minute
  newest.set(zone, { quarter: of, offset })
  return at + offset
}
