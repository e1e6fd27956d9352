import { mix } from './read-terms.ts'

/** Length of the window: a day, so that the hour of the day has no effect. */
export const hours = 24
/** Newest mentions kept per term, to find the variants of a phrase. */
const kept = 8
const ways = 8
const forgetBelow = 0.05

/**
 * Terms that at least two authors used recently, by department: a set-associative table of fixed size, in columns. A new term in a full
 * set replaces the least frequent one and inherits its earlier count (Space-Saving: Metwally, Agrawal & El Abbadi 2005). Earlier counts are
 * never underestimated, so a full table may hide an emerging term, but never invents one.
 */
export interface TermTable {
  columns: Columns
  texts: string[]
  /** @returns the term's place, or −1 */
  find(a: number, b: number, department: number): number
  /** Adds a term. @returns its place, and the department of the replaced term, or `noDepartment` */
  admit(term: { a: number; b: number; text: string }, department: number, at: number): [number, number]
  count(place: number, hour: number): void
  /** The newest mentions in the window, at most eight. */
  mentionsOf(place: number): number[]
  keep(place: number, mention: number): void
  /** Begins an hour: counts that leave the window are added to `before`. */
  open(hour: number): void
  free(place: number): void
  isForgettable(place: number): boolean
}

type Columns = ReturnType<typeof columnsOf>
export const noDepartment = 255

/** One entry per place. Counts are of distinct authors in distinct texts. */
const columnsOf = (size: number) => ({
  keys: new Uint32Array(size),
  departments: new Uint8Array(size).fill(noDepartment),
  firstSeconds: new Uint32Array(size),
  /** By hour of the window, one hour after the other. */
  byHour: new Uint16Array(size * hours),
  window: new Uint32Array(size),
  /** Backfill of the present day. */
  history: new Uint16Array(size),
  /** Before the window, discounted. */
  before: new Float32Array(size),
  /** The largest share on a finished day, discounted, and yesterday's share. */
  peak: new Float32Array(size),
  yesterday: new Float32Array(size),
  mentions: new Uint32Array(size * kept),
  mentioned: new Uint8Array(size),
  /** Number of its emergence; 0 = none. */
  emergence: new Uint16Array(size),
})

/** @param size a power of two */
export function termTable(size: number): TermTable {
  const columns = columnsOf(size)
  const { keys, departments, window, before, history, byHour } = columns
  const texts: string[] = Array.from({ length: size }, () => '')
  const sets = size / ways
  const keyOf = (a: number, department: number) => mix(a ^ Math.imul(department + 1, 0x9e3779b1))
  const firstOf = (b: number, department: number) => (mix(b + Math.imul(department, 0x85ebca6b)) & (sets - 1)) * ways

  const free = (place: number) => {
    departments[place] = noDepartment
    texts[place] = ''
    clear(columns, place)
  }

  return {
    columns,
    texts,
    free,
    ...newestMentions(columns),
    find(a, b, department) {
      const key = keyOf(a, department)
      const first = firstOf(b, department)
      for (let place = first; place < first + ways; place++)
        if (keys[place] === key && departments[place] === department) return place
      return -1
    },
    admit({ a, b, text }, department, at) {
      const first = firstOf(b, department)
      let least = first
      const uses = (place: number) => (departments[place] === noDepartment ? -1 : before[place]! + window[place]!)
      for (let place = first + 1; place < first + ways; place++) if (uses(place) < uses(least)) least = place
      const replaced = departments[least]!
      const inherited = Math.max(0, uses(least))
      clear(columns, least)
      keys[least] = keyOf(a, department)
      departments[least] = department
      before[least] = inherited
      columns.firstSeconds[least] = Math.max(0, Math.floor(at / 1000))
      texts[least] = text
      return [least, replaced]
    },
    count(place, hour) {
      const at = (hour % hours) * size + place
      if (byHour[at] === 0xffff) return
      byHour[at]!++
      window[place]!++
    },
    open(hour) {
      const from = (hour % hours) * size
      for (let place = 0; place < size; place++) {
        const leaving = byHour[from + place]!
        if (leaving === 0) continue
        byHour[from + place] = 0
        window[place]! -= leaving
        before[place]! += leaving
      }
    },
    isForgettable: (place) => before[place]! + window[place]! + history[place]! < forgetBelow,
  }
}

function clear({ byHour, ...columns }: Columns, place: number): void {
  const size = columns.window.length
  for (let hour = 0; hour < hours; hour++) byHour[hour * size + place] = 0
  const { window, history, before, peak, yesterday, emergence, mentioned } = columns
  for (const column of [window, history, before, peak, yesterday, emergence, mentioned]) column[place] = 0
}

/** A ring of the newest mentions of each place. */
function newestMentions({ mentions, mentioned, window }: Columns): Pick<TermTable, 'mentionsOf' | 'keep'> {
  return {
    mentionsOf(place) {
      const count = Math.min(kept, window[place]!, mentioned[place]!)
      return Array.from({ length: count }, (_, i) => mentions[place * kept + ((mentioned[place]! - 1 - i) % kept)]!)
    },
    keep(place, mention) {
      mentions[place * kept + (mentioned[place]! % kept)] = mention
      // A ring position in eight bits: counts to 15, then restarts at 8.
      mentioned[place] = mentioned[place]! < 2 * kept - 1 ? mentioned[place]! + 1 : kept
    },
  }
}
