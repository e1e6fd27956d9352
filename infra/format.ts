const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const utcDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })

/** `3,200` */
export const count = (n: number): string => integer.format(n)

/** `€3,200`, without cents from 100; without a currency (ISO 4217) `3,200`. */
export const money = (amount: number, currency: string | undefined): string =>
  currency === undefined
    ? count(amount)
    : new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: amount < 100 ? 2 : 0 }).format(
        amount,
      )

/** `1 unit`, `3,200 units` */
export const counted = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** A share from 0 to 1 as `75 %`; larger shares as `100 %`. */
export const percent = (share: number): string => `${Math.round(100 * Math.min(1, share))} %`

/** A duration in ms as `30 min`, `90 min`, `6 h` or `2 days`. */
export function spanOf(ms: number): string {
  if (ms < 2 * hourMs && ms % hourMs !== 0) return `${Math.round(ms / minuteMs)} min`
  return ms < 2 * dayMs ? `${Math.round(ms / hourMs)} h` : `${Math.round(ms / dayMs)} days`
}

/** Epoch ms or an ISO time as `2026-10-14 09:40`, in UTC. */
export const dateTimeOf = (at: number | string): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

/** Epoch ms as `2026-10-14`, in UTC. */
export const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Epoch ms as `14 Oct 2026`, in UTC. */
export const dayOf = (ms: number): string => `${utcDay.format(ms)} ${new Date(ms).getUTCFullYear()}`

/** Epoch ms as `14 Oct`, in UTC. */
export const shortDayOf = (ms: number): string => utcDay.format(ms)

/** Epoch ms as `09:40 UTC`, or in another IANA zone as `10:40 CET`. */
export const timeOf = (ms: number, timeZone = 'UTC'): string =>
  timeZone === 'UTC' ? `${new Date(ms).toISOString().slice(11, 16)} UTC` : formatsOf(timeZone).time.format(ms)

/** Epoch ms as `14 Oct, 09:40 UTC`, or in another IANA zone. */
export const momentOf = (ms: number, timeZone = 'UTC'): string =>
  `${timeZone === 'UTC' ? utcDay.format(ms) : formatsOf(timeZone).day.format(ms)}, ${timeOf(ms, timeZone)}`

interface Formats {
  day: Intl.DateTimeFormat
  time: Intl.DateTimeFormat
}
const formats = new Map<string, Formats>()

function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone)
  if (known) return known
  const made = {
    day: new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' }),
    time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }),
  }
  formats.set(timeZone, made)
  return made
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
