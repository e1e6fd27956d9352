import { upperTail } from '../detector/count-tail.ts'
import { dayMs, hourMs, type TermPolicy } from './policy.ts'
import { hash, mix, termReader, type Terms } from './read-terms.ts'
import { seen } from './bloom-filter.ts'
import { expectationOf, baselineShare, type Past, type Weighed } from './significance.ts'
import type { TermMention } from './term-mention.ts'
import { hours, nobody, termTable } from './term-table.ts'
import { closeDay, dispersionOf, learnDispersion, learnTail, newVolume, openHour, type Volume } from './volume.ts'

/** What was heard before counts half after so many days. */
const daysToHalf = 14
const discount = 2 ** (-1 / daysToHalf)
/** A term's best day is half forgotten after a month. */
const peakDiscount = 2 ** (-1 / 28)
/** One voice on a quiet day is chance: it is left out of a day's share, which is that of no fewer voices than this. */
const quietDay = 50
/** The expected counts of terms said less often are too unsure to learn dispersion from. */
const knownFrom = 2
/** Every weekday must have been heard, or the first Monday's words would be news. */
const warmMs = 8 * dayMs
const warmVoices = 30
/** After a longer silence nothing is left of what was usual. */
const longestSilenceHours = 150 * 24
/** More are not watched. */
const mostDepartments = 100
const everybody = 0

/** A term counted in a department's window. */
export interface Counted {
  department: number
  place: number
  /** Of the same term among everybody's. */
  everywhere: number
}

