/** The clocks of the world are at most 14 hours ahead of UTC, and the database may leave out its zone. */
const zonesMs = 14 * 3_600_000
const dayMs = 86_400_000

export interface CursorRow {
  cursor: string
  /** The time of the row's mention, epoch ms; undefined where it has none that can be read. */
  at: number | undefined
}

/** Seconds, milliseconds, microseconds and nanoseconds, in ms; and the least number of each that is a time after 2001 (to the year 33658). */
const units = [
  { ms: 1_000, from: 1e9 },
  { ms: 1, from: 1e12 },
  { ms: 1e-3, from: 1e15 },
  { ms: 1e-6, from: 1e18 },
]

/**
 * Tells which rows have a cursor that lies in the future: it would end the source, because every other row is lower. A number is a time
 * where those of most rows are not before the time of the row itself; where no row has a time, if it is as large as one. For the batches of
 * one poll. @param now epoch ms
 */
export function aheadFinder(now: number): (rows: readonly CursorRow[]) => boolean[] {
  const latest = now + zonesMs
  let unit: number | undefined
  return (rows) => {
    unit ??= unitOf(rows, latest)
    return rows.map(({ cursor }) =>
      isNumber(cursor) ? unit !== undefined && Number(cursor) * unit > latest : isTimeAhead(cursor, now),
    )
  }
}

const isNumber = (cursor: string) => /^\d+(?:\.\d+)?$/.test(cursor)

function unitOf(rows: readonly CursorRow[], latest: number): number | undefined {
  const numbers = rows.flatMap(({ cursor, at }) => (isNumber(cursor) ? [{ number: Number(cursor), at }] : []))
  const timed = numbers.flatMap(({ number, at }) => (at === undefined ? [] : [{ number, at }]))
  const found =
    numbers.length > 0 && timed.length === 0
      ? units.findLast(({ from }) => numbers.every(({ number }) => number >= from && number < from * 1_000))
      : units.find(({ ms }) => {
          const past = timed.filter(({ number }) => number * ms <= latest)
          return past.filter(({ number, at }) => number * ms >= at - dayMs).length * 2 > past.length
        })
  return found?.ms
}

/** Whether a text is a time that lies in the future. */
export function isTimeAhead(cursor: string, now: number): boolean {
  if (/^(?:infinity$|\d{5,}-\d\d-\d\d)/i.test(cursor)) return true
  const [, day, time, zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?)?/.exec(cursor) ?? []
  if (day === undefined) return false
  // PostgreSQL writes the hours of a zone alone.
  const hours = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone
  const at = Date.parse(time === undefined ? day : `${day}T${time}${hours}`)
  // What is no date, such as the 31st of a short month, is compared as it is written.
  return Number.isNaN(at) ? day > new Date(now + zonesMs).toISOString().slice(0, 10) : at > now + zonesMs
}
