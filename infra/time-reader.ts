import { Type } from 'typebox'
import { shown } from './shown.ts'
import { dateFirst, inZone, ofCompact, ofText, slashed, type DayOrder } from './written-time.ts'

export type { DayOrder } from './written-time.ts'

export interface TimeReaderOptions {
  /** The order of day and month; absent: decided from the samples that are not ambiguous. */
  dates?: DayOrder | undefined
  /** IANA zone of times without a zone; absent: UTC. */
  timeZone?: string | undefined
  /** For faults: how to state the order of day and month; `--dates dmy or --dates mdy` if absent. */
  remedy?: string | undefined
}

/** Epoch ms of a text or number, or what is wrong with it: a sentence without a subject. */
export type ReadTime = (value: unknown) => { at: number } | { fault: string }

/**
 * Reads the times of one file or document: ISO 8601 with `T` or a space, an offset with or without a colon, a name of a zone, `UTC` or
 * nothing; 20261105; 5.11.2026; 5/11/2026 and 11/5/2026, in the order that the samples decide; 5 Nov 2026 and RFC 2822; epoch seconds,
 * ms, µs and ns by magnitude; Excel serial days (with a fraction, or between 1982 and 2064). A date that does not exist is a fault, and
 * so is one whose order of day and month nothing decides.
 * @param samples times of the same file
 */
export function openTimeReader(
  samples: Iterable<unknown> = [],
  { dates, timeZone = 'UTC', remedy = '--dates dmy or --dates mdy' }: TimeReaderOptions = {},
): ReadTime {
  const order = dates ?? dayOrderOf(samples)?.order
  return (value) => {
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? trimmed(value) : ''
    if (text === '' || text.length > 100) return { fault: `${quoted(value)} is not a time` }
    const isNumber = /^[+-]?\d+([.,]\d+)?$/.test(text)
    if (!isNumber && order === undefined && isAmbiguous(text))
      return { fault: `"${text}" may be day/month or month/day; give ${remedy}` }
    const at = isNumber ? ofNumber(text.replace(',', '.'), timeZone) : ofText(text, orderFor(text, order), timeZone)
    return Number.isNaN(at) ? { fault: `${quoted(value)} is not a time` } : { at }
  }
}

/** Reads one time by itself; a time without a zone is UTC. NaN for anything else, and for a date that is ambiguous. */
export function parseTime(value: unknown): number {
  const read = readAlone(value)
  return 'at' in read ? read.at : NaN
}
const readAlone = openTimeReader()

/** The store compares times up to here: the year 2200. Epoch ms. */
export const latestTime = Date.UTC(2200, 0, 1)

/** Whether the store can hold a time (epoch ms): 1970 to 2200. */
export const isStorable = (ms: number): boolean => ms >= 0 && ms <= latestTime

/** A time in the configuration. The reader decides whether it is one. */
export const ConfigTime = Type.String({
  description: 'ISO 8601: a date, or a date and time; without a zone UTC.',
  examples: ['2026-11-27T20:00'],
  pattern: String.raw`^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|UTC|[+-]\d{2}:?(\d{2})?))?)?$`,
})

/** Which samples leave no choice of day and month, by index of the first one of either kind. */
export interface DayOrderFound {
  /** Undefined where the samples contradict each other. */
  order: DayOrder | undefined
  dmy?: number
  mdy?: number
}

/** The order of day and month from the samples whose day is above 12; undefined if there are none. */
export function dayOrderOf(samples: Iterable<unknown>): DayOrderFound | undefined {
  const found: DayOrderFound = { order: undefined }
  let index = 0
  for (const sample of samples) {
    const order = typeof sample === 'string' ? orderOf(sample) : undefined
    if (order !== undefined) found[order] ??= index
    index++
  }
  if (found.dmy === undefined && found.mdy === undefined) return undefined
  if (found.mdy === undefined) found.order = 'dmy'
  if (found.dmy === undefined) found.order = 'mdy'
  return found
}

/** `05/11/2026` may be in May or in November; `05/05/2026` and `23/11/2026` may not. */
export function isAmbiguous(value: unknown): boolean {
  const [, first, , second] = typeof value === 'string' ? slashesIn(value) : []
  return first !== undefined && first !== second && Number(first) <= 12 && Number(second) <= 12
}

/** Whether a time says neither its offset nor its zone, so that the zone of the reader decides. False for what is no time. */
export function isWithoutZone(value: unknown, dates?: DayOrder): boolean {
  const [inUtc, elsewhere] = ['UTC', 'Asia/Tokyo'].map((timeZone) => openTimeReader([], { dates, timeZone })(value))
  return 'at' in inUtc! && 'at' in elsewhere! && inUtc.at !== elsewhere.at
}

/** `dates read as day/month, from row 4`. Rows count from 1. */
export const dayOrderNote = (order: DayOrder, row: number): string =>
  `dates read as ${order === 'dmy' ? 'day/month' : 'month/day'}, from row ${row}`

function orderOf(sample: string): DayOrder | undefined {
  const [, first, , second] = slashesIn(sample)
  if (Number(first) > 12 && Number(second) <= 12) return 'dmy'
  return Number(second) > 12 && Number(first) <= 12 ? 'mdy' : undefined
}

/** The parts of a date with slashes or dashes; empty for anything else. */
const slashesIn = (text: string): readonly string[] =>
  text.length > 100 ? [] : (slashed.exec(dateFirst(trimmed(text))) ?? [])

/** The given order; without one, that of the date itself, which is not ambiguous. */
const orderFor = (text: string, order: DayOrder | undefined): DayOrder => order ?? orderOf(text) ?? 'dmy'

/** Exports have no-break spaces before `AM` and `Uhr`; .NET writes `/Date(1793874030000+0100)/`, whose number is UTC. */
const trimmed = (text: string) =>
  text.length > 100
    ? text
    : text
        .replace(/[\u00a0\u2009\u202f]/g, ' ')
        .trim()
        .replace(/^\/Date\((\d+)(?:[+-]\d{4})?\)\/$/, '$1')

const quoted = (value: unknown) =>
  typeof value === 'string'
    ? `"${trimmed(value).slice(0, 60)}"`
    : typeof value === 'number'
      ? String(value)
      : value === undefined
        ? 'nothing'
        : shown(value, 60) || typeof value

const day = 86_400_000
/** Epoch ms of the Excel day 0, 30 December 1899, in which Excel counts 1900 as a leap year. */
const excelEpoch = Date.UTC(1899, 11, 30)
const [leastSerial, mostSerial] = [30_000, 60_000]
/** Years that a number of four digits may mean. */
const [leastYear, mostYear] = [1900, 2199]

function ofNumber(text: string, zone: string): number {
  const number = Number(text)
  if (/^\d{4}$/.test(text)) return number >= leastYear && number <= mostYear ? (ofCompact(text, zone) ?? NaN) : NaN
  const asDate = [8, 12, 14].includes(text.length) ? ofCompact(text, zone) : undefined
  if (asDate !== undefined && !Number.isNaN(asDate)) return asDate
  if (number >= leastSerial && number < mostSerial) return inZone(Math.round(excelEpoch + number * day), zone)
  const size = Math.abs(number)
  if (size < 1e8) return NaN
  const perMs = size < 1e11 ? 1e-3 : size < 1e14 ? 1 : size < 1e17 ? 1e3 : 1e6
  return Math.round(number / perMs)
}
