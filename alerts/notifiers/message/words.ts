const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })

/** 3,200 */
export const count = (n: number): string => whole.format(n)

/** `1 unit`, `3,200 units`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** `14 Oct, 09:40 UTC` */
export const momentOf = (ms: number): string => `${day.format(ms)}, ${new Date(ms).toISOString().slice(11, 16)} UTC`

/** `45 minutes`, `3 hours`, `2 days`; undefined below a minute. */
export function lastingOf(ms: number): string | undefined {
  if (ms < minuteMs) return undefined
  if (ms < 2 * hourMs) return counted(Math.round(ms / minuteMs), 'minute')
  return ms < 2 * dayMs ? counted(Math.round(ms / hourMs), 'hour') : counted(Math.round(ms / dayMs), 'day')
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
