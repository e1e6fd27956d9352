import { dayMs, hourMs, type TermPolicy } from './policy.ts'
import { hash, mix, termReader, type Terms } from './read-terms.ts'
import { bloomFilter } from './bloom-filter.ts'
import { closeDays, discount, warmOccurrences } from './close-days.ts'
import { baselineShare, type Past, type Weighed } from './significance.ts'
import type { TermMention } from './term-mention.ts'
import { hours, noDepartment, termTable, type TermTable } from './term-table.ts'
import { dispersionOf, newVolume, openHour, type Volume } from './volume.ts'

/** Minimum history, so that it covers every weekday; otherwise usual Monday words would emerge on the first Monday. */
const warmMs = 8 * dayMs
/** Longer pauses are cut to this: the discounted counts are near zero by then. */
const longestPauseHours = 150 * 24
/** Departments beyond this number are ignored. */
const mostDepartments = 100
const allDepartments = 0

/** A term that was counted in a department's window. */
export interface Counted {
  department: number
  /** In the term table. */
  place: number
  /** The place of the same term over all departments. */
  everywhere: number
}

/** Expected counts of each term by department, and the departments' volumes. The newest mention sets the event time. */
export function openBackground(policy: TermPolicy) {
  const table = termTable(policy.places)
  const { columns } = table
  const filter = bloomFilter(policy.filterWords)
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

  /** Advances event time. @returns whether a new hour began */
  function advance(at: number): boolean {
    const next = Math.floor(at / hourMs)
    if (hour >= next) return false
    const last = hour < 0 ? next - 1 : hour
    hour = Math.max(last, next - longestPauseHours)
    const from = hour
    while (hour < next) {
      hour++
      if (hour % hours === 0) closeDays(table, volumes)
      if (hour - from > hours) continue
      table.open(hour)
      for (const volume of volumes) openHour(volume, hour)
    }
    return true
  }

  function placeOf(terms: Terms, i: number, { department, at }: { department: number; at: number }): number {
    const [a, b] = [terms.a[i]!, terms.b[i]!]
    const known = table.find(a, b, department)
    if (known >= 0) return known
    const [place, replaced] = table.admit({ a, b, text: terms.textOf(i) }, department, at)
    volumes[department]!.terms++
    if (replaced !== noDepartment) volumes[replaced]!.terms--
    return place
  }

  /** Counts the terms of a mention. Ignores copies and repeats by the same author; counts a term from its second author on. */
  function add(mention: TermMention): Counted[] {
    const { id, at, author, cluster } = mention
    // Backfill delivers many days at once; the same text on another day is not a copy.
    const day = mention.live ? 0 : mix(Math.floor(at / dayMs))
    if (filter.checkAndAdd(hash(cluster || id, 3) ^ day, hash(cluster || id, 4))) return []
    const own = [...new Set(mention.departments)].map((name) => departmentOf(name, at)).filter((d) => d > 0)
    const counting = countingOf(mention, { hour, table })
    for (const department of [allDepartments, ...own]) {
      const volume = volumes[department]!
      volume.firstAt = Math.min(volume.firstAt, at)
      counting.volume(volume)
    }
    const person = { a: hash(author || id, 5) ^ day, b: hash(author || id, 6) }
    const counted: Counted[] = []
    const terms = readTerms(mention.text)
    for (let i = 0; i < terms.count; i++) {
      const [a, b] = [terms.a[i]!, terms.b[i]!]
      if (filter.checkAndAdd(mix(a ^ person.a), mix(b ^ person.b))) continue
      if (table.find(a, b, allDepartments) < 0 && !filter.checkAndAdd(a, b)) continue
      const everywhere = placeOf(terms, i, { department: allDepartments, at })
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
    const past = { before: columns.before[place]!, beforeOf: volume.before, volume: volume.window }
    return { ...past, dispersion: dispersionOf(volume, baselineShare(past) * past.volume) }
  }

  function weigh({ place, everywhere }: Counted): Weighed {
    const past = pastOf(place)
    return {
      ...past,
      observed: columns.window[place]!,
      peak: columns.peak[place]!,
      elsewhere: Math.max(0, columns.window[everywhere]! - columns.window[place]!),
      elsewhereOf: volumes[allDepartments]!.window - past.volume,
    }
  }

  return {
    table,
    filter,
    departments,
    volumes,
    advance,
    add,
    pastOf,
    weigh,
    /** The expected count of the term in the window. */
    expectedOf(place: number): number {
      const volume = volumes[columns.departments[place]!]!
      return baselineShare({ before: columns.before[place]!, beforeOf: volume.before }) * volume.window
    },
    /** Whether the department has too little history for any term to emerge. */
    isCold: (department: number): boolean =>
      hour * hourMs - volumes[department]!.firstAt < warmMs || volumes[department]!.before < warmOccurrences,
    hour: () => hour,
    setHour: (at: number) => void (hour = at),
  }
}

export type Background = ReturnType<typeof openBackground>

/** How a mention counts: in the window, as backfill of the current day, or as history discounted by age. */
function countingOf({ at, live }: TermMention, { hour, table }: { hour: number; table: TermTable }) {
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
      term: (place: number) => void table.columns.history[place]!++,
      volume: (volume: Volume) => void volume.history++,
    }
  const weight = discount ** days
  return {
    isInWindow: false,
    term: (place: number) => void (table.columns.before[place]! += weight),
    volume: (volume: Volume) => void (volume.before += weight),
  }
}
