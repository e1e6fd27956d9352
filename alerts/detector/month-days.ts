/**
 * Days on which a series is regularly busier every month: bills on the 1st, wages on the last working day, updates on the second Tuesday.
 * Learnt from how each day compared with what was expected of it; constant memory.
 */
export interface MonthDays {
  /** Sums of the current day, with its number (days since 1970). */
  today: { day: number; observed: number; expected: number }
  /** The first day that was learnt. */
  from: number
  /** By name of a day of the month (`namesOf`): observed / expected of its newest occurrences, 1 where it was not clearly busier. */
  ratios: Record<string, number[]>
}

const day = 24 * 3_600_000
/** How many occurrences are remembered, all of which must have been busier, and with how many of a young series this begins. */
const remembered = 6
const fewest = 3
/** Each name comes once in so many days. */
const longestMonth = 31
/** An occurrence was clearly busier from this multiple of the expected count and this many Poisson standard deviations on. */
const leastRatio = 1.5
const leastDeviations = 3

export const newMonthDays = (): MonthDays => ({
  today: { day: -1, observed: 0, expected: 0 },
  from: Infinity,
  ratios: {},
})

/** The factor by which a day at local time `at` (epoch ms) is busier, 1 if unknown, and the variance of its logarithm. */
export function monthDayAt({ ratios }: MonthDays, at: number): { factor: number; spread: number } {
  if (isEmpty(ratios)) return ordinary
  for (const name of namesOf(Math.floor(at / day))) {
    const known = ratios[name] ?? []
    if (known.length < fewest || known.some((ratio) => ratio <= 1)) continue
    const logs = known.map(Math.log)
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length
    const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1)
    return { factor: Math.exp(mean), spread: variance }
  }
  return ordinary
}

const ordinary = { factor: 1, spread: 0 }

function isEmpty(of: object): boolean {
  for (const _ in of) return false
  return true
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

function close(months: MonthDays): void {
  const { today, ratios } = months
  const { day: of, observed, expected } = today
  if (of < 0) return
  months.from = Math.min(months.from, of)
  const least = Math.max(leastRatio * expected, expected + leastDeviations * (Math.sqrt(expected) + 1))
  const ratio = observed >= least ? observed / Math.max(expected, 0.5) : 1
  for (const name of namesOf(of)) {
    // Only names that were busier are kept. In an older series such a name had an occurrence before that was not.
    const before = ratios[name] ?? (of - months.from >= longestMonth ? [1] : [])
    const known = [...before, ratio].slice(-remembered)
    if (known.some((each) => each > 1)) ratios[name] = known
    else delete ratios[name]
  }
}

let lastNamed: { of: number; names: readonly string[] } = { of: NaN, names: [] }

/**
 * What a day (since 1970) is in its month, the plainest first: its date, the first or last working day, the second Tuesday, the last one.
 * Remembers the last answer: a series asks twice for each bucket of a day.
 */
function namesOf(of: number): readonly string[] {
  if (lastNamed.of !== of) lastNamed = { of, names: namesOfDay(of) }
  return lastNamed.names
}

function namesOfDay(of: number): string[] {
  const date = new Date(of * day)
  const [dayOfMonth, weekday] = [date.getUTCDate(), date.getUTCDay()]
  const left = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - dayOfMonth
  const isWorkday = weekday !== 0 && weekday !== 6
  return [
    String(dayOfMonth),
    ...(left === 0 ? ['last'] : []),
    // A Monday is the first working day also on the 2nd and 3rd, a Friday the last one with one or two days left.
    ...(isWorkday && (dayOfMonth === 1 || (weekday === 1 && dayOfMonth <= 3)) ? ['firstWorkday'] : []),
    ...(isWorkday && (left === 0 || (weekday === 5 && left <= 2)) ? ['lastWorkday'] : []),
    `${Math.ceil(dayOfMonth / 7)}/${weekday}`,
    ...(left < 7 ? [`last/${weekday}`] : []),
  ]
}
