const monthMs = 30 * 86_400_000

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
 * The time to go on from: what was read before, but not what lies ahead of now. A clock that was set back reads some of it
 * again; a stored time of next year came from a wrong date, and everything since the beginning is read again.
 */
export function resumed(newest: number | undefined, { since, now }: { since: number; now: number }): number {
  if (newest === undefined || newest > now + monthMs) return since
  return Math.min(newest, now)
}
