import { DateTime, IANAZone } from 'luxon'

/** The order of day and month in dates such as 05/11/2026. */
export type DayOrder = 'dmy' | 'mdy'

/** Day and month with slashes or dashes, year last: whether the day comes first depends on the country. */
export const slashed = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?:$|[T, ]+)(.*)$/
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?(?:(Z)|([+-])(\d\d):?(\d\d))?)?$/i
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T, ]+)(.*)$/
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:$|[T, ]+)(.*)$/
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/
const compactDay = /^((?:19|20)\d{2})(\d{2})(\d{2}) (\d{1,2}:.*)$/
const yearMonth = /^(\d{4})(?:-(\d\d))?$/
const timeFirst = /^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)(?: ?[·,] ?| )(.*\d{4}|\d{1,4}[-/.]\d.*)$/i
const clock = /^(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,12}))?)?)?(?: ?uhr)? ?([ap]\.? ?m\b\.?)? ?(.*)$/i
const dayMonthYear =
  /^(\d{1,2})(?:st|nd|rd|th|er|\.)?(?:[ /-]| of | de )?(\p{L}{3,})\.?(?:[ ,/-]+| de )(\d{4}|\d{2})(?:$|[T, :]+)(.*)$/iu
const monthDayYear = /^(\p{L}{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:$|[T, ]+)(.*)$/iu
/** A day of the week before a date in numbers. */
const weekday = /^\p{L}+[.,\s]+(?=\d{1,4}[-/.]\d{1,2}[-/.]\d)/u
const eastAsian = /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/u
/** What stands between a date and its time: `at 9:10`, `à 9:10`, `– 9:10`. */
const beforeTime = /^(?:at|um|à|às|a las|alle|om|kl\.?|[-–|·])\s+(?=\d)/i
const yearLast = /^(\p{L}{3,})\.? (\d{1,2}),? (\d{1,2}:.*) (\d{4})$/u

/**
 * Epoch ms of a written time; NaN if it is none. The date may be ISO 8601, have dots (the day first), slashes (in the given order), or
 * the month as a word; the time may have a comma, am or pm, an offset or a name of a zone.
 * @param zone IANA zone of a time without one
 */
export function ofText(text: string, order: DayOrder, zone: string): number {
  const found = iso.exec(text)
  if (found) return ofIso(found, zone)
  const written = dateFirst(text)
  return (
    numbered(written, order, zone) ??
    worded(written, zone) ??
    // A day of the week, or another word before the date.
    worded(written.replace(/^\p{L}+[.,\s]+/u, ''), zone) ??
    NaN
  )
}

/** The date before the time, and a date in numbers before all else. */
export function dateFirst(text: string): string {
  const [, time, date] = timeFirst.exec(text) ?? []
  return (date ? `${date} ${time}` : text).replace(weekday, '').replace(eastAsian, '$1-$2-$3 ')
}

function ofIso([, year, month, day, h, m, s, fraction, z, sign, hours, minutes]: readonly string[], zone: string) {
  const offset = z ? 0 : sign ? (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1) : undefined
  return toMs([year!, month!, day!], { h, m, s, fraction, offset }, zone)
}

function numbered(text: string, order: DayOrder, zone: string): number | undefined {
  const [, year, month, day, rest = ''] = yearFirst.exec(text) ?? []
  if (year) return ofParts([year, month!, day!], rest, zone)
  const [, d, m, y, after = ''] = dotted.exec(text) ?? []
  if (d) return ofParts([y!, m!, d], after, zone)
  const [, first, , second, last, tail = ''] = slashed.exec(text) ?? []
  if (first) return ofParts(order === 'dmy' ? [last!, second!, first] : [last!, first, second!], tail, zone)
  const [, ofYear, ofMonth, ofDay, clockTime] = compactDay.exec(text) ?? []
  return ofYear ? ofParts([ofYear, ofMonth!, ofDay!], clockTime!, zone) : ofCompact(text, zone)
}

/** `20261105`, `202611051020`, `20261105T102030Z`, `2026-11`, `2026`; undefined for anything else. */
export function ofCompact(text: string, zone: string): number | undefined {
  const [, year, month, day, h = '0', m = '00', s = '00', offset = ''] = compact.exec(text) ?? []
  if (year) return ofParts([year, month!, day!], `${h}:${m}:${s}${offset}`, zone)
  const [, onlyYear, itsMonth = '1'] = yearMonth.exec(text) ?? []
  return onlyYear ? ofParts([onlyYear, itsMonth, '1'], '', zone) : undefined
}

function worded(text: string, zone: string): number | undefined {
  const [, day, month, year, rest = ''] = dayMonthYear.exec(text) ?? []
  if (day && monthOf(month!)) return ofParts([year!, monthOf(month!)!, day], rest, zone)
  const [, name, d, y, after = ''] = monthDayYear.exec(text) ?? []
  if (name && monthOf(name)) return ofParts([y!, monthOf(name)!, d!], after, zone)
  const [, spoken, dayOfMonth, time, last] = yearLast.exec(text) ?? []
  return spoken && monthOf(spoken) ? ofParts([last!, monthOf(spoken)!, dayOfMonth!], time!, zone) : undefined
}

function ofParts(date: readonly [string, string, string], time: string, zone: string): number {
  const written = time.trim().replace(beforeTime, '')
  if (written === '') return toMs(date, {}, zone)
  const [, h, m, s, fraction, half, named = ''] = clock.exec(written) ?? []
  // An hour alone needs am or pm: `5 Nov 2026 10` is not a time.
  if (h === undefined || (m === undefined && !half)) return NaN
  const hour = half ? (Number(h) > 12 ? NaN : (Number(h) % 12) + (/^p/i.test(half) ? 12 : 0)) : h
  const stated = zoneOf(named)
  return typeof stated === 'string'
    ? toMs(date, { h: hour, m, s, fraction }, stated)
    : toMs(date, { h: hour, m, s, fraction, offset: stated }, zone)
}

interface ClockTime {
  h?: string | number | undefined
  m?: string | undefined
  s?: string | undefined
  fraction?: string | undefined
  /** Minutes east of UTC. */
  offset?: number | undefined
}

const mostOffset = 14 * 60

function toMs(date: readonly [string, string, string], time: ClockTime, zone: string): number {
  const [year, month, day] = date.map(Number) as [number, number, number]
  const { h = 0, m = 0, s = 0, fraction, offset } = time
  const [hour, minute, second] = [Number(h), Number(m), Number(s)]
  // 24:00 is midnight, and a leap second is :60.
  if (!(hour < 24 || (hour === 24 && minute + second === 0)) || minute > 59 || second > 60) return NaN
  const full = date[0].length === 2 ? (year < 70 ? 2000 : 1900) + year : year
  const midnight = Date.UTC(full, month - 1, day)
  if (new Date(midnight).getUTCMonth() !== month - 1 || day < 1) return NaN
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6)
  const at = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + ms
  if (offset !== undefined) return Math.abs(offset) <= mostOffset ? at - offset * 60_000 : NaN
  return inZone(at, zone)
}

