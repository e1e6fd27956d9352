/**
 * Counts how many events in a row were buried. An event that is not buried ends the run of its partition; the runs of
 * all partitions add up, so a fault that meets every event is seen after `limit` burials however the keys are spread,
 * and scattered bad events never add up.
 */
export function countDeadLettersInARow(): {
  /** Tells that `batch[at]` of the partition was buried; returns how many are in a row now. */
  buried(partition: number, batch: readonly { buried: boolean }[], at: number): number
  /** The batch was handled to its end. */
  handled(partition: number, batch: readonly { buried: boolean }[]): void
} {
  // Buried events at the very end of each partition's last batch, which the next batch may continue.
  const carried = new Map<number, number>()
  const runs = new Map<number, number>()

  return {
    buried(partition, batch, at) {
      const since = batch.slice(0, at).findLastIndex((item) => !item.buried) + 1
      const until = batch.findIndex((item, index) => index > at && !item.buried)
      const before = since === 0 ? (carried.get(partition) ?? 0) : 0
      runs.set(partition, before + (until < 0 ? batch.length : until) - since)
      return [...runs.values()].reduce((sum, run) => sum + run, 0)
    },
    handled(partition, batch) {
      const since = batch.findLastIndex((item) => !item.buried) + 1
      const run = batch.length - since + (since === 0 ? (carried.get(partition) ?? 0) : 0)
      carried.set(partition, run)
      runs.set(partition, run)
    },
  }
}
