const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** Formats a count: 1,204, or 0.4 below ten. */
export const count = (n: number): string => (Math.abs(n) < 10 ? tenths : whole).format(n)
/** 1 row, 3 rows. */
export const counted = (n: number, one: string): string => `${count(n)} ${one}${n === 1 ? '' : 's'}`
export const percent = (share: number): string => `${Math.round(100 * Math.min(1, share))} %`

const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' })

/** 14:05, with the day when it is not today. UTC. */
export function clockTime(iso: string, now: number): string {
  const at = Date.parse(iso)
  const today = Math.floor(at / dayMs) === Math.floor(now / dayMs)
  return today ? time.format(at) : `${day.format(at)}, ${time.format(at)}`
}

const date = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
/** 16 Nov 2026. UTC. */
export const dateWithYear = (ms: number): string => date.format(ms)

/** Thu 15 Oct, 14:05. UTC. */
export const dayAndTime = (iso: string): string => `${day.format(Date.parse(iso))}, ${time.format(Date.parse(iso))}`

export const dayOf = (ms: number): string => day.format(ms)
export const hourOf = (ms: number): string => time.format(ms)

/** 34 min, 3 h, 2 days. */
export function span(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.round(ms / 1000))} s`
  if (ms < 2 * hourMs) return `${Math.round(ms / minuteMs)} min`
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
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Returns http and https addresses only; other addresses are shown as text. */
export const safeUrl = (url: string | null): string | undefined => (url && /^https?:\/\//i.test(url) ? url : undefined)
