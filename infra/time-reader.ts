import { DateTime } from 'luxon'

/** The order of day and month in dates such as 05/11/2026. */
export type DayOrder = 'dmy' | 'mdy'

export interface TimeReaderOptions {
  /** The order of day and month; absent: decided from the first samples that are not ambiguous. */
  dates?: DayOrder
  /** IANA zone of times without a zone; absent: UTC. */
  timeZone?: string
}

/** Epoch ms of a text, or what is wrong with it. */
export type ReadTime = (text: string) => { at: number } | { fault: string }

const day = 86_400_000
const slashed = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?:$|[T, ]+)(.*)$/
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:$|[T, ]+)(.*)$/
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T, ]+)(.*)$/
const digits = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?(Z?)$/
const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i
const worded = /[a-z]{3}/i
const namedZone = /(?:[+-]\d{2}:?\d{2}|\b(?:Z|UT|UTC|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT))\)?$/

/**
 * Reads times of one file: ISO 8601 with `T` or a space, an offset with or without a colon, `Z`, `UTC` or no zone; 20261105; 5.11.2026;
 * 5/11/2026 and 11/5/2026, in the order that the samples decide; RFC 2822; epoch seconds, ms, µs and ns by magnitude; Excel serial days
 * (with a fraction, or between 1982 and 2064). A date that does not exist is a fault.
 * @param samples times of the same file
 */
export function openTimeReader(
  samples: Iterable<string>,
  { dates, timeZone = 'UTC' }: TimeReaderOptions = {},
): ReadTime {
  const order = dates ?? dayOrderOf(samples)
  return (raw) => {
    const text = raw.trim()
    const at = /^[+-]?\d+(\.\d+)?$/.test(text) ? ofNumber(text, timeZone) : ofText(text, order, timeZone)
    if (at === 'ambiguous') return { fault: `"${text}" may be day/month or month/day; give --dates dmy or --dates mdy` }
    return Number.isNaN(at) ? { fault: `"${text}" is not a time` } : { at }
  }
}

/** The order of day and month: of the samples whose day is above 12; undefined if there are none, or they contradict each other. */
export function dayOrderOf(samples: Iterable<string>): DayOrder | undefined {
  const found = new Set<DayOrder>()
  for (const sample of samples) {
    const [, first, , second] = slashed.exec(sample.trim()) ?? []
    if (Number(first) > 12) found.add('dmy')
    if (Number(second) > 12) found.add('mdy')
  }
  return found.size === 1 ? [...found][0] : undefined
}

function ofText(text: string, order: DayOrder | undefined, zone: string): number | 'ambiguous' {
  const [, year, month, dayOfMonth, rest] = yearFirst.exec(text) ?? []
  if (year) return ofParts([year, month!, dayOfMonth!], rest!, zone)
  const [, d, m, y, after] = dotted.exec(text) ?? []
  if (d) return ofParts([y!, m!, d], after!, zone)
  const [, first, , second, last, tail] = slashed.exec(text) ?? []
  if (first) {
    if (!order && Number(first) <= 12 && Number(second) <= 12 && first !== second) return 'ambiguous'
    const isDayFirst = order ? order === 'dmy' : Number(first) > 12
    return ofParts(isDayFirst ? [last!, second!, first] : [last!, first, second!], tail!, zone)
  }
  const compact = digits.exec(text)
  if (compact) return ofCompact(compact, zone)
  if (!worded.test(text)) return NaN
  if (namedZone.test(text)) return Date.parse(text)
  const utc = Date.parse(`${text} UTC`)
  return zone === 'UTC' || Number.isNaN(utc)
    ? utc
    : DateTime.fromMillis(utc, { zone: 'UTC' }).setZone(zone, { keepLocalTime: true }).toMillis()
}

function ofCompact([, year, month, dayOfMonth, h = '0', m = '0', s = '0', z]: readonly string[], zone: string): number {
  return ofParts([year!, month!, dayOfMonth!], `${h}:${m.padStart(2, '0')}:${s.padStart(2, '0')}${z}`, zone)
}

function ofParts(date: readonly string[], time: string, zone: string): number {
  const [year, month, dayOfMonth] = date.map(Number) as [number, number, number]
  const [, h = '0', m = '0', s = '0', fraction = '0', half, offset] = clock.exec(
    time.trim() === '' ? '0:00' : time.trim(),
  ) ?? [undefined, 'x']
  const hour = half ? (Number(h) % 12) + (/p/i.test(half) ? 12 : 0) : Number(h)
  const fields = {
    year: year < 100 ? 2000 + year : year,
    month,
    day: dayOfMonth,
    hour,
    minute: Number(m),
    second: Number(s),
    millisecond: Math.floor(Number(`0.${fraction}`) * 1000),
  }
  if (Number.isNaN(hour)) return NaN
  const found = DateTime.fromObject(fields, { zone: zoneOf(offset) ?? zone })
  return found.isValid ? found.toMillis() : NaN
}

function zoneOf(offset: string | undefined): string | undefined {
  if (!offset) return undefined
  if (/^[a-z]/i.test(offset)) return 'UTC'
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset)!
  return `UTC${sign}${hours}:${minutes}`
}

/** Epoch ms of the Excel day 0, 30 December 1899, in which Excel counts 1900 as a leap year. */
const excelEpoch = Date.UTC(1899, 11, 30)
const [leastSerial, mostSerial] = [30_000, 60_000]

function ofNumber(text: string, zone: string): number {
  const compact = digits.exec(text)
  if (compact && /^(19|20)/.test(text) && [8, 12, 14].includes(text.length)) {
    const at = ofCompact(compact, zone)
    if (!Number.isNaN(at)) return at
  }
  const number = Number(text)
  if (number >= leastSerial && number < mostSerial) return Math.round(excelEpoch + number * day)
  const size = Math.abs(number)
  if (size < 1e8) return NaN
  const perMs = size < 1e11 ? 1e-3 : size < 1e14 ? 1 : size < 1e17 ? 1e3 : 1e6
  return Math.round(number / perMs)
}
