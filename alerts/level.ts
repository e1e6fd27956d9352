/**
 * How many are usual at a time: a discounted level × the season of that time. Hour of the day on weekdays and at weekends for
 * buckets below a day, the weekday for days, no season for weeks. Zone: UTC.
 */
export interface Level {
  bucketMs: number
  /** Discounted sums: counts, and buckets weighed by their season. The level is their ratio. */
  count: number
  exposure: number
  /** Discounted sums per season slot: what was heard, what the level alone expected. */
  slotHeard: Float64Array
  slotLevel: Float64Array
}

const hour = 3_600_000
const day = 24 * hour
const week = 7 * day

/** The level forgets with this half-life (at least 20 buckets), the season more slowly. */
const levelHalfLife = 10 * day
const minHalfLifeBuckets = 20
const seasonHalfLife = 28 * day
/** Pseudo-counts that hold a slot at 1 until there is evidence. */
const seasonPrior = 6

const hourlySlots = 48

export function newLevel(bucketMs: number): Level {
  const slots = bucketMs < day ? hourlySlots : bucketMs < week ? 7 : 1
  return { bucketMs, count: 0, exposure: 0, slotHeard: new Float64Array(slots), slotLevel: new Float64Array(slots) }
}

/** Usual count of the bucket that begins then. */
export const expectedAt = (level: Level, at: number): number => perBucket(level) * seasonAt(level, at)

/** Takes a bucket in; the caller has cut it to what may be learnt from it. */
export function learnLevel(level: Level, at: number, count: number): void {
  const { bucketMs, slotHeard, slotLevel } = level
  const slot = slotAt(level, at)
  const visits = seasonHalfLife / bucketMs / (slotHeard.length === hourlySlots ? 24 : slotHeard.length)
  const slotKeep = 0.5 ** (1 / Math.max(1, visits))
  slotHeard[slot] = slotHeard[slot]! * slotKeep + count
  slotLevel[slot] = slotLevel[slot]! * slotKeep + perBucket(level)
  const keep = 0.5 ** (1 / Math.max(minHalfLifeBuckets, levelHalfLife / bucketMs))
  level.count = level.count * keep + count
  level.exposure = level.exposure * keep + seasonAt(level, at)
}

const perBucket = ({ count, exposure }: Level) => (exposure > 0 ? count / exposure : 0)

function slotAt({ slotHeard }: Level, at: number): number {
  if (slotHeard.length === 1) return 0
  const weekday = (Math.floor(at / day) + 4) % 7
  if (slotHeard.length === 7) return weekday
  return Math.floor((at % day) / hour) + (weekday === 0 || weekday === 6 ? 24 : 0)
}

/** How much of the level is usual in this slot; hours are smoothed over their neighbours. */
function seasonAt(level: Level, at: number): number {
  const { slotHeard, slotLevel } = level
  const slot = slotAt(level, at)
  if (slotHeard.length === 1) return 1
  if (slotHeard.length === 7) return (slotHeard[slot]! + seasonPrior) / (slotLevel[slot]! + seasonPrior)
  const base = slot < 24 ? 0 : 24
  const before = base + ((slot - base + 23) % 24)
  const after = base + ((slot - base + 1) % 24)
  const heard = slotHeard[slot]! + (slotHeard[before]! + slotHeard[after]!) / 2
  const usual = slotLevel[slot]! + (slotLevel[before]! + slotLevel[after]!) / 2
  return (heard + seasonPrior) / (usual + seasonPrior)
}
