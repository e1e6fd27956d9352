/**
 * Days of the month on which a series is regularly busier, such as bills on the 1st or wages on the last day. Learnt from how each day
 * compared with what was expected of it; constant memory.
 */
export interface MonthDays {
  /** Sums of the current day, with its number (days since 1970). */
  today: { day: number; observed: number; expected: number }
  /** By day of the month (1 … 31; 32 = the last one): observed / expected of its newest occurrences, 1 where it was not clearly busier. */
  ratios: number[][]
}

const day = 24 * 3_600_000
const lastDay = 32
/** How many occurrences are remembered, and how many must all have been busier. */
const remembered = 6
const fewest = 3
/** An occurrence was clearly busier from this multiple of the expected count and this many Poisson standard deviations on. */
const leastRatio = 1.5
const leastDeviations = 3

export const newMonthDays = (): MonthDays => ({
  today: { day: -1, observed: 0, expected: 0 },
  ratios: Array.from({ length: lastDay + 1 }, () => []),
})

/** The factor by which a day at local time `at` (epoch ms) is busier, 1 if unknown, and the variance of its logarithm. */
export function monthDayAt({ ratios }: MonthDays, at: number): { factor: number; spread: number } {
  for (const place of placesOf(Math.floor(at / day))) {
    const known = ratios[place]!
    if (known.length < fewest || known.some((ratio) => ratio <= 1)) continue
    const logs = known.map(Math.log)
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
    const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1)
    return { factor: Math.exp(mean), spread: variance }
  }
  return { factor: 1, spread: 0 }
}

/** Learns from a bucket at local time `at`. @param expected its expected count without the factor */
export function learnMonthDay(months: MonthDays, at: number, { count, expected }: { count: number; expected: number }) {
  const of = Math.floor(at / day)
  if (of !== months.today.day) {
    close(months)
    months.today = { day: of, observed: 0, expected: 0 }
  }
  months.today.observed += count
  months.today.expected += expected
}

function close({ today: { day: of, observed, expected }, ratios }: MonthDays): void {
  if (of < 0) return
  const least = Math.max(leastRatio * expected, expected + leastDeviations * (Math.sqrt(expected) + 1))
  const ratio = observed >= least ? observed / Math.max(expected, 0.5) : 1
  for (const place of placesOf(of)) {
    ratios[place]!.push(ratio)
    if (ratios[place]!.length > remembered) ratios[place]!.shift()
  }
}

/** The day of the month, and whether it is the last one. */
function placesOf(of: number): number[] {
  const dayOfMonth = new Date(of * day).getUTCDate()
  return new Date((of + 1) * day).getUTCDate() === 1 ? [dayOfMonth, lastDay] : [dayOfMonth]
}
