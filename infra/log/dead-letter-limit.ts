/**
 * Counts dead letters in a row. An event that is handled ends the run of its partition. The runs of all partitions add
 * up, so a fault that affects every event reaches the limit however the keys are spread, and scattered bad events do not.
 */
export function countDeadLettersInARow(): {
  /** Call it when `batch[at]` of the partition became a dead letter. Returns how many are in a row now. */
  rejected(partition: number, batch: readonly { isDeadLetter: boolean }[], at: number): number
  /** Call it when the batch is finished. */
  handled(partition: number, batch: readonly { isDeadLetter: boolean }[]): void
} {
  // Dead letters at the end of each partition's last batch, which the next batch may continue.
  const carried = new Map<number, number>()
  const runs = new Map<number, number>()

  return {
    rejected(partition, batch, at) {
      const since = batch.slice(0, at).findLastIndex((item) => !item.isDeadLetter) + 1
      const until = batch.findIndex((item, index) => index > at && !item.isDeadLetter)
      const before = since === 0 ? (carried.get(partition) ?? 0) : 0
      runs.set(partition, before + (until < 0 ? batch.length : until) - since)
      return [...runs.values()].reduce((sum, run) => sum + run, 0)
    },
    handled(partition, batch) {
      const since = batch.findLastIndex((item) => !item.isDeadLetter) + 1
      const run = batch.length - since + (since === 0 ? (carried.get(partition) ?? 0) : 0)
      carried.set(partition, run)
      runs.set(partition, run)
    },
  }
}