/** Epoch ms of a local time, given as if it were UTC. */
export function inZone(local: number, zone: string): number {
  if (zone === 'UTC') return local
  return DateTime.fromMillis(local, { zone: 'UTC' }).setZone(zone, { keepLocalTime: true }).toMillis()
}

/** Hours east of UTC. Names with several meanings (IST, CST in China, AST) are left out, but for those of RFC 2822. */
const zoneNames = new Map(
  `Z 0 UT 0 UTC 0 GMT 0 WET 0 EST -5 EDT -4 CST -6 CDT -5 MST -7 MDT -6 PST -8 PDT -7 AKST -9 AKDT -8 HST -10 BST 1 WEST 1 CET 1 CEST 2
MEZ 1 MESZ 2 EET 2 EEST 3 MSK 3 JST 9 KST 9 HKT 8 SGT 8 AWST 8 ACST 9.5 ACDT 10.5 AEST 10 AEDT 11 NZST 12 NZDT 13`
    .match(/[A-Z]+\s-?[\d.]+/g)!
    .map((entry): [string, number] => [entry.split(' ')[0]!, Number(entry.split(' ')[1])]),
)

/** Minutes east of UTC, or an IANA zone; undefined for nothing, NaN for what is no zone. */
function zoneOf(named: string): number | string | undefined {
  // `GMT+0100 (Central European Standard Time)`, `+01:00[Europe/Berlin]`, `+0100 CET`, `+0000 UTC m=+0.01`
  const text = named
    .replace(/(?<=\S)\s*[([].*[)\]]$/, '')
    .replace(/^[([](.*)[)\]]$/, '$1')
    .replace(/^([+-]\d{4}) (?:[A-Z]{1,5}|[+-]\d{2,4})(?: m=[+-][\d.]+)?$/, '$1')
  if (text === '') return undefined
  const [, sign, hours, minutes = '0'] = /^(?:Z|UTC?|GMT)? ?([+\-−])(\d{1,2}):?(\d{2})?(?::?00)?$/i.exec(text) ?? []
  if (sign) return (Number(hours) * 60 + Number(minutes)) * (sign === '+' ? 1 : -1)
  const name = zoneNames.get(text.toUpperCase())
  if (name !== undefined) return name * 60
  return text.includes('/') && IANAZone.isValidZone(text) ? text : NaN
}

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da']
let months: Map<string, string> | undefined

/** The number of a month from its name or short name in one of nine languages. */
function monthOf(name: string): string | undefined {
  months ??= monthNames()
  return months.get(plain(name))
}

function monthNames(): Map<string, string> {
  const names = new Map([['sept', '9']])
  for (const language of languages)
    for (const month of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' })
      for (let i = 0; i < 12; i++) {
        const part = format.formatToParts(Date.UTC(2026, i, 1)).find(({ type }) => type === 'month')!.value
        for (const written of [plain(part), plain(part).slice(0, 3)])
          if (!names.has(written)) names.set(written, `${i + 1}`)
      }
    }
  return names
}

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase()
