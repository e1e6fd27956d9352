/** The clocks of two machines differ by less. */
const toleranceMs = 3_600_000

/**
 * The keys of a list's items, by which a source knows how far it has read; items without one have none, and neither have
 * those whose time is ahead of `latest`: one wrong date would end the source, because everything else is older.
 * @param latest the time of the poll (epoch ms), or Infinity for keys that are no times
 */
export const keysOf = <T>(items: readonly T[], key: (item: T) => number, latest: number): number[] =>
  items.flatMap((item) => {
    try {
      const found = key(item)
      return found <= latest ? found : []
    } catch {
      // The item is rejected where it is read.
      return []
    }
  })

/**
 * The time to go on from: what was read before, but not what lies ahead of now. Where it does, a wrong date was stored or the clock was set
 * back, nobody knows how far was read, and everything since the beginning is read again; what is known comes again under its id.
 */
export function resumed(newest: number | undefined, { since, now }: { since: number; now: number }): number {
  if (newest === undefined || isAhead(newest, now)) return since
  return Math.min(newest, now)
}

/** Whether a stored time is wrong: what was read is not newer than now. Epoch ms. */
export const isAhead = (time: number, now: number): boolean => time > now + toleranceMs
