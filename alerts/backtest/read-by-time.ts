/** Reads what is dated within a span of time, in order of time; epoch ms, `to` excluded. */
type ReadSpan<T> = (span: { from: number; to: number }) => Promise<T[]>

const dayMs = 24 * 3_600_000

/**
 * Returns the function that gives all items up to a time that it has not given before. It reads a day at once. Call with increasing times
 * (epoch ms). @param from epoch ms of the first item
 */
export function readByTime<T>(
  read: ReadSpan<T>,
  atOf: (item: T) => number,
  from: number,
): (now: number) => Promise<T[]> {
  let readUntil = from
  let waiting: T[] = []
  return async (now) => {
    const due: T[] = []
    for (;;) {
      const later = waiting.findIndex((item) => atOf(item) > now)
      due.push(...waiting.splice(0, later < 0 ? waiting.length : later))
      if (waiting.length > 0 || readUntil > now) return due
      waiting = await read({ from: readUntil, to: readUntil + dayMs })
      readUntil += dayMs
    }
  }
}
