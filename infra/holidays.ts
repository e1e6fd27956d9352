import { createRequire } from 'node:module'
import type HolidayLibrary from 'date-holidays'
import { closest } from './closest.ts'

/** Loaded when the first code is used: it takes 0.15 s and 40 MB. */
let library: typeof HolidayLibrary | undefined
const libraryOf = () => (library ??= createRequire(import.meta.url)('date-holidays') as typeof HolidayLibrary)

const hour = 3_600_000
const day = 24 * hour

/** The calendar of several codes. Days are whole days since 1970, local. */
interface HolidayCalendar {
  codes: InstanceType<typeof HolidayLibrary>[]
  /** The holidays from the start of year `from` to that of year `to`, whose days are `fromDay` and `toDay`. */
  days: Set<number>
  from: number
  to: number
  fromDay: number
  toDay: number
}

/** By key of `holidayKey`. */
const calendars = new Map<string, HolidayCalendar>()

/** One text for a list of codes, whatever their order; undefined for none. */
export const holidayKey = (codes: readonly string[]): string | undefined =>
  codes.length === 0 ? undefined : [...new Set(codes)].toSorted().join(',')

/**
 * Whether a day is a public holiday somewhere in `key`. Half holidays, such as Christmas Eve from noon on, are ordinary days.
 * @param key of `holidayKey`, of codes without a fault @param of the local day, in days since 1970
 */
export function isHoliday(key: string, of: number): boolean {
  let calendar = calendars.get(key)
  if (!calendar || of < calendar.fromDay || of >= calendar.toDay) calendar = extended(key, calendar, of)
  return calendar.days.has(of)
}

const firstDayOf = (year: number) => Date.UTC(year, 0) / day

/** The calendar with the year of the day, and all years between. */
function extended(key: string, known: HolidayCalendar | undefined, of: number): HolidayCalendar {
  const Library = libraryOf()
  const codes = known?.codes ?? key.split(',').map((code) => new Library(code, { types: ['public'] }))
  const year = new Date(of * day).getUTCFullYear()
  const from = Math.min(year, known?.from ?? year)
  const to = Math.max(year + 1, known?.to ?? year)
  const days = new Set(known?.days)
  for (let each = from; each < to; each++)
    if (!known || each < known.from || each >= known.to) for (const holiday of daysOf(codes, each)) days.add(holiday)
  const calendar = { codes, days, from, to, fromDay: firstDayOf(from), toDay: firstDayOf(to) }
  calendars.set(key, calendar)
  return calendar
}

/** The holidays of a year. Those of several days may have begun in the year before. */
const daysOf = (codes: HolidayCalendar['codes'], year: number): number[] =>
  [year - 1, year]
    .flatMap((each) => codes.flatMap((code) => code.getHolidays(each)))
    .flatMap(({ date, start, end }) => {
      // 23 or 25 hours are one day, 12 hours are none.
      const length = Math.floor((end.getTime() - start.getTime() + 11 * hour) / day)
      const first = Date.parse(`${date.slice(0, 10)}T00:00Z`) / day
      return Array.from({ length }, (_, i) => first + i)
    })

/** A sentence when there are no holidays for the code (such as DE, US-NY or DE-BY-EVANG), with the code that was probably meant. */
export function holidayFault(code: string): string | undefined {
  const names = namesOfCodes()
  if (names.has(code)) return undefined
  const byName = new Map([...names].map(([of, name]) => [name, of]))
  const meant = closest(code, [...names.keys(), ...byName.keys()])
  const suggestion =
    meant === undefined ? '; a code looks like DE or US-NY' : `. Did you mean "${byName.get(meant) ?? meant}"?`
  return `there are no holidays for "${code}"${suggestion}`
}

/** The English or local name of every country, state and region, by code. */
function namesOfCodes(): Map<string, string> {
  const known = new (libraryOf())()
  const names = new Map<string, string>()
  for (const [country, name] of Object.entries(known.getCountries('en'))) {
    names.set(country, name)
    for (const [state, its] of Object.entries(known.getStates(country, 'en') ?? {})) {
      names.set(`${country}-${state}`, its)
      for (const [region, own] of Object.entries(known.getRegions(country, state, 'en') ?? {}))
        names.set(`${country}-${state}-${region}`, own)
    }
  }
  return names
}
