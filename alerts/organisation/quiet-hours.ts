import { DateTime, IANAZone } from 'luxon'
import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof days)[number]
export const DayName = Type.Enum([...days], { description: 'A day of the week.', examples: ['mon'] })
export const TimeOfDay = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'A time of day, HH:MM.',
  examples: ['18:00'],
})

export const quietFields = {
  timeZone: Type.Optional(
    Type.String({ description: 'The IANA time zone of these times and of digests.', examples: ['Europe/Berlin'] }),
  ),
  quietHours: Type.Optional(
    Type.Array(
      Type.Object(
        {
          days: Type.Optional(
            Type.Array(DayName, {
              minItems: 1,
              description: 'Days on which they begin; absent: every day.',
              examples: [['sat', 'sun']],
            }),
          ),
          from: TimeOfDay,
          to: TimeOfDay,
        },
        { additionalProperties: false },
      ),
      {
        description: 'Notifications wait until these hours end. If `to` is not after `from`, they end on the next day.',
        examples: [[{ from: '18:00', to: '08:00' }]],
      },
    ),
  ),
  breakThrough: Type.Optional(
    Type.Enum([...severities], {
      description: 'Alerts of at least this severity are sent during quiet hours too.',
      examples: ['critical'],
    }),
  ),
}
const QuietOptions = Type.Object(quietFields)
export type QuietOptions = Static<typeof QuietOptions>

const dayMinutes = 1440
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

type Severity = (typeof severities)[number]

/**
 * The end of the quiet hours at `at` (epoch ms) over all given schedules, because one may begin where another ends. Returns `at` itself
 * if it is not in quiet hours, if the severity breaks through, or if the schedules leave no time in the week.
 */
export function quietUntil(quiets: readonly QuietOptions[], at: number, severity: Severity): number {
  const inForce = quiets.filter(
    ({ quietHours = [], breakThrough }) => quietHours.length > 0 && !breaks(breakThrough, severity),
  )
  let until = at
  while (until - at < longestMs) {
    const ends = inForce.flatMap((quiet) => endOfQuiet(quiet, until) ?? [])
    if (ends.length === 0) return until
    until = Math.max(...ends)
  }
  return at
}

const longestMs = 8 * dayMinutes * 60_000

const breaks = (from: Severity | undefined, severity: Severity) =>
  from !== undefined && severities.indexOf(severity) >= severities.indexOf(from)

function endOfQuiet({ timeZone = 'UTC', quietHours = [] }: QuietOptions, at: number): number | undefined {
  const now = DateTime.fromMillis(at, { zone: zoneOf(timeZone) })
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

/** Uses `create`, which caches zones; `isValidZone` does not, which is slow. */
const zoneOf = (timeZone: string) => (IANAZone.create(timeZone).isValid ? timeZone : 'UTC')

const atTime = (day: DateTime, time: string) =>
  day.startOf('day').set({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) })

/** The mistakes in quiet hours: an unknown time zone, overlaps, or no hour left. */
export function quietFaults({ timeZone, quietHours = [] }: QuietOptions): string[] {
  const week = new Uint8Array(7 * dayMinutes)
  for (const { days: on = days, from, to } of quietHours) {
    const length = (minutesOf(to) - minutesOf(from) + dayMinutes) % dayMinutes || dayMinutes
    for (const day of on)
      for (let m = 0; m < length; m++) week[(days.indexOf(day) * dayMinutes + minutesOf(from) + m) % week.length]!++
  }
  const zone = timeZone === undefined || IANAZone.isValidZone(timeZone)
  return [
    ...(zone ? [] : [`there is no time zone "${timeZone}"; UTC is used`]),
    ...(week.some((times) => times > 1) ? ['quiet hours overlap; both apply'] : []),
    ...(week.every((times) => times > 0) ? ['quiet hours leave no hour of the week, so none apply'] : []),
  ]
}

/** The next occurrence of a time of day, on `day` if given, strictly after `now`. Epoch ms. */
export function nextTime({ timeZone, at, day }: { timeZone: string; at: string; day?: Day }, now: number): number {
  const today = DateTime.fromMillis(now, { zone: zoneOf(timeZone) })
  for (let ahead = 0; ; ahead++) {
    const next = atTime(today.plus({ days: ahead }), at)
    if (next.toMillis() > now && (day === undefined || days[next.weekday - 1] === day)) return next.toMillis()
  }
}
