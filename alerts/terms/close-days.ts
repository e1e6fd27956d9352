import { upperTail } from '../detector/count-tail.ts'
import { baselineShare, expectationOf } from './significance.ts'
import { noDepartment, type TermTable } from './term-table.ts'
import { closeDay, dispersionOf, learnDispersion, learnTail, type Volume } from './volume.ts'

/** Half-life of counts before the window, in days. */
const halfLifeDays = 14
/** Daily factor for counts before the window. */
export const discount = 2 ** (-1 / halfLifeDays)
/** A term's peak share halves in four weeks. */
const peakDiscount = 2 ** (-1 / 28)
/** A day's share is (occurrences − 1) / max(this, all occurrences), because a single occurrence on a quiet day is chance. */
const quietDay = 50
/** Dispersion is learnt only from terms with at least this many earlier occurrences. */
const knownFrom = 2
/** Earlier occurrences that a department needs before its expected counts are used. */
export const warmOccurrences = 30

/**
 * Ends a day: learns how much the counts of terms vary, updates peaks, discounts earlier counts, and frees table places that are hardly
 * used.
 */
export function closeDays(table: TermTable, volumes: readonly Volume[]): void {
  const { departments, window, history, before, peak, yesterday } = table.columns
  for (let place = 0; place < departments.length; place++) {
    if (departments[place] === noDepartment) continue
    const volume = volumes[departments[place]!]!
    const day = { observed: window[place]! + history[place]!, of: volume.window + volume.history }
    if (day.of > 0 && before[place]! >= knownFrom && volume.before >= warmOccurrences)
      learnDay(volume, before[place]!, day)
    // Yesterday's share is used a day later, when no part of it is in the window any more.
    peak[place] = Math.max(peak[place]! * peakDiscount, yesterday[place]!)
    yesterday[place] = Math.max(0, day.observed - 1) / Math.max(quietDay, day.of)
    before[place] = before[place]! * discount + history[place]!
    history[place] = 0
    if (!table.isForgettable(place)) continue
    table.free(place)
    volume.terms--
  }
  for (const volume of volumes) closeDay(volume, discount)
}

/** Learns the dispersion and the tail of term counts from one term's finished day. */
function learnDay(volume: Volume, before: number, day: { observed: number; of: number }): void {
  const past = { before, beforeOf: volume.before, volume: day.of }
  const share = baselineShare(past)
  const { expected, variance } = expectationOf({ ...past, dispersion: dispersionOf(volume, share * day.of) })
  const p = day.observed > expected ? upperTail(day.observed, expected, variance) : 1
  learnTail(volume, p)
  learnDispersion(volume, { observed: day.observed, expected })
}
