import { DateTime, IANAZone } from 'luxon'
import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/enriched-mention.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof days)[number]
export const DayName = Type.Enum([...days])
export const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })

export const quietFields = {
  /** IANA: Europe/Berlin. */
  timeZone: Type.Optional(Type.String()),
  /** Nobody is disturbed then; they begin on these days (nothing = every day), and end the next day where `to` is not after `from`. */
  quietHours: Type.Optional(
    Type.Array(
      Type.Object(
        { days: Type.Optional(Type.Array(DayName, { minItems: 1 })), from: TimeOfDay, to: TimeOfDay },
        { additionalProperties: false },
      ),
    ),
  ),
  /** At least so severe = told all the same. */
  breakThrough: Type.Optional(Type.Enum([...severities])),
}
const QuietOptions = Type.Object(quietFields)
export type QuietOptions = Static<typeof QuietOptions>

const dayMinutes = 1440
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** When the quiet at a time ends, epoch ms; the time itself where it is not quiet, or the severity breaks through. */
export function quietUntil(
  { timeZone = 'UTC', quietHours = [], breakThrough }: QuietOptions,
  at: number,
  severity: (typeof severities)[number],
): number {
  if (quietHours.length === 0) return at
  if (breakThrough !== undefined && severities.indexOf(severity) >= severities.indexOf(breakThrough)) return at
  const zone = IANAZone.isValidZone(timeZone) ? timeZone : 'UTC'
  let until = at
  // One quiet may end where the next one begins; quiet all week is no quiet.
  for (let turns = 0; turns < 2 * days.length; turns++) {
    const end = endOfQuiet(quietHours, DateTime.fromMillis(until, { zone }))
    if (end === undefined) return until
    until = end
  }
  return at
}

function endOfQuiet(quietHours: NonNullable<QuietOptions['quietHours']>, now: DateTime): number | undefined {
  for (const { days: on = days, from, to } of quietHours) {
    for (const begun of [now.minus({ days: 1 }), now]) {
      if (!on.includes(days[begun.weekday - 1]!)) continue
      const start = atTime(begun, from)
      const end = atTime(minutesOf(to) > minutesOf(from) ? begun : begun.plus({ days: 1 }), to)
      if (now >= start && now < end) return end.toMillis()
    }
  }
  return undefined
}

const atTime = (day: DateTime, time: string) =>
  day.startOf('day').set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) })

/** What is wrong with quiet hours, each as a sentence: hours twice, no hour left, or a time zone that does not exist. */
export function quietFaults({ timeZone, quietHours = [] }: QuietOptions): string[] {
  const week = new Uint8Array(7 * dayMinutes)
  for (const { days: on = days, from, to } of quietHours) {
    const length = (minutesOf(to) - minutesOf(from) + dayMinutes) % dayMinutes || dayMinutes
    for (const day of on)
      for (let m = 0; m < length; m++) week[(days.indexOf(day) * dayMinutes + minutesOf(from) + m) % week.length]!++
  }
  const zone = timeZone === undefined || IANAZone.isValidZone(timeZone)
  return [
    ...(zone ? [] : [`there is no time zone "${timeZone}"; UTC is taken`]),
    ...(week.some((times) => times > 1) ? ['quiet hours overlap; both hold'] : []),
    ...(week.every((times) => times > 0) ? ['quiet hours leave no hour, so none holds'] : []),
  ]
}

/** The next time that it is so late on that day (nothing = any day), strictly after `now`. */
export function nextTime({ timeZone, at, day }: { timeZone: string; at: string; day?: Day }, now: number): number {
  const zone = IANAZone.isValidZone(timeZone) ? timeZone : 'UTC'
  const today = DateTime.fromMillis(now, { zone })
  for (let ahead = 0; ; ahead++) {
    const next = atTime(today.plus({ days: ahead }), at)
    if (next.toMillis() > now && (day === undefined || days[next.weekday - 1] === day)) return next.toMillis()
  }
}
