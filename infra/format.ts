const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })

/** `3,200` */
export const count = (n: number): string => whole.format(n)

/** `1 unit`, `3,200 units` */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** `75 %`, of a share from 0 to 1; more is shown as 100 %. */
export const percent = (share: number): string => `${Math.round(100 * Math.min(1, share))} %`

/** A duration in ms as `30 min`, `90 min`, `6 h` or `2 days`. */
export function spanOf(ms: number): string {
  if (ms < 2 * hourMs && ms % hourMs !== 0) return `${Math.round(ms / minuteMs)} min`
  return ms < 2 * dayMs ? `${Math.round(ms / hourMs)} h` : `${Math.round(ms / dayMs)} days`
}

/** `2026-10-14 09:40`, of epoch ms or an ISO time, in UTC. */
export const dateTimeOf = (at: number | string): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

/** `2026-10-14`, of epoch ms, in UTC. */
export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** `09:40 UTC`, of epoch ms. */
export const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(11, 16)} UTC`

/** `14 Oct, 09:40 UTC`, of epoch ms. */
export const momentOf = (ms: number): string => `${day.format(ms)}, ${timeOf(ms)}`

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
