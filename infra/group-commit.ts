import { setImmediate as turn } from 'node:timers/promises'

interface Pending<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (reason: unknown) => void
}

/**
 * Writes one group of items at a time, in order. Items added during a write form the next group.
 * `weight` limits the weight of a group to `limit`; an item heavier than that is a group of its own.
 */
export function groupCommit<Item, Result>(
  write: (items: Item[]) => Promise<Result[]>,
  { weight, limit }: { weight: (item: Item) => number; limit: number },
): { add(item: Item): Promise<Result>; idle(): Promise<void> } {
  const queue: Pending<Item, Result>[] = []
  let running: Promise<void> | undefined

  function next(): Pending<Item, Result>[] {
    let sum = 0
    let count = 0
    for (const { item } of queue) {
      sum += weight(item)
      if (count > 0 && sum > limit) break
      count++
    }
    return queue.splice(0, count)
  }

  async function run(): Promise<void> {
    // A turn of the event loop collects everything added at once, and lets other work run between groups.
    for (await turn(); queue.length > 0; await turn()) {
      const group = next()
      try {
        const results = await write(group.map(({ item }) => item))
        group.forEach(({ resolve }, at) => resolve(results[at]!))
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    running = undefined
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        running ??= run()
      }),
    async idle() {
      await running
    },
  }
}
