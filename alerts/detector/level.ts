/**
 * The expected count of buckets shorter than a day: exponentially discounted level × hour factor (weekdays and weekends separately) ×
 * weekday factor. Times are local. An update takes constant time.
 */
export interface Level {
  kind: 'level'
  bucketMs: number
  /** Discounted sums of counts, and of buckets weighted by their season. The level is their ratio. */
  count: number
  exposure: number
  hours: Slots
  weekdays: Slots
  /** Sums of the current day: weekday factors are updated once a day. */
  today: { day: number; observed: number; expected: number }
  /** The mean hour factor over a week, as of the start of the current day. */
  averageHour: number
}

/** Discounted sums per slot: observed counts, and counts expected without the slot's factor. Their ratio is the factor. */
interface Slots {
  observed: Float64Array
  expected: Float64Array
}

const hour = 3_600_000
const day = 24 * hour

/** Half-lives in ms: of the level (at least 20 buckets), and of the slower hour and weekday factors. */
const levelHalfLife = 10 * day
const minHalfLifeBuckets = 20
const hoursHalfLife = 28 * day
const weekdaysHalfLife = 56 * day
/** Prior pseudo-counts of a factor of 1. */
const hourPrior = 6
const weekdayPrior = 60

export function newLevel(bucketMs: number): Level {
  return {
    kind: 'level',
    bucketMs,
    count: 0,
    exposure: 0,
    hours: newSlots(48),
    weekdays: newSlots(7),
    today: { day: 0, observed: 0, expected: 0 },
    averageHour: 1,
  }
}

const newSlots = (length: number): Slots => ({ observed: new Float64Array(length), expected: new Float64Array(length) })

/** Expected count of the bucket that begins at `at` (epoch ms). */
export const expectedAt = (level: Level, at: number): number => perBucket(level) * seasonAt(level, at)

/** The expected count at `at` as a multiple of the level. */
export const seasonAt = (level: Level, at: number): number => hourAt(level, at) * weekdayAt(level, at)

/** Variance of the logarithm of the expected count, in units of the dispersion: 1 / mentions for the level and for each factor. */
export function spreadAt({ count, hours, weekdays }: Level, at: number): number {
  const byHour = 1 / (smoothed(hours.observed, at) + hourPrior)
  return 1 / (count + 1) + byHour + 1 / (weekdays.observed[weekdayOf(at)]! + weekdayPrior)
}

/** Updates the level with a bucket. The caller has capped `count`. */
export function learnLevel(level: Level, at: number, count: number): void {
  const { bucketMs, hours } = level
  const base = perBucket(level)
  const [byHour, byWeekday] = [hourAt(level, at), weekdayAt(level, at)]
  learnSlot(hours, hourSlot(at), { count, expected: base * byWeekday, halfLife: hoursHalfLife / bucketMs / 24 })
  learnDay(level, Math.floor(at / day), { count, expected: base * byHour })
  const keep = 0.5 ** (1 / Math.max(minHalfLifeBuckets, levelHalfLife / bucketMs))
  level.count = level.count * keep + count
  level.exposure = level.exposure * keep + byHour * byWeekday
}

/** Updates the weekday factor when a day ends. The day is capped, so that a day of outbreak does not raise the factor. */
function learnDay(level: Level, of: number, bucket: { count: number; expected: number }): void {
  const { today } = level
  if (today.day !== of) {
    const count = Math.min(today.observed, 1.5 * today.expected + 3 * Math.sqrt(today.expected))
    learnSlot(level.weekdays, weekdayOf(today.day * day), {
      count,
      expected: today.expected,
      halfLife: weekdaysHalfLife / (7 * day),
    })
    level.today = { day: of, observed: 0, expected: 0 }
    level.averageHour = averageHourOf(level)
  }
  level.today.observed += bucket.count
  level.today.expected += bucket.expected
}

function averageHourOf(level: Level): number {
  const [weekday, weekend] = [4, 2].map((d) => {
    let sum = 0
    for (let h = 0; h < 24; h++) sum += hourAt(level, d * day + h * hour)
    return sum / 24
  }) as [number, number]
  return (5 * weekday + 2 * weekend) / 7
}

/** Expected count of a bucket in an average hour. */
export const typicalOf = (level: Level): number => perBucket(level) * level.averageHour

/** Adds half a mention, so that a series without mentions does not expect zero. */
const perBucket = ({ count, exposure }: Level) => (exposure > 0 ? (count + 0.5) / exposure : 0)

/** `halfLife` in updates of the slot. */
function learnSlot(
  { observed, expected }: Slots,
  slot: number,
  update: { count: number; expected: number; halfLife: number },
): void {
  const keep = 0.5 ** (1 / Math.max(1, update.halfLife))
  observed[slot] = observed[slot]! * keep + update.count
  expected[slot] = expected[slot]! * keep + update.expected
}

const weekdayOf = (at: number) => (Math.floor(at / day) + 4) % 7

function hourSlot(at: number): number {
  const weekday = weekdayOf(at)
  return Math.floor((at % day) / hour) + (weekday === 0 || weekday === 6 ? 24 : 0)
}

/** Value of the hour of `at`, plus half of each neighbouring hour. */
function smoothed(of: Float64Array, at: number): number {
  const slot = hourSlot(at)
  const base = slot < 24 ? 0 : 24
  const before = base + ((slot - base + 23) % 24)
  const after = base + ((slot - base + 1) % 24)
  return of[slot]! + (of[before]! + of[after]!) / 2
}

function hourAt({ hours: { observed, expected } }: Level, at: number): number {
  return (smoothed(observed, at) + hourPrior) / (smoothed(expected, at) + hourPrior)
}

function weekdayAt({ weekdays: { observed, expected } }: Level, at: number): number {
  const slot = weekdayOf(at)
  return (observed[slot]! + weekdayPrior) / (expected[slot]! + weekdayPrior)
}