/** What is usual: every term in every department, and how much the departments hear. Event time moves on with the newest mention heard. */
export function background(policy: TermPolicy) {
  const table = termTable(policy.places)
  const { columns } = table
  const filter = seen(policy.filterWords)
  const readTerms = termReader()
  const departments: string[] = ['']
  const volumes: Volume[] = [newVolume(Number.MAX_SAFE_INTEGER)]
  let hour = -1

  const departmentOf = (name: string, at: number): number => {
    const known = departments.indexOf(name, 1)
    if (known > 0 || departments.length > mostDepartments) return known
    volumes.push(newVolume(at))
    return departments.push(name) - 1
  }

  /** How much, and how far beyond all measure, the counts of terms vary. */
  function learnDay(volume: Volume, place: number, day: { observed: number; of: number }): void {
    const past = { before: columns.before[place]!, beforeOf: volume.before, heard: day.of }
    const share = baselineShare(past)
    const { expected, variance } = expectationOf({ ...past, dispersion: dispersionOf(volume, share * day.of) })
    const p = day.observed > expected ? upperTail(day.observed, expected, variance) : 1
    learnTail(volume, p)
    learnDispersion(volume, { observed: day.observed, expected })
  }

  function closeDays(): void {
    const { window, history, before, peak, yesterday } = columns
    for (let place = 0; place < policy.places; place++) {
      if (columns.departments[place] === nobody) continue
      const volume = volumes[columns.departments[place]!]!
      const day = { observed: window[place]! + history[place]!, of: volume.window + volume.history }
      if (day.of > 0 && before[place]! >= knownFrom && volume.before >= warmVoices) learnDay(volume, place, day)
      // Yesterday's share waits for a day, so that no part of it is in the window that it is compared with.
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

  /** @returns whether an hour began */
  function moveOn(at: number): boolean {
    const next = Math.floor(at / hourMs)
    if (hour >= next) return false
    const last = hour < 0 ? next - 1 : hour
    hour = Math.max(last, next - longestSilenceHours)
    const from = hour
    while (hour < next) {
      hour++
      if (hour % hours === 0) closeDays()
      if (hour - from > hours) continue
      table.open(hour)
      for (const volume of volumes) openHour(volume, hour)
    }
    return true
  }

  /** How a mention counts: in the window, in what backfill tells of today, or in the past by its age. */
  function countingOf({ at, live }: TermMention) {
    const own = Math.floor(at / hourMs)
    if (live && own > hour - hours)
      return {
        isInWindow: true,
        term: (place: number) => table.count(place, own),
        volume: (volume: Volume) => {
          volume.byHour[own % hours]!++
          volume.window++
        },
      }
    const days = Math.floor(hour / hours) - Math.floor(own / hours)
    if (days <= 0)
      return {
        isInWindow: false,
        term: (place: number) => void columns.history[place]!++,
        volume: (volume: Volume) => void volume.history++,
      }
    const weight = discount ** days
    return {
      isInWindow: false,
      term: (place: number) => void (columns.before[place]! += weight),
      volume: (volume: Volume) => void (volume.before += weight),
    }
  }

  function placeOf(terms: Terms, i: number, { department, at }: { department: number; at: number }): number {
    const [a, b] = [terms.a[i]!, terms.b[i]!]
    const known = table.find(a, b, department)
    if (known >= 0) return known
    const [place, made] = table.admit({ a, b, text: terms.textOf(i) }, department, at)
    volumes[department]!.terms++
    if (made !== nobody) volumes[made]!.terms--
    return place
  }

  /** A copy, and what one person says again, is not counted; a term counts once two people said it. */
  function hear(mention: TermMention): Counted[] {
    const { id, at, author, cluster } = mention
    // Days of history come all at once, and what people say every day is not a copy.
    const day = mention.live ? 0 : mix(Math.floor(at / dayMs))
    if (filter.saw(hash(cluster || id, 3) ^ day, hash(cluster || id, 4))) return []
    const own = [...new Set(mention.departments)].map((name) => departmentOf(name, at)).filter((d) => d > 0)
    const counting = countingOf(mention)
    for (const department of [everybody, ...own]) {
      const volume = volumes[department]!
      volume.firstAt = Math.min(volume.firstAt, at)
      counting.volume(volume)
    }
    const person = { a: hash(author || id, 5) ^ day, b: hash(author || id, 6) }
    const counted: Counted[] = []
    const terms = readTerms(mention.text)
    for (let i = 0; i < terms.count; i++) {
      const [a, b] = [terms.a[i]!, terms.b[i]!]
      if (filter.saw(mix(a ^ person.a), mix(b ^ person.b))) continue
      if (table.find(a, b, everybody) < 0 && !filter.saw(a, b)) continue
      const everywhere = placeOf(terms, i, { department: everybody, at })
      counting.term(everywhere)
      for (const department of own) {
        const place = placeOf(terms, i, { department, at })
        counting.term(place)
        if (counting.isInWindow) counted.push({ department, place, everywhere })
      }
    }
    return counted
  }

  function pastOf(place: number): Past {
    const volume = volumes[columns.departments[place]!]!
    const past = { before: columns.before[place]!, beforeOf: volume.before, heard: volume.window }
    return { ...past, dispersion: dispersionOf(volume, baselineShare(past) * past.heard) }
  }

  function weigh({ place, everywhere }: Counted): Weighed {
    const past = pastOf(place)
    return {
      ...past,
      observed: columns.window[place]!,
      peak: columns.peak[place]!,
      elsewhere: Math.max(0, columns.window[everywhere]! - columns.window[place]!),
      elsewhereOf: volumes[everybody]!.window - past.heard,
    }
  }

  return {
    table,
    filter,
    departments,
    volumes,
    moveOn,
    hear,
    pastOf,
    weigh,
    /** What the window would hold of it as usual. */
    expectedOf(place: number): number {
      const volume = volumes[columns.departments[place]!]!
      return baselineShare({ before: columns.before[place]!, beforeOf: volume.before }) * volume.window
    },
    /** Too little was heard to call anything unusual. */
    isCold: (department: number): boolean =>
      hour * hourMs - volumes[department]!.firstAt < warmMs || volumes[department]!.before < warmVoices,
    hour: () => hour,
    setHour: (at: number) => void (hour = at),
  }
}
