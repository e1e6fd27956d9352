import { formatsOf, zone } from './zone.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** Formats a count: 1,204, or 0.4 below ten. */
export const count = (n: number): string => (Math.abs(n) < 10 ? tenths : whole).format(n)
/** €1,204; without a currency (ISO 4217) 1,204. */
export const money = (amount: number, currency: string | undefined): string =>
  currency === undefined
    ? count(amount)
    : new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: amount < 100 ? 2 : 0 }).format(
        amount,
      )
/** 1 row, 3 rows. */
export const counted = (n: number, one: string): string => `${count(n)} ${one}${n === 1 ? '' : 's'}`
/** A number and its `%` stay on one line. */
export const noBreak = '\u00a0'
export const percent = (share: number): string => `${Math.round(100 * Math.min(1, share))}${noBreak}%`
/** A sentence of the server, its percentages on one line each. */
export const unbroken = (text: string): string => text.replaceAll(/(?<=\d) (?=%)/g, noBreak)

/** 14:05, with the day when it is not today, in the reader's zone. */
export function clockTime(iso: string, now: number): string {
  const { day, date, time } = formatsOf(zone.value)
  const at = Date.parse(iso)
  return date.format(at) === date.format(now) ? time.format(at) : `${day.format(at)}, ${time.format(at)}`
}

/** 14:05:30, in the reader's zone. */
export const secondsOf = (ms: number): string => formatsOf(zone.value).seconds.format(ms)

/** 16 Nov 2026, in the reader's zone or in another. */
export const dateWithYear = (ms: number, timeZone = zone.value): string => formatsOf(timeZone).date.format(ms)

/** Thu 15 Oct, 14:05, in the reader's zone. */
export const dayAndTime = (iso: string): string => `${dayOf(Date.parse(iso))}, ${hourOf(Date.parse(iso))}`

/** Thu 15 Oct, in the reader's zone or in another. */
export const dayOf = (ms: number, timeZone = zone.value): string => formatsOf(timeZone).day.format(ms)
/** 14:05, in the reader's zone. */
export const hourOf = (ms: number): string => formatsOf(zone.value).time.format(ms)

/** 34 min, 1 h 34 min, 7 h, 2 days. */
export function span(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.round(ms / 1000))} s`
  const minutes = Math.round(ms / minuteMs)
  if (minutes < 60) return `${minutes} min`
  if (ms < 6 * hourMs) return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`
  return ms < 2 * dayMs ? `${Math.round(ms / hourMs)} h` : `${Math.round(ms / dayMs)} days`
}

export const spanOr = (ms: number | null): string => (ms === null ? '–' : span(ms))
/** A lead time: 3 h, 20 min late. */
export const leadInWords = (ms: number | null): string => (ms === null ? '–' : ms < 0 ? `${span(-ms)} late` : span(ms))

export const ago = (iso: string, now: number): string => {
  const ms = now - Date.parse(iso)
  return ms < minuteMs ? 'just now' : `${span(ms)} ago`
}

/** The expected range beside a count: typical 0–4. */
export function typicalRange({ lower, upper }: { lower: number; upper: number }): string {
  const [low, high] = [count(Math.round(lower)), count(Math.round(upper))]
  return low === high ? `typical ${low}` : `typical ${low}–${high}`
}

const kinds: Record<string, string> = { region: 'Region ', version: 'Version ', lot: 'Lot ', source: 'From ' }

/** A driver's label: Region North, Lot 2610-B, Nordfracht, “does not turn on”. */
export const named = ({ dimension, value }: { dimension: string; value: string }): string =>
  dimension === 'term' ? `“${value}”` : `${kinds[dimension] ?? ''}${value}`
/** What the drivers of an alert explain. */
export const changeWord = ({ kind }: { kind: string }): string => (kind === 'drop' ? 'decrease' : 'increase')

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Returns http and https addresses only; other addresses are shown as text. */
export const safeUrl = (url: string | null): string | undefined => (url && /^https?:\/\//i.test(url) ? url : undefined)
